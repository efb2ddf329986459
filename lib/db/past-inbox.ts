import { type SQL, sql } from "drizzle-orm";
import type { Money } from "#lib/core/money.ts";
import { iso, row, rows, type Tx } from "#lib/db/database.ts";
import { type Counter, encodeCursor, type Total } from "#lib/db/inbox.ts";
import { nameAt } from "#lib/db/item-versions.ts";
import { namesOfThen, narrowed, ordered, type PastScope, statesOf, stood, walk, walked } from "#lib/db/past-scope.ts";

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
  readonly sent_at: string | null;
  readonly state_at: string;
  readonly sort_key: string;
};

/** What a list shows of versions `v`, with the names of then; `a` is the person that each was assigned to. */
export const rowColumns = (bound: string): SQL =>
  sql`v.item_id as id, v.record_type, v.source_kind, v.state, v.lane, v.is_returned, v.is_on_hold, v.number, v.title, v.amount, v.note, v.erp_id,
    v.project_id, ${nameAt("project", sql`v.project_id`, bound, "number")} as project_number, ${nameAt("project", sql`v.project_id`, bound, "name")} as project_name,
    v.vendor_id, ${nameAt("vendor", sql`v.vendor_id`, bound, "name")} as vendor_name, v.assignee_id, a.name as assignee_name, v.sent_at, v.state_at`;
export const withMoments = <Row extends { sent_at: string | null; state_at: string }>(one: Row): Row => ({
  ...one,
  sent_at: iso(one.sent_at),
  state_at: iso(one.state_at),
});

/** One page of the inbox as it was, by keyset. What lies close together in the list is walked, the rest found by time. */
export async function readPastList(tx: Tx, companyId: string, scope: PastScope, bound: string, limit: number) {
  const { column, by } = ordered(scope);
  const states = statesOf(scope);
  const names = namesOfThen(companyId, scope, bound);
  const near = (state: string): SQL =>
    sql`select ${state}::text as state, count(*) < ${walk} or count(*) filter (where ${narrowed(scope, bound)}) > ${limit} as is_enough
      from ${walked(companyId, scope, bound, state)} v`;
  const looked = await rows<{ state: string; is_enough: boolean }>(
    tx,
    sql`with ${names} near as (${sql.join(states.map(near), sql` union all `)}) select * from near`,
  );
  const close = new Set(looked.filter((one) => one.is_enough).map((one) => one.state));
  const parts = states.map((state) => (close.has(state) ? walked : stood)(companyId, scope, bound, state));
  const found = await rows<PastListRow>(
    tx,
    sql`with ${names} page as materialized (select v.* from (${sql.join(parts, sql` union all `)}) v where ${narrowed(scope, bound)} order by ${by} limit ${limit + 1})
    select ${rowColumns(bound)}, ${column}::text as sort_key
    from page v left join person a on a.id = v.assignee_id order by ${by}`,
  );
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(withMoments),
    next: found.length > limit && last ? encodeCursor(last.sort_key, last.id) : null,
  };
}

/** Count and sum of what was assigned to a person then, in these states. */
export async function readPastMine(
  tx: Tx,
  companyId: string,
  personId: string,
  states: readonly string[],
  bound: string,
): Promise<Total> {
  const whose = {
    lane: null,
    isReturned: null,
    recordType: null,
    projectId: null,
    vendorId: null,
    assigneeId: personId,
  };
  const scope: PastScope = { ...whose, states, q: null, after: null, order: { by: "moved", isDescending: true } };
  const parts = states.map((state) => stood(companyId, scope, bound, state));
  const found = await row<{ count: string; amount: Money }>(
    tx,
    sql`select count(*) as count, coalesce(sum(v.amount), 0)::numeric(18, 2) as amount from (${sql.join(parts, sql` union all `)}) v`,
  );
  return { count: Number(found?.count ?? 0), amount: found?.amount ?? "0.00" };
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
