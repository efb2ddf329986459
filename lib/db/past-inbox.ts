import { type SQL, sql } from "drizzle-orm";
import { itemStates } from "#lib/core/workflow.ts";
import { iso, row, rows, type Tx } from "#lib/db/database.ts";
import { type Counter, decodeCursor, encodeCursor, type ListScope } from "#lib/db/inbox.ts";
import { nameAt } from "#lib/db/item-versions.ts";

/** How many versions of a state are looked at in the order of the list before they are looked for by the time they stood. */
const walk = 500;
/** The longest that a version can have stood, as the exponent of `span`: 136 years. */
const longestSpan = 32;

export type PastScope = Pick<
  ListScope,
  "states" | "lane" | "isReturned" | "isOnHold" | "recordType" | "projectId" | "vendorId" | "assigneeId"
> & { readonly isDescending: boolean; readonly after: string | null };

export type PastListRow = {
  readonly id: string;
  readonly record_type: string;
  readonly source_kind: string;
  readonly state: string;
  readonly lane: string;
  readonly is_returned: boolean;
  readonly is_on_hold: boolean;
  readonly number: string;
  readonly title: string;
  readonly amount: string;
  readonly note: string | null;
  readonly erp_id: string;
  readonly project_id: string | null;
  readonly project_number: string | null;
  readonly project_name: string | null;
  readonly vendor_id: string | null;
  readonly vendor_name: string | null;
  readonly assignee_id: string | null;
  readonly assignee_name: string | null;
  readonly sent_at: string;
  readonly sort_key: string;
};

const isOf = (column: SQL, id: string) => (id === "none" ? sql`${column} is null` : sql`${column} = ${id}::uuid`);

/** What the filter bar leaves, and that the version stood at the instant. */
function narrowed(scope: PastScope, bound: string): SQL {
  const parts: SQL[] = [
    sql`v.valid_from <= ${bound}::timestamptz and (v.valid_to is null or v.valid_to > ${bound}::timestamptz)`,
  ];
  if (scope.lane) parts.push(sql`v.lane = ${scope.lane}`);
  if (scope.isReturned !== null) parts.push(sql`v.is_returned = ${scope.isReturned}`);
  if (scope.isOnHold != null) parts.push(sql`v.is_on_hold = ${scope.isOnHold}`);
  if (scope.recordType) parts.push(sql`v.record_type = ${scope.recordType}`);
  if (scope.projectId) parts.push(isOf(sql`v.project_id`, scope.projectId));
  if (scope.vendorId) parts.push(isOf(sql`v.vendor_id`, scope.vendorId));
  if (scope.assigneeId) parts.push(isOf(sql`v.assignee_id`, scope.assigneeId));
  return sql.join(parts, sql` and `);
}

const moment = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The order of the list, newest sent first or last, and where its next page begins; a cursor that is none begins anew. */
function ordered({ isDescending, after }: PastScope): { by: SQL; beyond: SQL } {
  const direction = isDescending ? sql`desc nulls last` : sql`asc nulls first`;
  const cursor = decodeCursor(after);
  const isKey = cursor && uuid.test(cursor.id) && moment.test(cursor.key) && !Number.isNaN(Date.parse(cursor.key));
  const beyond = !isKey
    ? sql`true`
    : isDescending
      ? sql`(v.sent_at, v.item_id) < (${cursor.key}::timestamptz, ${cursor.id}::uuid)`
      : sql`(v.sent_at, v.item_id) > (${cursor.key}::timestamptz, ${cursor.id}::uuid)`;
  return { by: sql`v.sent_at ${direction}, v.item_id ${direction}`, beyond };
}

/** All = whatever was ever sent. */
const statesOf = (scope: PastScope): readonly string[] =>
  scope.states ?? Object.keys(itemStates).filter((state) => state !== "not_sent");

/** The first versions of a state in the order of the list, whether they stood at the instant or not. */
export function walked(companyId: string, scope: PastScope, bound: string, state: string): SQL {
  const { by, beyond } = ordered(scope);
  return sql`(select v.* from item_version v where v.company_id = ${companyId} and v.state = ${state} and v.sent_at is not null
    and v.sent_at <= ${bound}::timestamptz and ${beyond} order by ${by} limit ${walk})`;
}

/**
 * The versions of a state that stood at the instant, however far apart in the list: those that ended are looked for among those
 * of each span that can reach it, at most twice as many as stood; those that stand still among those that had begun. The offset
 * keeps the planner from reading every version of the state instead.
 */
