import { type SQL, sql } from "drizzle-orm";
import type { ExportStatus, LeaseMode } from "#lib/core/machines/export-state.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import { containing, iso, list, rows, type Tx } from "#lib/db/database.ts";
import { decodeCursor, encodeCursor } from "#lib/db/inbox.ts";

export type AttemptScope = {
  /** A verdict's kind, or "none": nothing was reported. */
  readonly outcome: string | null;
  readonly client: string | null;
  /** Part of the number of the item, or of its Sage id. */
  readonly q: string | null;
  readonly after: string | null;
  readonly limit: number;
};
export type AttemptDbRow = {
  readonly exportId: string;
  readonly itemId: string;
  readonly number: string;
  readonly sourceKind: string;
  readonly tag: string | null;
  readonly fence: number;
  readonly mode: LeaseMode;
  readonly client: string;
  readonly leasedAt: string;
  readonly deadline: string;
  readonly reportedAt: string | null;
  readonly verdict: Verdict | null;
  readonly evidence: unknown;
  readonly isLate: boolean;
};

const place = /^([0-9a-f-]{36}) (\d{1,9})$/;

/** How many attempts are looked through, newest first, before the index of words is asked for a number. */
const walk = 1000;

/**
 * Attempts at Sage, newest first, without the looks of a watch; keyset by time, export and fence. A number that the newest
 * ones do not have often enough is looked up among the items first: each way is slow where the other is fast.
 */
export async function readAllAttempts(
  tx: Tx,
  companyId: string,
  scope: AttemptScope,
): Promise<{ rows: readonly AttemptDbRow[]; next: string | null }> {
  const { q, limit } = scope;
  const conditions = sql.join(conditionsOf(companyId, scope), sql` and `);
  const all = sql`select a.* from export_attempt a where ${conditions}`;
  const newest = sql`order by a.leased_at desc, a.export_id, a.fence`;
  let found: readonly AttemptDbRow[] = [];
  if (q === null) found = await readPage(tx, companyId, sql`${all} ${newest} limit ${limit + 1}`, null, limit);
  else {
    found = await readPage(tx, companyId, sql`${all} ${newest} limit ${walk}`, q, limit);
    if (found.length <= limit)
      found = await readPage(tx, companyId, attemptsOfItems(companyId, q, conditions), q, limit);
  }
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const next = found.length > limit && last ? encodeCursor(last.leasedAt, `${last.exportId} ${last.fence}`) : null;
  return { rows: page.map(dated), next };
}

function conditionsOf(companyId: string, { outcome, client, after }: AttemptScope): SQL[] {
  const parts: SQL[] = [sql`a.company_id = ${companyId} and a.mode <> 'watch'`];
  if (outcome === "none") parts.push(sql`a.reported_at is null`);
  else if (outcome) parts.push(sql`a.verdict ->> 'kind' = ${outcome}`);
  if (client) parts.push(sql`a.sync_client_id = ${client}::uuid`);
  const cursor = decodeCursor(after);
  const at = cursor && place.exec(cursor.id);
  if (cursor && at && !Number.isNaN(Date.parse(cursor.key)))
    parts.push(
      sql`(a.leased_at < ${cursor.key}::timestamptz or (a.leased_at = ${cursor.key}::timestamptz and (a.export_id, a.fence) > (${at[1]}::uuid, ${at[2]}::integer)))`,
    );
  return parts;
}

/** Attempts for the items that have the word in their number, their Sage id, or beside them; the page looks closer. */
const attemptsOfItems = (companyId: string, q: string, conditions: SQL): SQL => sql`select a.* from
  (select find_items(${list([containing(q.toLowerCase())], "text")}) as id) w join export o on o.company_id = ${companyId} and o.item_id = w.id
    join export_attempt a on a.company_id = o.company_id and a.export_id = o.id where ${conditions}`;

