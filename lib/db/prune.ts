import { type SQL, sql } from "drizzle-orm";
import { rows, type Tx } from "#lib/db/database.ts";

type Old = {
  readonly table: string;
  /** The column that says since when a row is old. */
  readonly since: string;
  /** Left out: every row may go. */
  readonly only?: SQL;
};

/** Removes a company's rows that are `days` old, the oldest first, at most `limit`; answers how many went. */
export async function pruneOld(
  tx: Tx,
  companyId: string,
  { table, since, only = sql`true` }: Old,
  days: number,
  limit: number,
): Promise<number> {
  const [from, at] = [sql.identifier(table), sql.identifier(since)];
  const removed = await rows(
    tx,
    sql`delete from ${from} where company_id = ${companyId} and ${only} and id in (select id from ${from} where company_id = ${companyId}
      and ${only} and ${at} < clock_timestamp() - make_interval(days => ${days}) order by ${at} limit ${limit} for update skip locked) returning 1`,
  );
  return removed.length;
}
