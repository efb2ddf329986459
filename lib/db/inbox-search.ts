import { type SQL, sql } from "drizzle-orm";
import type { Money } from "#lib/core/money.ts";
import { containing, list, row, type Tx } from "#lib/db/database.ts";
import {
  firstOf,
  type ListOrder,
  type ListRow,
  type ListScope,
  narrowing,
  ordering,
  readRows,
  stateConditions,
  type Total,
} from "#lib/db/inbox.ts";

/** How many items of the list are looked through in its own order before the index of words is asked. */
const walk = 2500;

type Found = { readonly rows: ListRow[]; readonly next: string | null; readonly total: Total | null };
type Hits = { walked: string; hits: string; amount: Money; ids: string[] | null };

/** Everything in a list that contains the words, in its order, at most `most`; as `i.*`. */
export function allOf(companyId: string, scope: ListScope, order: ListOrder, most: number): SQL {
  if (scope.q === null) return firstOf(companyId, scope, order, null, most);
  const states = sql.join([...stateConditions(scope)], sql` or `);
  return sql`select i.* from find_items(${list(patternsOf(scope.q), "text")}) f(id) join item i on i.company_id = ${companyId} and i.id = f.id
    where ${narrowing(companyId, scope)} and (${states}) order by ${ordering(order, null).by} limit ${most}`;
}

/** The words of a search as patterns; a backslash keeps the signs of LIKE what they are. */
export function patternsOf(q: string | null): string[] {
  const words = (q ?? "").toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6);
  return words.map(containing);
}

/**
 * One page of a list whose items contain all the words. Common words are found on a bounded walk through the list in its own
 * order, rare ones by the index of words; each is slow where the other is fast (performance.md). The total is null when the
 * words are common.
 */
export async function searchList(
  tx: Tx,
  companyId: string,
  scope: ListScope,
  order: ListOrder,
  after: string | null,
  limit: number,
): Promise<Found> {
  const patterns = list(patternsOf(scope.q), "text");
  const { by, beyond } = ordering(order, after);
  const near = await row<Hits>(
    tx,
    sql`with walk as materialized (select i.id, i.sent_at, i.amount_key, i.number, i.state_at, i.amount, i.search_all like all(${patterns}) as hit
        from (${firstOf(companyId, scope, order, after, walk)}) i)
    select count(*) as walked, count(*) filter (where hit) as hits, coalesce(sum(amount) filter (where hit), 0) as amount,
      (select json_agg(i.id) from (select i.id from walk i where hit order by ${by} limit ${limit + 1}) i) as ids from walk`,
  );
  const isWhole = Number(near?.walked ?? 0) < walk;
  if (isWhole || Number(near?.hits ?? 0) > limit) return await filled(near, isWhole && after === null);
  const states = sql.join([...stateConditions(scope)], sql` or `);
  const far = await row<Hits>(
    tx,
    sql`with found as materialized (select find_items(${patterns}) as id), hit as materialized (
        select i.id, i.sent_at, i.amount_key, i.number, i.state_at, i.amount from found f join item i on i.company_id = ${companyId} and i.id = f.id
        where ${narrowing(companyId, scope)} and (${states}))
    select count(*) as walked, count(*) as hits, coalesce(sum(amount), 0) as amount,
      (select json_agg(i.id) from (select i.id from hit i where ${beyond} order by ${by} limit ${limit + 1}) i) as ids from hit`,
  );
  return await filled(far, true);

  async function filled(hits: Hits | null, isCounted: boolean): Promise<Found> {
    const page = sql`select i.* from item i where i.company_id = ${companyId} and i.id = any(${list(hits?.ids ?? [])})`;
    const total = isCounted && hits ? { count: Number(hits.hits), amount: hits.amount } : null;
    return { ...(await readRows(tx, page, order, limit)), total };
  }
}
