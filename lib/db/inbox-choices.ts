import { sql } from "drizzle-orm";
import { rows, type Tx } from "#lib/db/database.ts";

const mostSenders = 500;

/** The names of whoever sent items, in order; one step of an index for each, however many items they sent. */
export async function readSenders(tx: Tx, companyId: string): Promise<string[]> {
  const found = await rows<{ sent_by: string }>(
    tx,
    sql`with recursive sender as (
      (select i.sent_by from item i where i.company_id = ${companyId} and i.sent_by is not null order by i.sent_by limit 1)
      union all
      select (select i.sent_by from item i where i.company_id = ${companyId} and i.sent_by > s.sent_by order by i.sent_by limit 1)
        from sender s where s.sent_by is not null)
    select sent_by from sender where sent_by is not null limit ${mostSenders}`,
  );
  return found.map(({ sent_by }) => sent_by);
}

/** How many findings there are of each code, the most first. */
export async function readFindingCounts(tx: Tx, companyId: string): Promise<{ code: string; items: number }[]> {
  const found = await rows<{ code: string; items: string }>(
    tx,
    sql`select f.code, count(distinct f.item_id) as items from finding f where f.company_id = ${companyId} group by f.code order by 2 desc, 1 limit 200`,
  );
  return found.map(({ code, items }) => ({ code, items: Number(items) }));
}
