import { type SQL, sql } from "drizzle-orm";
import { type Decision, decide, type Prepared, prepare } from "#lib/core/matching/decide.ts";
import { initialsOf, namesOf } from "#lib/core/matching/name.ts";
import { mailDomain, phoneDigits, streetAndZip, taxDigits } from "#lib/core/matching/party.ts";
import { type Rarity, rarityOf } from "#lib/core/matching/rarity.ts";
import { otherSide, type Side } from "#lib/core/matching/side.ts";
import { json, list, rows, type Tx } from "#lib/db/database.ts";
import { refreshLanes } from "#lib/db/link-lanes.ts";
import { readParties, type StoredParty } from "#lib/db/link-parties.ts";

/** Candidates that are looked at for each name; the right one is among them where a string can tell (bench/README.md). */
const candidatesPerName = 25;
/** A fact that more parties share (a landlord's telephone) tells nothing. */
const mostSharing = 12;
const proposalsPerParty = 3;

/** Writes the comparable names of parties that came or changed; answers how many there were. */
export async function writeNames(tx: Tx, companyId: string, limit: number): Promise<number> {
  const fresh = await rows<{ side: Side; party: string }>(
    tx,
    sql`select side, party from link_party where company_id = ${companyId} and state = 'new' order by side, party limit ${limit} for update skip locked`,
  );
  for (const side of ["company", "sage"] as const) {
    const ids = fresh.filter((one) => one.side === side).map(({ party }) => party);
    if (ids.length > 0) await nameParties(tx, companyId, side, ids);
  }
  return fresh.length;
}

async function nameParties(tx: Tx, companyId: string, side: Side, ids: readonly string[]): Promise<void> {
  const parties = [...(await readParties(tx, companyId, side, ids)).values()];
  const here = sql`company_id = ${companyId} and side = ${side} and party = any(${list(ids, "text")})`;
  await tx.execute(sql`delete from link_name where ${here}`);
  await tx.execute(sql`delete from link_fact where ${here}`);
  const names = parties.flatMap((party) =>
    [...new Set(prepare(party).names.map(({ key }) => key))].map((key) => ({ party: party.id, key })),
  );
  await tx.execute(sql`insert into link_name (company_id, side, party, key) select ${companyId}::uuid, ${side}, party, key
    from jsonb_to_recordset(${json(names)}) as x(party text, key text)`);
  const facts = parties.flatMap((party) => factsOf(party).map((fact) => ({ party: party.id, fact })));
  await tx.execute(sql`insert into link_fact (company_id, side, party, fact) select ${companyId}::uuid, ${side}, party, fact
    from jsonb_to_recordset(${json(facts)}) as x(party text, fact text) on conflict do nothing`);
  await tx.execute(sql`update link_party set state = 'named' where ${here}`);
}

/** What brings two parties together whatever they are called. */
function factsOf(party: StoredParty): readonly string[] {
  const initials = namesOf(party.name).flatMap((name) =>
    name.words.length === 1 && name.key.length < 8 ? [name.key, initialsOf(name)] : [initialsOf(name)],
  );
  const all = [
    ["phone", phoneDigits(party.phone)],
    ["mail", mailDomain(party.email)],
    ["place", streetAndZip(party)],
    ["tax", taxDigits(party.taxId)],
    ...initials.map((one) => ["initials", one] as const),
  ] as const;
  return all.flatMap(([kind, value]) => (value === "" ? [] : [`${kind}:${value}`]));
}

/** Counts the words of all names anew; "" has how many names there are. */
export async function countWords(tx: Tx, companyId: string): Promise<void> {
  await tx.execute(sql`with counted as (select w.word, count(*)::integer as count from link_name n cross join lateral regexp_split_to_table(n.key, ' ') as w(word)
      where n.company_id = ${companyId} group by w.word union all select '', count(*)::integer from link_name where company_id = ${companyId}),
    gone as (delete from link_word o where o.company_id = ${companyId} and not exists (select 1 from counted c where c.word = o.word))
    insert into link_word as k (company_id, word, count) select ${companyId}::uuid, word, count from counted
    on conflict (company_id, word) do update set count = excluded.count where k.count <> excluded.count`);
}

