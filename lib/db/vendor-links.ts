import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import type { AuditEvent } from "#lib/core/audit.ts";
import { nameOf, namesOf } from "#lib/core/matching/name.ts";
import type { Refusal } from "#lib/core/refusals.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { iso, json, list, row, rows, type Tx } from "#lib/db/database.ts";
import { wakeWaiting } from "#lib/db/exports.ts";
import { markForCheck } from "#lib/db/items.ts";
import { refreshLanes } from "#lib/db/link-lanes.ts";

/** A tie that somebody wants; null severs it. `seen` is what the company was linked to when they looked (undefined: whatever it is). */
export type WantedLink = {
  readonly vendorId: string;
  readonly sageVendor: string | null;
  readonly seen?: string | null | undefined;
};
/** Null: done, or it was so already. */
export type LinkOutcome = WantedLink & {
  readonly name: string;
  readonly refusal: Refusal | null;
  readonly isSame: boolean;
};

type Tie = { readonly who: string; readonly at: string };
type Company = { id: string; name: string; linked: string | null; who: string | null; at: string | null };
type Sage = { vendor: string; name: string; taken_by: string | null; taken_name: string | null } & {
  who: string | null;
  at: string | null;
};
type Change = { readonly event: Extract<AuditEvent, { kind: "vendor.linked" | "vendor.unlinked" }> };

/**
 * Makes and severs ties in one go, in the order given: one tie for each company and each Sage vendor. Every change is in the
 * record, the items that wait for it are checked again, and a name that Sage does not have is learned as an alias. With
 * `isDryRun` nothing is written and the outcomes are what would happen.
 */
export async function linkPairs(
  tx: Tx,
  companyId: string,
  actor: Actor,
  wanted: readonly WantedLink[],
  isDryRun = false,
): Promise<LinkOutcome[]> {
  const [companies, sage] = await readEnds(tx, companyId, wanted, isDryRun);
  const changes: Change[] = [];
  const outcomes = wanted.map((one): LinkOutcome => {
    const company = companies.get(one.vendorId);
    const refusal = refusalOf(one, company, sage);
    const outcome = { ...one, name: company?.name ?? "", refusal, isSame: company?.linked === one.sageVendor };
    if (refusal || !company || company.linked === one.sageVendor) return outcome;
    changes.push(...changesOf(company, one.sageVendor));
    const [left, taken] = [sage.get(company.linked ?? ""), sage.get(one.sageVendor ?? "")];
    if (left) left.taken_by = null;
    if (taken)
      Object.assign(taken, { taken_by: company.id, taken_name: company.name, who: nameOfActor(actor), at: null });
    Object.assign(company, { linked: one.sageVendor, who: nameOfActor(actor), at: null });
    return outcome;
  });
  if (!isDryRun) await write(tx, companyId, actor, changes, sage);
  return outcomes;
}

function changesOf({ id: vendorId, name, linked }: Company, to: string | null): Change[] {
  const severed: Change[] =
    linked === null ? [] : [{ event: { kind: "vendor.unlinked", vendorId, name, sageVendor: linked } }];
  return to === null ? severed : [...severed, { event: { kind: "vendor.linked", vendorId, name, sageVendor: to } }];
}

async function readEnds(tx: Tx, companyId: string, wanted: readonly WantedLink[], isDryRun: boolean) {
  const ids = list([...new Set(wanted.map(({ vendorId }) => vendorId))]);
  if (!isDryRun)
    await tx.execute(
      sql`select 1 from vendor where company_id = ${companyId} and id = any(${ids}) order by id for update`,
    );
  const companies = await rows<Company>(
    tx,
    sql`select v.id, v.name, k.sage_vendor as linked, p.name as who, k.created_at as at from vendor v left join vendor_link k on k.company_id = v.company_id
      and k.vendor_id = v.id left join person p on p.id = k.linked_by where v.company_id = ${companyId} and v.id = any(${ids})`,
  );
  const codes = wanted.flatMap(({ sageVendor }) => sageVendor ?? []);
  const sage = await rows<Sage>(
    tx,
    sql`select s.vendor, s.name, k.vendor_id as taken_by, v.name as taken_name, p.name as who, k.created_at as at from sage_vendor s
      left join vendor_link k on k.company_id = s.company_id and k.sage_vendor = s.vendor left join vendor v on v.company_id = k.company_id and v.id = k.vendor_id
      left join person p on p.id = k.linked_by where s.company_id = ${companyId} and not s.is_gone
      and s.vendor = any(${list([...codes, ...companies.flatMap(({ linked }) => linked ?? [])], "text")})`,
  );
  return [new Map(companies.map((one) => [one.id, one])), new Map(sage.map((one) => [one.vendor, one]))] as const;
}

function refusalOf(
  { sageVendor, seen }: WantedLink,
  company: Company | undefined,
  sage: ReadonlyMap<string, Sage>,
): Refusal | null {
  if (!company) return { code: "item.unknown", params: {} };
  const { name, linked } = company;
  if (seen !== undefined && linked !== seen && linked !== sageVendor)
    return {
      code: "vendor.moved",
      params: { name, now: linked === null ? "linked to nothing" : `linked to ${linked}`, ...tieWords(company) },
    };
  if (sageVendor === null || linked === sageVendor) return null;
  const found = sage.get(sageVendor);
  if (!found) return { code: "vendor.not_in_sage", params: { sageVendor } };
  if (found.taken_by !== null && found.taken_by !== company.id)
    return { code: "vendor.taken", params: { sageVendor, company: found.taken_name ?? "", ...tieWords(found) } };
  return null;
}

