import { type SQL, sql } from "drizzle-orm";
import { type Cause, type CauseBasis, type CauseGroup, causeBases, causesOf } from "#lib/core/causes.ts";
import type { Finding } from "#lib/core/findings.ts";
import type { Money } from "#lib/core/money.ts";
import { brokenLeg, type SageLeg } from "#lib/core/stuck.ts";
import { iso, json, rows, type Tx } from "#lib/db/database.ts";
import { decodeCursor, encodeCursor } from "#lib/db/inbox.ts";
import { readShell } from "#lib/db/screens.ts";

/** So many different words are told apart; a company that has more is told so. */
const mostGroups = 2000;
/** What waits longer than this is no longer on its ordinary way. */
const patience = sql`interval '10 minutes'`;

type Branch = (companyId: string, isCut: boolean) => SQL;
/** Exports that are not over and that no person holds; `detail` is what the machine said last. */
const ofExports =
  (basis: CauseBasis, condition: SQL, detail: SQL = sql`coalesce(e.note, '')`): Branch =>
  (companyId) =>
    sql`select i.id, ${basis}::text as basis, ${detail} as detail, i.amount, i.state_at as at, null::uuid as sentence_key
    from export e join item i on i.company_id = e.company_id and i.id = e.item_id
    where e.company_id = ${companyId} and e.status not in ('proved', 'failed', 'taken_back', 'unlinked') and not i.is_on_hold and ${condition}`;

/** Items that are held up, each with the words that say why; every branch goes by an index of what is not over. */
const branches: Readonly<Record<CauseBasis, Branch>> = {
  finding: (
    companyId,
  ) => sql`select i.id, 'finding'::text as basis, f.code as detail, i.amount, i.state_at as at, f.sentence_key
    from item i join lateral (select code, sentence_key from finding b where b.company_id = i.company_id and b.item_id = i.id and b.severity = 'blocks' order by b.position limit 1) f on true
    where i.company_id = ${companyId} and ((i.state = 'ready' and i.lane = 'blocked') or (i.state = 'failed' and i.blocks > 0))`,
  failed: (
    companyId,
  ) => sql`select i.id, 'failed'::text as basis, coalesce(i.note, '') as detail, i.amount, i.state_at as at, null::uuid as sentence_key
    from item i where i.company_id = ${companyId} and i.state = 'failed' and i.blocks = 0`,
  held: ofExports("held", sql`e.status = 'held' and i.state = 'held'`),
  unknown: ofExports("unknown", sql`e.status = 'unknown' and i.state = 'unknown'`),
  imported: ofExports("imported", sql`e.status = 'imported'`),
  queued: (companyId, isCut) => {
    const late = sql`(${isCut} or e.release_at < clock_timestamp() - ${patience})`;
    return ofExports("queued", sql`e.status = 'queued' and ${late}`, sql`''::text`)(companyId, isCut);
  },
  waiting: ofExports(
    "waiting",
    sql`e.status = 'waiting' and e.release_at < clock_timestamp() - ${patience}`,
    sql`''::text`,
  ),
  unreleased: ofExports(
    "unreleased",
    sql`e.status = 'outbox' and i.state = 'outbox' and e.release_at < clock_timestamp() - interval '1 minute'`,
    sql`''::text`,
  ),
  alarm: (
    companyId,
  ) => sql`select i.id, 'alarm'::text as basis, a.data ->> 'alarm' as detail, i.amount, max(a.at) as at, null::uuid as sentence_key
    from audit_event a join item i on i.company_id = a.company_id and i.id = a.item_id
    where a.company_id = ${companyId} and a.kind = 'export.alarm' and a.at > clock_timestamp() - interval '30 days' group by i.id, i.amount, a.data ->> 'alarm'`,
};

const heldUp = (companyId: string, isCut: boolean, bases: readonly CauseBasis[]): SQL =>
  sql.join(
    bases.map((basis) => branches[basis](companyId, isCut)),
    sql` union all `,
  );