async function readPage(tx: Tx, companyId: string, attempts: SQL, q: string | null, limit: number) {
  const isMeant = q === null ? sql`true` : sql`(i.number ilike ${containing(q)} or e.erp_id ilike ${containing(q)})`;
  return await rows<AttemptDbRow>(
    tx,
    sql`select a.*, substring(d.document from '"tag":"([A-Z2-9]{8})"') as tag from (
      select a.export_id as "exportId", i.id as "itemId", i.number, i.source_kind as "sourceKind", e.document_sha256, a.fence, a.mode, coalesce(c.name, '') as client,
        a.leased_at as "leasedAt", a.deadline, a.reported_at as "reportedAt", a.verdict, a.evidence, a.is_late as "isLate"
      from (${attempts}) a join export e on e.company_id = a.company_id and e.id = a.export_id join item i on i.company_id = e.company_id and i.id = e.item_id
        left join sync_client c on c.company_id = a.company_id and c.id = a.sync_client_id
      where ${isMeant} order by a.leased_at desc, a.export_id, a.fence limit ${limit + 1}) a
    left join export_document d on d.company_id = ${companyId} and d.sha256 = a.document_sha256 order by a."leasedAt" desc, a."exportId", a.fence`,
  );
}

const dated = (row: AttemptDbRow): AttemptDbRow => ({
  ...row,
  leasedAt: iso(row.leasedAt),
  deadline: iso(row.deadline),
  reportedAt: iso(row.reportedAt),
});

/** The sync clients by which attempts can be narrowed. */
export async function readClientChoices(tx: Tx, companyId: string): Promise<readonly { id: string; name: string }[]> {
  return await rows(tx, sql`select id, name from sync_client where company_id = ${companyId} order by name limit 200`);
}

export type UnknownDbRow = {
  readonly itemId: string;
  readonly position: string;
  readonly status: ExportStatus;
  readonly note: string | null;
  readonly erpId: string;
  readonly verdict: Verdict | null;
  readonly document: string | null;
  readonly title: string;
  readonly project_id: string | null;
  readonly project_number: string | null;
  readonly project_name: string | null;
  readonly vendorName: string | null;
  readonly since: string;
  readonly lookedAt: string | null;
};

/** Exports whose outcome nobody knows or that are held for an answer, newest acceptance first; keyset by position. */
export async function readUnknown(
  tx: Tx,
  companyId: string,
  after: string | null,
  limit: number,
): Promise<{ rows: readonly UnknownDbRow[]; next: string | null }> {
  const cursor = decodeCursor(after);
  const beyond = cursor && /^\d{1,18}$/.test(cursor.key) ? sql`e.position < ${cursor.key}::bigint` : sql`true`;
  const found = await rows<UnknownDbRow>(
    tx,
    sql`select i.id as "itemId", e.position, e.status, e.note, e.erp_id as "erpId", l.verdict, d.document, i.title, p.id as project_id, p.number as project_number,
      p.name as project_name, v.name as "vendorName", i.state_at as since, l.reported_at as "lookedAt"
    from export e join item i on i.company_id = e.company_id and i.id = e.item_id
      left join project p on p.company_id = i.company_id and p.id = i.project_id left join vendor v on v.company_id = i.company_id and v.id = i.vendor_id
      left join export_document d on d.company_id = e.company_id and d.sha256 = e.document_sha256
      left join lateral (select a.verdict, a.reported_at from export_attempt a where a.company_id = e.company_id and a.export_id = e.id and a.mode <> 'watch'
        and a.reported_at is not null order by a.fence desc limit 1) l on true
    where e.company_id = ${companyId} and e.status not in ('proved', 'failed', 'taken_back', 'unlinked') and e.status in ('held', 'unknown') and i.state in ('held', 'unknown')
      and ${beyond} order by e.position desc limit ${limit + 1}`,
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map((row) => ({ ...row, since: iso(row.since), lookedAt: iso(row.lookedAt) })),
    next: found.length > limit && last ? encodeCursor(String(last.position), last.itemId) : null,
  };
}