function tieWords({ who, at }: { readonly who: string | null; readonly at: string | null }): Tie {
  return { who: who ?? "Countersign", at: at === null ? "just now" : iso(at).slice(0, 16).replace("T", " ") };
}

function nameOfActor(actor: Actor): string | null {
  return actor.kind === "person" ? actor.name : null;
}

async function write(
  tx: Tx,
  companyId: string,
  actor: Actor,
  changes: readonly Change[],
  sage: ReadonlyMap<string, Sage>,
): Promise<void> {
  if (changes.length === 0) return;
  const of = (kind: Change["event"]["kind"]) =>
    changes.map(({ event }) => event).filter((event) => event.kind === kind);
  const [severed, made] = [of("vendor.unlinked"), of("vendor.linked")];
  if (severed.length > 0)
    await tx.execute(
      sql`delete from vendor_link where company_id = ${companyId} and vendor_id = any(${list(severed.map(({ vendorId }) => vendorId))})`,
    );
  const by = actor.kind === "person" ? actor.personId : null;
  if (made.length > 0)
    await tx.execute(sql`insert into vendor_link (company_id, vendor_id, sage_vendor, linked_by)
      select ${companyId}::uuid, v, s, ${by}::uuid from jsonb_to_recordset(${json(made.map(({ vendorId: v, sageVendor: s }) => ({ v, s })))}) as x(v uuid, s text)`);
  const isNew = (name: string, vendor: string) => {
    const key = nameOf(name).key;
    return key !== "" && !namesOf(sage.get(vendor)?.name ?? "").some((one) => one.key === key);
  };
  const learned = made.filter(({ name, sageVendor }) => isNew(name, sageVendor));
  await learnAliases(tx, companyId, learned);
  await appendAudit(tx, companyId, actor, changes);
  await afterTies(
    tx,
    companyId,
    changes.map(({ event }) => event),
  );
  if (severed.some(({ vendorId }) => !made.some((one) => one.vendorId === vendorId)))
    await readDirectoryAgain(tx, companyId);
}

async function learnAliases(
  tx: Tx,
  companyId: string,
  learned: readonly { readonly name: string; readonly sageVendor: string }[],
): Promise<void> {
  if (learned.length === 0) return;
  await tx.execute(sql`insert into vendor_alias (company_id, sage_vendor, name) select ${companyId}::uuid, s, n
    from jsonb_to_recordset(${json(learned.map(({ name: n, sageVendor: s }) => ({ n, s })))}) as x(n text, s text) on conflict do nothing`);
  await tx.execute(sql`update link_party set state = 'new' where company_id = ${companyId} and side = 'sage'
    and party = any(${list(
      learned.map(({ sageVendor }) => sageVendor),
      "text",
    )})`);
}

/** What follows for items and lists when ties were made or severed. */
async function afterTies(
  tx: Tx,
  companyId: string,
  ties: readonly { readonly vendorId: string; readonly sageVendor: string }[],
): Promise<void> {
  const vendorIds = [...new Set(ties.map(({ vendorId }) => vendorId))];
  await refreshLanes(tx, companyId, { vendorIds, sageVendors: ties.map(({ sageVendor }) => sageVendor) });
  await markForCheck(tx, companyId, { vendorIds });
  await tx.execute(
    sql`select ring('items.check', ${companyId}::uuid, 'all'), ring('vendors.match', ${companyId}::uuid, 'all')`,
  );
  await wakeWaiting(tx, companyId);
}

type OwnTie = { readonly vendorSourceId: string; readonly sageVendor: string };

/**
 * Ties a company of the directory to a vendor that it became in Sage; what waits for it is checked again. Does nothing
 * where the company or the vendor has a tie already: people decide about those.
 */
export async function tieVendor(
  tx: Tx,
  companyId: string,
  actor: Actor,
  { vendorSourceId, sageVendor }: OwnTie,
): Promise<void> {
  const tied = await row<{ vendorId: string; name: string }>(
    tx,
    sql`insert into vendor_link (company_id, vendor_id, sage_vendor)
        select ${companyId}::uuid, id, ${sageVendor} from vendor where company_id = ${companyId} and source_id = ${vendorSourceId}
      on conflict do nothing
      returning vendor_id as "vendorId", (select name from vendor v where v.company_id = ${companyId} and v.id = vendor_id) as name`,
  );
  if (!tied) return;
  await appendAudit(tx, companyId, actor, [{ event: { kind: "vendor.linked", ...tied, sageVendor } }]);
  await afterTies(tx, companyId, [{ ...tied, sageVendor }]);
}

/** Takes away the tie to a vendor that is gone from Sage, where it still is that one. */
export async function untieVendor(
  tx: Tx,
  companyId: string,
  actor: Actor,
  { vendorSourceId, sageVendor }: OwnTie,
): Promise<void> {
  const untied = await row<{ vendorId: string; name: string }>(
    tx,
    sql`delete from vendor_link k using vendor v where k.company_id = ${companyId} and k.sage_vendor = ${sageVendor} and v.company_id = k.company_id
      and v.id = k.vendor_id and v.source_id = ${vendorSourceId} returning v.id as "vendorId", v.name`,
  );
  if (!untied) return;
  await appendAudit(tx, companyId, actor, [{ event: { kind: "vendor.unlinked", ...untied, sageVendor } }]);
  await afterTies(tx, companyId, [{ ...untied, sageVendor }]);
}

/** A company that lost its vendor may become one: lists of the company are read from the beginning next time. */
async function readDirectoryAgain(tx: Tx, companyId: string): Promise<void> {
  await tx.execute(
    sql`update source_cursor set read_until = '1970-01-02' where company_id = ${companyId} and list like '%/company'`,
  );
}
