import { sql } from "drizzle-orm";
import { list, rows, type Tx } from "#lib/db/database.ts";
import { type ListRow, readRows } from "#lib/db/inbox.ts";
import { patternsOf } from "#lib/db/inbox-search.ts";

export type NamedHit = { id: string; number: string; name: string };
export type PartyHit = { id: string; name: string; sage_vendor: string | null };

/** Projects whose number and name contain all the words, by number; `projectIds` narrows to a project manager's own. */
export async function findProjects(
  tx: Tx,
  companyId: string,
  q: string,
  projectIds: readonly string[] | null,
  limit: number,
): Promise<NamedHit[]> {
  const own = projectIds ? sql`p.id = any(${list(projectIds)})` : sql`true`;
  return await rows<NamedHit>(
    tx,
    sql`select p.id, p.number, p.name from project p where p.company_id = ${companyId} and ${own}
      and lower(p.number || ' ' || p.name) like all(${list(patternsOf(q), "text")}) order by p.number, p.id limit ${limit}`,
  );
}

/** Companies of the directory whose name, with the id of their Sage vendor, contains all the words; by name. */
export async function findVendors(tx: Tx, companyId: string, q: string, limit: number): Promise<PartyHit[]> {
  return await rows<PartyHit>(
    tx,
    sql`select v.id, v.name, k.sage_vendor from vendor v left join vendor_link k on k.company_id = v.company_id and k.vendor_id = v.id
      where v.company_id = ${companyId} and lower(v.name || ' ' || coalesce(k.sage_vendor, '')) like all(${list(patternsOf(q), "text")})
      order by v.name, v.id limit ${limit}`,
  );
}

/** Items of a project manager's own projects, sent or not, that contain all the words; newest first. */
export async function findOwnItems(
  tx: Tx,
  companyId: string,
  q: string,
  projectIds: readonly string[],
  limit: number,
): Promise<ListRow[]> {
  const page = sql`select i.* from item i where i.company_id = ${companyId} and i.project_id = any(${list(projectIds)})
    and i.search_all like all(${list(patternsOf(q), "text")}) order by i.sent_at desc nulls last, i.id desc nulls last limit ${limit}`;
  return (await readRows(tx, page, { by: "sent", isDescending: true }, limit)).rows;
}
