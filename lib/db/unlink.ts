import { sql } from "drizzle-orm";
import type { ItemState } from "#lib/core/workflow.ts";
import { iso, list, row, rows, type Tx } from "#lib/db/database.ts";

/** A document that belongs to another one, of these record types. */
export type Dependent = {
  readonly id: string;
  readonly recordType: string;
  readonly number: string;
  readonly state: ItemState;
  readonly erpId: string;
};

/** What belongs to an item, whatever its state, the newest acceptance first. */
export async function readDependents(
  tx: Tx,
  companyId: string,
  itemId: string,
  childTypes: readonly string[],
): Promise<Dependent[]> {
  return await rows<Dependent>(
    tx,
    sql`select c.id, c.record_type as "recordType", c.number, c.state, c.erp_id as "erpId" from item p
      join item c on c.company_id = p.company_id and c.parent_source_id = p.source_id and c.record_type = any(${list(childTypes, "text")})
    where p.company_id = ${companyId} and p.id = ${itemId}
    order by (select max(e.position) from export e where e.company_id = c.company_id and e.item_id = c.id) desc nulls last, c.number desc limit 200`,
  );
}

export type Wish = { readonly by: string; readonly at: string; readonly lookedAt: string | null };

/** Who asked for Unlink and when, and when Sage was last looked at since; null when nobody ever did. */
export async function readWish(tx: Tx, companyId: string, itemId: string, exportId: string): Promise<Wish | null> {
  const found = await row<{ by: string; at: string; looked_at: string | null }>(
    tx,
    sql`select a.actor ->> 'name' as by, a.at, (select max(t.reported_at) from export_attempt t where t.company_id = a.company_id
        and t.export_id = ${exportId} and t.mode = 'watch' and t.reported_at > a.at) as looked_at
    from audit_event a where a.company_id = ${companyId} and a.item_id = ${itemId} and a.kind = 'item.unlink_asked' order by a.seq desc limit 1`,
  );
  return found && { by: found.by, at: iso(found.at), lookedAt: iso(found.looked_at) };
}

/** True when the item was unlinked at least once. After that, as after a rejection, sending is a gesture: the project may be in the middle of its edits. */
export async function wasUnlinked(tx: Tx, companyId: string, itemId: string): Promise<boolean> {
  const found = await row<{ found: boolean }>(
    tx,
    sql`select exists (select 1 from export where company_id = ${companyId} and item_id = ${itemId} and status = 'unlinked') as found`,
  );
  return found?.found ?? false;
}
