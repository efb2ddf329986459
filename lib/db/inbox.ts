import { type SQL, sql } from "drizzle-orm";
import type { Money } from "#lib/core/money.ts";
import { iso, row, rows, type Tx } from "#lib/db/database.ts";
import { type Hold, holdColumn } from "#lib/db/holds.ts";

/** Which items a list shows: a set of states, a lane among the ready ones, and the narrowing of the filter bar. */
export type ListScope = {
  readonly states: readonly string[] | null;
  readonly lane: string | null;
  readonly isReturned: boolean | null;
  /** Left out: held or not. */
  readonly isOnHold?: boolean | null;
  /** Only those with a first signature that stands. */
  readonly isSigned?: true;
  readonly recordType: string | null;
  /** An id; "none" for the items that have no project, no vendor, and nobody in particular. */
  readonly projectId: string | null;
  readonly vendorId: string | null;
  readonly assigneeId: string | null;
  readonly q: string | null;
  /** Left out: whoever sent it, whatever its amount, however long in its state, whatever the checks said. */
  readonly sender?: string | null;
  readonly least?: Money | null;
  readonly most?: Money | null;
  readonly days?: number | null;
  readonly finding?: string | null;
  readonly projectIds: readonly string[] | null;
};
export type Total = { readonly count: number; readonly amount: Money };
export type ListOrder = { readonly by: "sent" | "amount" | "number" | "moved"; readonly isDescending: boolean };
export type ListRow = {
  id: string;
  version: number;
  record_type: string;
  source_kind: string;
  state: string;
  lane: string;
  is_returned: boolean;
  number: string;
  title: string;
  project_id: string | null;
  project_number: string | null;
  project_name: string | null;
  vendor_id: string | null;
  vendor_name: string | null;
  is_linked: boolean;
  amount: Money;
  assignee_id: string | null;
  assignee_name: string | null;
  sent_at: string | null;
  state_at: string;
  blocks: number;
  warns: number;
  note: string | null;
  erp_id: string;
  revision_id: string;
  revision_number: number;
  document_sha256: string | null;
  release_at: string | null;
  /** Items that this has to be accepted after, where nothing else blocks it. */
  goes_after: string[] | null;
  /** Who holds it until when or what; null where nobody does. */
  hold: Hold | null;
  /** The first of two signatures, where it stands. */
  signed_by: string | null;
  signed_by_name: string | null;
  sort_key: string;
};

/** `total` is left out where the counters know it. */
export type ListPage = { readonly rows: ListRow[]; readonly next: string | null; readonly total?: Total | null };

/** Columns to page by. All of them compare leakproof, or row level security would keep the comparison out of the index. */
const columns = {
  sent: sql`i.sent_at`,
  amount: sql`i.amount_key`,
  number: sql`i.number`,
  moved: sql`i.state_at`,
} as const;
const casts = { sent: sql`timestamptz`, amount: sql`bigint`, number: sql`text`, moved: sql`timestamptz` } as const;

/**
 * A first signature counts for the revision and the bytes that were signed (lib/db/signatures.ts). Looked up for each item of an
 * ordered walk: a join would be thought rare by the planner, and its rows sorted.
 */
const signed = sql`i.signature_id is not null and (select g.id from decision g where g.company_id = i.company_id and g.id = i.signature_id
  and g.voided_at is null and g.revision_id = i.revision_id and g.seen_sha256 = i.document_sha256) is not null`;

/** The narrowing of the filter bar, without states and without words. */
export function narrowing(companyId: string, scope: ListScope): SQL {
  const parts: SQL[] = [sql`i.company_id = ${companyId}`];
  if (scope.lane) parts.push(sql`i.lane = ${scope.lane}`);
  if (scope.isReturned !== null) parts.push(scope.isReturned ? sql`i.is_returned` : sql`not i.is_returned`);
  if (scope.isOnHold != null) parts.push(scope.isOnHold ? sql`i.is_on_hold` : sql`not i.is_on_hold`);
  if (scope.isSigned) parts.push(signed);
  if (scope.recordType) parts.push(sql`i.record_type = ${scope.recordType}`);
  if (scope.projectId) parts.push(isOf(sql`i.project_id`, scope.projectId));
  if (scope.vendorId) parts.push(isOf(sql`i.vendor_id`, scope.vendorId));
  if (scope.assigneeId) parts.push(isOf(sql`i.assignee_id`, scope.assigneeId));
  parts.push(...narrowedBy(sql`i`, scope, sql`now()`));
  if (scope.finding)
    parts.push(
      sql`i.id in (select f.item_id from finding f where f.company_id = ${companyId} and f.code = ${scope.finding})`,
    );
  if (scope.projectIds) parts.push(sql`i.project_id = any(${sql.param([...scope.projectIds])}::uuid[])`);
  return sql.join(parts, sql` and `);
}