/** How rare words are among the names of the company, for the words of these names. */
export async function readRarity(tx: Tx, companyId: string, parties: readonly Prepared[]): Promise<Rarity> {
  const words = new Set(parties.flatMap(({ names }) => names.flatMap((name) => name.words)));
  const found = await rows<{ word: string; count: number }>(
    tx,
    sql`select word, count from link_word where company_id = ${companyId} and word = any(${list(["", ...words], "text")})`,
  );
  const counts = new Map(found.map(({ word, count }) => [word, count]));
  return rarityOf(counts, counts.get("") ?? 0);
}

/** Parties of one side whose proposals are to be looked for and that are open, locked; at most `limit`. */
export async function nextToMatch(tx: Tx, companyId: string, side: Side, limit: number): Promise<string[]> {
  const isLinked =
    side === "company"
      ? sql`exists (select 1 from vendor_link k where k.company_id = p.company_id and k.vendor_id = p.party::uuid)`
      : sql`exists (select 1 from vendor_link k where k.company_id = p.company_id and k.sage_vendor = p.party)`;
  const found = await rows<{ party: string }>(
    tx,
    sql`select party from link_party p where company_id = ${companyId} and state = 'named' and side = ${side} and archived_at is null and not ${isLinked}
      order by party limit ${limit} for update of p skip locked`,
  );
  return found.map(({ party }) => party);
}

type Pair = { readonly id: string; readonly other: string };
type Proposal = Pair & { readonly score: number; readonly isCertain: boolean };

/** Looks for the proposals of parties of one side, stores them and puts the parties into their lists. */
export async function matchParties(tx: Tx, companyId: string, side: Side, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const mine = await readParties(tx, companyId, side, ids);
  const pairs = await candidatesOf(tx, companyId, side, mine);
  const theirs = await readParties(tx, companyId, otherSide(side), [...new Set(pairs.map(({ other }) => other))]);
  const proposals = await proposalsOf(tx, companyId, pairs, mine, theirs);
  const [vendor, sageVendor] = side === "company" ? ([sql`id`, sql`other`] as const) : ([sql`other`, sql`id`] as const);
  const own = side === "company" ? sql`vendor_id = any(${list(ids)})` : sql`sage_vendor = any(${list(ids, "text")})`;
  const before = await rows<{ vendor_id: string; sage_vendor: string }>(
    tx,
    sql`delete from link_proposal where company_id = ${companyId} and side = ${side} and ${own} returning vendor_id, sage_vendor`,
  );
  await tx.execute(sql`insert into link_proposal (company_id, side, vendor_id, sage_vendor, score, is_certain)
    select ${companyId}::uuid, ${side}, ${vendor}::uuid, ${sageVendor}, score, "isCertain" from jsonb_to_recordset(${json(proposals)}) as x(id text, other text, score integer, "isCertain" boolean)`);
  await tx.execute(
    sql`update link_party set state = 'done' where company_id = ${companyId} and side = ${side} and party = any(${list(ids, "text")}) and state = 'named'`,
  );
  const others = [
    ...proposals.map(({ other }) => other),
    ...before.map((pair) => (side === "company" ? pair.sage_vendor : pair.vendor_id)),
  ];
  const ends = side === "company" ? { vendorIds: ids, sageVendors: others } : { vendorIds: others, sageVendors: ids };
  await refreshLanes(tx, companyId, ends);
}

