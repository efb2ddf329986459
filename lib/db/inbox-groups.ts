import { type SQL, sql } from "drizzle-orm";
import type { Money } from "#lib/core/money.ts";
import { list, rows, type Tx } from "#lib/db/database.ts";
import { type ListScope, narrowing, stateConditions } from "#lib/db/inbox.ts";
import { patternsOf } from "#lib/db/inbox-search.ts";

export type Grouping = "project" | "vendor" | "type" | "assignee";
/** A group's key is null where its items have no project, no vendor, or are nobody's; the sum is in the company's currency. */
export type GroupRow = { key: string | null; label: string | null; count: number; amount: Money };

const keys = {
  project: sql`s.project_id::text`,
  vendor: sql`s.vendor_id::text`,
  type: sql`s.record_type`,
  assignee: sql`s.assignee_id::text`,
} as const;
const labels: Readonly<Record<Grouping, SQL>> = {
  project: sql`(select p.number || ' ' || p.name from project p where p.company_id = current_company() and p.id = g.key::uuid)`,
  vendor: sql`(select v.name from vendor v where v.company_id = current_company() and v.id = g.key::uuid)`,
  type: sql`null::text`,
  assignee: sql`(select p.name from person p where p.id = g.key::uuid)`,
};

/**
 * Count and sum of every group of a list, by label; null when the list, before its words and its type are looked for, has more
 * than `bound` items: no index leads to those two, and adding up would cost too much.
 */
export async function readGroups(
  tx: Tx,
  companyId: string,
  scope: ListScope,
  by: Grouping,
  bound: number,
): Promise<GroupRow[] | null> {
  const ofType = scope.recordType ? sql`s.record_type = ${scope.recordType}` : sql`true`;
  const states = sql.join([...stateConditions(scope)], sql` or `);
  const found = await rows<Omit<GroupRow, "count"> & { count: string | null; seen: string }>(
    tx,
    sql`with part as materialized (select i.project_id, i.vendor_id, i.assignee_id, i.record_type, i.amount, i.search_all from item i
        where ${narrowing(companyId, { ...scope, recordType: null })} and (${states}) limit ${bound + 1}),
      g as (select ${keys[by]} as key, count(*) as count, sum(s.amount) as amount from part s
        where s.search_all like all(${list(patternsOf(scope.q), "text")}) and ${ofType} group by 1)
    select g.key, ${labels[by]} as label, g.count, g.amount, t.seen from (select count(*) as seen from part) t left join g on true
      order by 2 nulls last, 1`,
  );
  if (Number(found[0]?.seen ?? 0) > bound) return null;
  return found.flatMap(({ key, label, count, amount }) =>
    count === null ? [] : [{ key, label, count: Number(count), amount }],
  );
}