/** Sender, amount and age of a table's items (by its alias) at an instant; compared in cents, as amounts are indexed. */
export function narrowedBy(
  alias: SQL,
  { sender, least, most, days }: Pick<ListScope, "sender" | "least" | "most" | "days">,
  instant: SQL,
): readonly SQL[] {
  const cents = (amount: Money) => sql`(${amount}::numeric * 100)::bigint`;
  const parts: SQL[] = [];
  if (sender) parts.push(sql`${alias}.sent_by = ${sender}`);
  if (least) parts.push(sql`${alias}.amount_key >= ${cents(least)}`);
  if (most) parts.push(sql`${alias}.amount_key <= ${cents(most)}`);
  if (days) parts.push(sql`${alias}.state_at <= ${instant} - make_interval(days => ${days}::int)`);
  return parts;
}

/** A column of ids as the filter bar narrows it: one id, or none. */
export const isOf = (column: SQL, id: string) =>
  id === "none" ? sql`${column} is null` : sql`${column} = ${id}::uuid`;

/** One condition for each state, since an index is in order within one state only; all = whatever was ever sent. */
export function stateConditions(scope: ListScope): readonly SQL[] {
  return scope.states ? scope.states.map((state) => sql`i.state = ${state}`) : [sql`i.state <> 'not_sent'`];
}

/** How a list is ordered and where its next page begins. */
export function ordering(order: ListOrder, after: string | null): Ordering {
  return orderingBy(columns, sql`i.id`, order, after);
}

type Ordering = { readonly column: SQL; readonly by: SQL; readonly beyond: SQL };

/**
 * The same by the columns of any table, and the id that tells equal rows apart. The indexes are written DESC NULLS LAST; so is
 * this, or they are not used.
 */
export function orderingBy(
  columns: Readonly<Record<ListOrder["by"], SQL>>,
  id: SQL,
  order: ListOrder,
  after: string | null,
): Ordering {
  const column = columns[order.by];
  const direction = order.isDescending ? sql`desc nulls last` : sql`asc nulls first`;
  const cursor = decodeCursor(after);
  const key = cursor && isKeyOf(order.by, cursor) ? sql`(${cursor.key}::${casts[order.by]}, ${cursor.id}::uuid)` : null;
  const beyond = key
    ? order.isDescending
      ? sql`(${column}, ${id}) < ${key}`
      : sql`(${column}, ${id}) > ${key}`
    : sql`true`;
  return { column, by: sql`${column} ${direction}, ${id} ${direction}`, beyond };
}

const moment = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Whether a cursor is one of this order; that of another, from a page that was open while it changed, starts the list again. */
function isKeyOf(by: ListOrder["by"], { key, id }: { key: string; id: string }): boolean {
  if (!uuid.test(id)) return false;
  return (
    by === "number" || (by === "amount" ? /^-?\d{1,18}$/.test(key) : moment.test(key) && !Number.isNaN(Date.parse(key)))
  );
}

/** The first items of a list in its order, as `i.*`: one ordered walk for each state, merged. */
export function firstOf(
  companyId: string,
  scope: ListScope,
  order: ListOrder,
  after: string | null,
  count: number,
): SQL {
  const { column, by, beyond } = ordering(order, after);
  const walks = stateConditions(scope).map(
    (
      state,
    ) => sql`(select i.* from item i where ${narrowing(companyId, scope)} and ${state} and ${column} is not null and ${beyond}
      order by ${by} limit ${count})`,
  );
  if (walks.length === 1) return walks[0] as SQL;
  return sql`select i.* from (${sql.join(walks, sql` union all `)}) i order by ${by} limit ${count}`;
}

/** One page of a list by keyset: as many rows as asked and the cursor after the last, null at the end. */
export async function readList(
  tx: Tx,
  companyId: string,
  scope: ListScope,
  order: ListOrder,
  after: string | null,
  limit: number,
): Promise<ListPage> {
  return await readRows(tx, firstOf(companyId, scope, order, after, limit + 1), order, limit);
}

