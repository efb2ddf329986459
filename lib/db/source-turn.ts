import { sql } from "drizzle-orm";
import { type Database, rows, type Tx } from "#lib/db/database.ts";

/**
 * Runs `work` unless another turn of the company is under way, in whatever process; answers whether it ran. The lock belongs to
 * a connection of its own, so it ends with the process that held it.
 */
export async function inOneTurn(db: Database, companyId: string, work: () => Promise<void>): Promise<boolean> {
  const client = await db.$client.connect();
  const key = `source.poll:${companyId}`;
  let isBroken = true;
  try {
    const { rows: answer } = await client.query<{ is_ours: boolean }>(
      "select pg_try_advisory_lock(hashtextextended($1, 0)) as is_ours",
      [key],
    );
    const isOurs = answer[0]?.is_ours === true;
    if (isOurs) {
      await work();
      await client.query("select pg_advisory_unlock(hashtextextended($1, 0))", [key]);
    }
    isBroken = false;
    return isOurs;
  } finally {
    // A connection that still holds the lock, or was cut, is not given back to the pool.
    client.release(isBroken);
  }
}

/**
 * Source ids of the active projects in the order of a turn. Where the last turns did not come to the end, as when the calls
 * of an hour are used up, those that were left out come first; then those in which something changed of late.
 */
export async function projectsInTurn(tx: Tx, companyId: string): Promise<string[]> {
  const found = await rows<{ source_id: string }>(
    tx,
    sql`with seen as (select split_part(list, '/', 2) as source_id, max(read_until) as read_until from source_cursor
        where company_id = ${companyId} group by 1),
      late as (select source_id, read_until from seen where read_until < clock_timestamp() - interval '10 minutes'),
      moved as (select i.project_id, max(e.at) as at from (select item_id, at from audit_event
          where company_id = ${companyId} order by seq desc limit 1000) e
        join item i on i.company_id = ${companyId} and i.id = e.item_id group by 1)
      select p.source_id from project p left join late on late.source_id = p.source_id left join moved on moved.project_id = p.id
      where p.company_id = ${companyId} and p.is_active
      order by late.read_until nulls last, greatest(moved.at, p.source_updated_at) desc nulls last, p.number, p.source_id`,
  );
  return found.map((project) => project.source_id);
}