export function stood(companyId: string, scope: PastScope, bound: string, state: string): SQL {
  const { beyond } = ordered(scope);
  return sql`(select v.* from generate_series(0, ${longestSpan}::int) k cross join lateral (select * from item_version x
      where x.company_id = ${companyId} and x.state = ${state} and x.span = k::smallint
        and x.valid_from > ${bound}::timestamptz - make_interval(secs => power(2, k)) and x.valid_from <= ${bound}::timestamptz offset 0) v
    where v.sent_at is not null and ${beyond} and ${narrowed(scope, bound)}
    union all select v.* from item_version v where v.company_id = ${companyId} and v.state = ${state} and v.span is null
      and v.sent_at is not null and ${beyond} and ${narrowed(scope, bound)})`;
}

/** One page of the inbox as it was, by keyset. What lies close together in the list is walked, the rest found by time. */
export async function readPastList(tx: Tx, companyId: string, scope: PastScope, bound: string, limit: number) {
  const { by } = ordered(scope);
  const states = statesOf(scope);
  const near = await rows<{ state: string; is_enough: boolean }>(
    tx,
    sql.join(
      states.map(
        (
          state,
        ) => sql`select ${state}::text as state, count(*) < ${walk} or count(*) filter (where ${narrowed(scope, bound)}) > ${limit} as is_enough
          from ${walked(companyId, scope, bound, state)} v`,
      ),
      sql` union all `,
    ),
  );
  const close = new Set(near.filter((one) => one.is_enough).map((one) => one.state));
  const parts = states.map((state) => (close.has(state) ? walked : stood)(companyId, scope, bound, state));
  const found = await rows<PastListRow>(
    tx,
    sql`with page as materialized (select v.* from (${sql.join(parts, sql` union all `)}) v where ${narrowed(scope, bound)} order by ${by} limit ${limit + 1})
    select v.item_id as id, v.record_type, v.source_kind, v.state, v.lane, v.is_returned, v.is_on_hold, v.number, v.title, v.amount, v.note, v.erp_id,
      v.project_id, ${nameAt("project", sql`v.project_id`, bound, "number")} as project_number, ${nameAt("project", sql`v.project_id`, bound, "name")} as project_name,
      v.vendor_id, ${nameAt("vendor", sql`v.vendor_id`, bound, "name")} as vendor_name, v.assignee_id, a.name as assignee_name, v.sent_at, v.sent_at::text as sort_key
    from page v left join person a on a.id = v.assignee_id order by ${by}`,
  );
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.map((one) => ({ ...one, sent_at: iso(one.sent_at) })),
    next: found.length > limit && last ? encodeCursor(last.sort_key, last.id) : null,
  };
}

/** The counters as they were: what the hours before moved, and what the versions of the hour itself moved up to the instant. */
export async function readPastCounters(tx: Tx, companyId: string, bound: string): Promise<Counter[]> {
  const found = await rows<Omit<Counter, "count"> & { count: string }>(
    tx,
    sql`with h as (select date_trunc('hour', ${bound}::timestamptz, 'UTC') as hour),
    moved as (select state, lane, is_returned, is_on_hold, record_type, count, amount from item_counter_hour where company_id = ${companyId} and hour < (select hour from h)
      union all select v.state, v.lane, v.is_returned, v.is_on_hold, v.record_type, 1, v.amount from item_version v
        where v.company_id = ${companyId} and v.valid_from >= (select hour from h) and v.valid_from <= ${bound}::timestamptz
      union all select b.state, b.lane, b.is_returned, b.is_on_hold, b.record_type, -1, -b.amount from item_version v cross join lateral (
          select * from item_version x where x.company_id = v.company_id and x.item_id = v.item_id and x.valid_from < v.valid_from order by x.valid_from desc limit 1) b
        where v.company_id = ${companyId} and v.valid_from >= (select hour from h) and v.valid_from <= ${bound}::timestamptz)
    select state, lane, is_returned, is_on_hold, record_type, sum(count) as count, sum(amount) as amount from moved group by 1, 2, 3, 4, 5 having sum(count) <> 0`,
  );
  return found.map((counter) => ({ ...counter, count: Number(counter.count) }));
}

/** From when on the company's items are kept as they were (ISO); null as long as it has none. */
export async function readCompanyKeptFrom(tx: Tx, companyId: string): Promise<string | null> {
  const found = await row<{ at: string }>(
    tx,
    sql`select valid_from as at from item_version where company_id = ${companyId} order by valid_from limit 1`,
  );
  return found && iso(found.at);
}
