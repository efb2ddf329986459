import { sql } from "drizzle-orm";
import { row, type Tx } from "#lib/db/database.ts";

/**
 * Removes rows that were replaced more than `days` ago, oldest first, at most `limit`; answers how many. They came in the
 * order of their ids, so that the oldest are found without going through the others.
 */
export async function pruneRowHistory(
  tx: Tx,
  companyId: string,
  { days, limit }: { readonly days: number; readonly limit: number },
): Promise<number> {
  const found = await row<{ n: number }>(
    tx,
    sql`with oldest as (select id, replaced_at from sage_row_history where company_id = ${companyId} order by id limit ${limit}),
      removed as (delete from sage_row_history h using oldest o where h.company_id = ${companyId} and h.id = o.id
        and o.replaced_at < clock_timestamp() - make_interval(days => ${days}) returning 1)
    select count(*)::int as n from removed`,
  );
  return found?.n ?? 0;
}