/** Fills a page's items with what a list shows; `page` has one more than the limit when there are more. */
export async function readRows(tx: Tx, page: SQL, order: ListOrder, limit: number): Promise<ListPage> {
  const { column, by } = ordering(order, null);
  const found = await rows<ListRow>(
    tx,
    sql`with page as materialized (${page})
    select i.id, i.version, i.record_type, i.source_kind, i.state, i.lane, i.is_returned, i.number, i.title, i.project_id, p.number as project_number, p.name as project_name,
      i.vendor_id, v.name as vendor_name, k.sage_vendor is not null as is_linked, i.amount, i.sent_at, i.state_at, i.assignee_id, a.name as assignee_name, i.blocks, i.warns, i.note, i.erp_id, i.revision_id,
      r.number as revision_number, i.document_sha256, ${column}::text as sort_key, s.person_id as signed_by, sp.name as signed_by_name,
      (select e.release_at from export e where e.company_id = i.company_id and e.item_id = i.id and e.revision_id = i.revision_id and i.state = 'outbox') as release_at,
      case when i.state = 'ready' and i.blocks > 0 and i.document_sha256 is not null then (select json_agg(f.fix ->> 'target') from finding f
        where f.company_id = i.company_id and f.item_id = i.id and f.severity = 'blocks' having count(*) = count(*) filter (where f.fix ->> 'action' = 'accept-parent')) end as goes_after,
      ${holdColumn} as hold
    from page i join item_revision r on r.company_id = i.company_id and r.id = i.revision_id
      left join project p on p.company_id = i.company_id and p.id = i.project_id left join vendor v on v.company_id = i.company_id and v.id = i.vendor_id left join vendor_link k on k.company_id = i.company_id and k.vendor_id = i.vendor_id left join person a on a.id = i.assignee_id
      left join decision s on s.company_id = i.company_id and s.id = i.signature_id and s.voided_at is null and s.revision_id = i.revision_id and s.seen_sha256 = i.document_sha256
      left join person sp on sp.id = s.person_id
    order by ${by}`,
  );
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: found.length > limit && last ? encodeCursor(last.sort_key, last.id) : null };
}

/** Opaque to callers; a cursor that cannot be read starts the list again. */
export function encodeCursor(key: string, id: string): string {
  return Buffer.from(JSON.stringify([key, id])).toString("base64url");
}
export function decodeCursor(text: string | null): { key: string; id: string } | null {
  if (!text) return null;
  try {
    const [key, id] = JSON.parse(Buffer.from(text, "base64url").toString()) as unknown[];
    return typeof key === "string" && typeof id === "string" ? { key, id } : null;
  } catch {
    return null;
  }
}

export type Counter = {
  state: string;
  lane: string;
  is_returned: boolean;
  is_on_hold: boolean;
  record_type: string;
  count: number;
  amount: Money;
};
/** The maintained counters of the company. */
export async function readCounters(tx: Tx, companyId: string): Promise<Counter[]> {
  const found = await rows<Omit<Counter, "count"> & { count: string }>(
    tx,
    sql`select state, lane, is_returned, is_on_hold, record_type, count, amount from item_counter where company_id = ${companyId} and count <> 0`,
  );
  return found.map((counter) => ({ ...counter, count: Number(counter.count) }));
}

/** Count and sum of a narrowed list, when it has at most `bound` rows; null when counting it would cost too much. */
export async function readBoundedTotal(
  tx: Tx,
  companyId: string,
  scope: ListScope,
  bound: number,
): Promise<Total | null> {
  const states = sql.join([...stateConditions(scope)], sql` or `);
  const found = await row<{ count: string; amount: Money }>(
    tx,
    sql`select count(*) as count, coalesce(sum(amount), 0) as amount from
      (select i.amount from item i where ${narrowing(companyId, scope)} and (${states}) limit ${bound + 1}) x`,
  );
  const count = Number(found?.count ?? 0);
  return count > bound ? null : { count, amount: found?.amount ?? "0" };
}

/** Count and sum of what waits for the second of two signatures. */
export async function readSignedTotal(tx: Tx, companyId: string): Promise<Total> {
  const found = await row<{ count: string; amount: Money }>(
    tx,
    sql`select count(*) as count, coalesce(sum(i.amount), 0) as amount from item i where i.company_id = ${companyId} and i.state = 'ready' and ${signed}`,
  );
  return { count: Number(found?.count ?? 0), amount: found?.amount ?? "0" };
}

/** Projects for the filter bar. */
export async function readProjectChoices(tx: Tx, companyId: string): Promise<{ id: string; label: string }[]> {
  return await rows(
    tx,
    sql`select id, number || ' ' || name as label from project where company_id = ${companyId} order by number limit 2000`,
  );
}

export async function readNow(tx: Tx): Promise<string> {
  const found = await row<{ now: string }>(tx, sql`select clock_timestamp() as now`);
  return iso(found?.now ?? "");
}
