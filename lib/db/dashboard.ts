import { type SQL, sql } from "drizzle-orm";
import { type AgeBucket, type AgeCount, ageBucketIds, ageBuckets, type DayCount, daysOf } from "#lib/core/dashboard.ts";
import type { Money } from "#lib/core/money.ts";
import { type ItemState, itemStates } from "#lib/core/workflow.ts";
import { iso, list, rows, type Tx } from "#lib/db/database.ts";
import { decodeCursor, encodeCursor } from "#lib/db/inbox.ts";

const pending = (Object.keys(itemStates) as ItemState[]).filter((state) => itemStates[state].holder !== "nobody");
/** A draft is nobody's work yet: what is not sent counts from its approval in Procore on. */
const counted = sql`(i.state <> 'not_sent' or (i.is_approved and not i.is_gone))`;
/** How many of the buckets' beginnings lie behind an instant; compared as times, which is many times cheaper than to compute days. */
const bucketOf = sql.join(
  ageBucketIds
    .slice(1)
    .map((id) => sql`(i.state_at <= n.now - make_interval(hours => ${24 * ageBuckets[id].from}))::int`),
  sql` + `,
);

/** Everything that is not over by state and by how many days it has been in it. */
export async function readAges(tx: Tx, companyId: string): Promise<readonly AgeCount[]> {
  return await rows<AgeCount>(
    tx,
    sql`with n as materialized (select clock_timestamp() as now)
    select i.state, ${bucketOf} as bucket, count(*)::int as items, sum(i.amount)::text as amount
    from item i cross join n where i.company_id = ${companyId} and i.state = any(${list(pending, "text")}) and ${counted} group by 1, 2`,
  );
}

/**
 * How often each thing was done on each day since `firstDay` (YYYY-MM-DD) by the company's clock. The kinds stand in the text of the
 * statement, because the index `audit_throughput` holds these alone.
 */
export function dayCounts(companyId: string, firstDay: string, timeZone: string): SQL {
  return sql`select (at at time zone ${timeZone})::date::text as day, kind, count(*)::int as count from audit_event
    where company_id = ${companyId} and kind in ('item.accepted', 'export.proved', 'item.rejected') and at >= (${firstDay}::date)::timestamp at time zone ${timeZone} group by 1, 2`;
}
export async function readDayCounts(
  tx: Tx,
  companyId: string,
  firstDay: string,
  timeZone: string,
): Promise<readonly DayCount[]> {
  return await rows<DayCount>(tx, dayCounts(companyId, firstDay, timeZone));
}

export type AgedItem = {
  readonly id: string;
  readonly recordType: string;
  readonly sourceKind: string;
  readonly number: string;
  readonly title: string;
  readonly state: ItemState;
  readonly stateAt: string;
  readonly amount: Money;
  readonly project: string | null;
  readonly vendor: string | null;
};
export type AgedPage = {
  readonly states: readonly ItemState[];
  readonly bucket: AgeBucket | null;
  readonly after: string | null;
  readonly limit: number;
};

/** Items in these states of one age, oldest first: an ordered walk for each state, merged. */
export function agedItems(companyId: string, { states, bucket, after, limit }: AgedPage): SQL {
  const { from, before } = bucket ? daysOf(bucket) : { from: 0, before: null };
  const cursor = decodeCursor(after);
  const ends = (days: number) => sql`clock_timestamp() - make_interval(days => ${days})`;
  const parts: SQL[] = [sql`i.company_id = ${companyId}`, counted];
  if (from > 0) parts.push(sql`i.state_at <= ${ends(from)}`);
  if (before !== null) parts.push(sql`i.state_at > ${ends(before)}`);
  if (cursor) parts.push(sql`(i.state_at, i.id) > (${cursor.key}::timestamptz, ${cursor.id}::uuid)`);
  const walks = states.map(
    (state) =>
      sql`(select i.* from item i where i.state = ${state} and ${sql.join(parts, sql` and `)} order by i.state_at nulls first, i.id nulls first limit ${limit + 1})`,
  );
  return sql`select i.* from (${sql.join(walks, sql` union all `)}) i order by i.state_at nulls first, i.id nulls first limit ${limit + 1}`;
}

export async function readAgedItems(
  tx: Tx,
  companyId: string,
  page: AgedPage,
): Promise<{ readonly rows: readonly AgedItem[]; readonly next: string | null }> {
  const found = await rows<AgedItem & { key: string }>(
    tx,
    sql`select i.id, i.record_type as "recordType", i.source_kind as "sourceKind", i.number, i.title, i.state, i.state_at as "stateAt", i.state_at::text as key, i.amount::text as amount,
      p.number || ' ' || p.name as project, v.name as vendor
    from (${agedItems(companyId, page)}) i left join project p on p.company_id = i.company_id and p.id = i.project_id left join vendor v on v.company_id = i.company_id and v.id = i.vendor_id
    order by i.state_at, i.id`,
  );
  const shown = found.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ key: _, ...item }) => ({ ...item, stateAt: iso(item.stateAt) })),
    next: found.length > page.limit && last ? encodeCursor(last.key, last.id) : null,
  };
}