/** Pairs with a like name or a shared fact, without those that a person refused. */
async function candidatesOf(
  tx: Tx,
  companyId: string,
  side: Side,
  mine: ReadonlyMap<string, StoredParty>,
): Promise<Pair[]> {
  const keys = [...mine.values()].flatMap((party) =>
    [...new Set(prepare(party).names.map(({ key }) => key))].map((key) => ({ id: party.id, key })),
  );
  const there = otherSide(side);
  const ids = list([...mine.keys()], "text");
  const named: Pair[] = [];
  if (keys.length > 0) {
    const asked = sql`link_candidates(${there}, ${list(
      keys.map(({ key }) => key),
      "text",
    )}, ${candidatesPerName})`;
    for (const { n, party } of await rows<{ n: number; party: string }>(tx, sql`select n, party from ${asked}`)) {
      const id = keys[n - 1]?.id;
      if (id !== undefined) named.push({ id, other: party });
    }
  }
  const sharing = await rows<Pair>(
    tx,
    sql`select f.party as id, o.party as other from link_fact f cross join lateral (select x.party from link_fact x
        where x.company_id = f.company_id and x.side = ${there} and x.fact = f.fact limit ${mostSharing}) o
      where f.company_id = ${companyId} and f.side = ${side} and f.party = any(${ids})`,
  );
  const refused = await readRefused(tx, companyId, side, ids);
  const all = new Map([...named, ...sharing].map((pair) => [`${pair.id}|${pair.other}`, pair]));
  return [...all].flatMap(([key, pair]) => (refused.has(key) ? [] : [pair]));
}

async function readRefused(tx: Tx, companyId: string, side: Side, ids: SQL): Promise<ReadonlySet<string>> {
  const [own, other] =
    side === "company" ? [sql`vendor_id::text`, sql`sage_vendor`] : [sql`sage_vendor`, sql`vendor_id::text`];
  const found = await rows<{ pair: string }>(
    tx,
    sql`select ${own} || '|' || ${other} as pair from vendor_refusal where company_id = ${companyId} and ${own} = any(${ids})`,
  );
  return new Set(found.map(({ pair }) => pair));
}

/** The three best that are free, and every certain one: a certain one that is taken is a conflict to show. */
async function proposalsOf(
  tx: Tx,
  companyId: string,
  pairs: readonly Pair[],
  mine: ReadonlyMap<string, StoredParty>,
  theirs: ReadonlyMap<string, StoredParty>,
): Promise<Proposal[]> {
  const prepared = new Map([...mine, ...theirs].map(([id, party]) => [id, prepare(party)]));
  const rarity = await readRarity(tx, companyId, [...prepared.values()]);
  const archived = await readArchived(tx, companyId, [...mine.keys(), ...theirs.keys()]);
  const byParty = new Map<string, { pair: Pair; decision: Decision; isOpen: boolean }[]>();
  for (const pair of pairs) {
    const [a, b, other] = [prepared.get(pair.id), prepared.get(pair.other), theirs.get(pair.other)];
    if (!a || !b || !other || other.isGone || archived.has(other.id)) continue;
    const decision = decide(a, b, rarity);
    if (decision.class === "none") continue;
    const known = byParty.get(pair.id) ?? [];
    known.push({ pair, decision, isOpen: other.linkedTo === null });
    byParty.set(pair.id, known);
  }
  return [...byParty.values()].flatMap((all) => {
    all.sort((x, y) => y.decision.score - x.decision.score || x.pair.other.localeCompare(y.pair.other));
    const best = new Set(all.filter(({ isOpen }) => isOpen).slice(0, proposalsPerParty));
    const kept = all.filter((one) => best.has(one) || one.decision.class === "certain");
    return kept.map(({ pair, decision }) => ({
      ...pair,
      score: decision.score,
      isCertain: decision.class === "certain",
    }));
  });
}

async function readArchived(tx: Tx, companyId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await rows<{ party: string }>(
    tx,
    sql`select party from link_party where company_id = ${companyId} and side = 'sage' and party = any(${list(ids, "text")}) and archived_at is not null`,
  );
  return new Set(found.map(({ party }) => party));
}