async function readGroups(
  tx: Tx,
  companyId: string,
  isCut: boolean,
  bases: readonly CauseBasis[],
): Promise<CauseGroup[]> {
  if (bases.length === 0) return [];
  type Found = Omit<CauseGroup, "finding"> & { fix: Finding["fix"] | null; fixer: Finding["fixer"]; sentence: string };
  const found = await rows<Found>(
    tx,
    sql`select g.basis, g.detail, g.items, g.amount, g.sentences, g.first_at as "firstAt", g.last_at as "lastAt", f.sentence, f.fixer, f.fix
    from (select h.basis, h.detail, count(*)::int as items, sum(h.amount)::text as amount, count(distinct h.sentence_key)::int as sentences, min(h.at) as first_at, max(h.at) as last_at,
        (array_agg(h.id order by h.at desc, h.id desc))[1] as newest
      from (${heldUp(companyId, isCut, bases)}) h group by h.basis, h.detail order by 3 desc, 1, 2 limit ${mostGroups + 1}) g
    left join lateral (select b.sentence, b.fixer, b.fix from finding b where g.basis = 'finding' and b.company_id = ${companyId} and b.item_id = g.newest
      and b.severity = 'blocks' order by b.position limit 1) f on true order by g.items desc, g.basis, g.detail`,
  );
  return found.map(({ fix, fixer, sentence, ...group }) => ({
    ...group,
    firstAt: iso(group.firstAt),
    lastAt: iso(group.lastAt),
    finding: fix && { sentence, fixer, fix },
  }));
}

export type Causes = { readonly causes: readonly Cause[]; readonly isCut: boolean; readonly hasMore: boolean };

/** Every cause that holds items up now, or those of some bases; the one with the most items first. */
export async function readCauses(
  tx: Tx,
  companyId: string,
  bases: readonly CauseBasis[] = causeBases,
): Promise<Causes> {
  const shell = await readShell(tx, companyId);
  const leg: SageLeg = {
    hasClient: shell.hasClient,
    isConnected: shell.isClientConnected,
    isReadable: shell.isSageReadable,
    seenAt: shell.clientSeenAt,
  };
  const isCut = brokenLeg(leg) !== null;
  const groups = await readGroups(tx, companyId, isCut, bases);
  return { causes: causesOf(groups.slice(0, mostGroups), leg), isCut, hasMore: groups.length > mostGroups };
}

export type CauseItemRow = {
  id: string;
  version: number;
  record_type: string;
  source_kind: string;
  number: string;
  title: string;
  amount: Money;
  state: string;
  document_sha256: string | null;
  project_id: string | null;
  project_number: string | null;
  project_name: string | null;
  vendor_name: string | null;
  erp_id: string;
  at: string;
  words: string | null;
};

const instant = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/;

/** Items behind a cause, the newest first; keyset by time and id. */
export async function readCauseItems(
  tx: Tx,
  companyId: string,
  { groups, isCut, after, limit }: Pick<Cause, "groups"> & { isCut: boolean; after: string | null; limit: number },
): Promise<{ rows: CauseItemRow[]; next: string | null }> {
  const bases = causeBases.filter((basis) => groups.some((group) => group.basis === basis));
  if (bases.length === 0) return { rows: [], next: null };
  const cursor = decodeCursor(after);
  const beyond =
    cursor && instant.test(cursor.key)
      ? sql`(h.at, h.id) < (${cursor.key}::timestamptz, ${cursor.id}::uuid)`
      : sql`true`;
  const found = await rows<CauseItemRow>(
    tx,
    sql`select i.id, i.version, i.record_type, i.source_kind, i.number, i.title, i.amount, i.state, i.document_sha256, i.erp_id, p.id as project_id, p.number as project_number,
      p.name as project_name, v.name as vendor_name, h.at, coalesce((select b.sentence from finding b where h.basis = 'finding' and b.company_id = ${companyId} and b.item_id = h.id and b.severity = 'blocks'
        order by b.position limit 1), nullif(h.detail, '')) as words
    from (select h.* from (${heldUp(companyId, isCut, bases)}) h join jsonb_to_recordset(${json(groups)}) as g(basis text, detail text) on g.basis = h.basis and g.detail = h.detail
      where ${beyond} order by h.at desc, h.id desc limit ${limit + 1}) h
    join item i on i.company_id = ${companyId} and i.id = h.id left join project p on p.company_id = i.company_id and p.id = i.project_id
      left join vendor v on v.company_id = i.company_id and v.id = i.vendor_id order by h.at desc, h.id desc`,
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: found.length > limit && last ? encodeCursor(last.at, last.id) : null };
}
