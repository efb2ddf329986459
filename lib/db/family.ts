import { type SQL, sql } from "drizzle-orm";
import type { ParentKey } from "#lib/core/facts.ts";
import { makerKinds } from "#lib/core/makers.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { list, row, rows, type Tx } from "#lib/db/database.ts";

/** What others of the same project stand on. */
const ofProject = [makerKinds.job, makerKinds.extra, makerKinds.codes];

/** States in which findings are renewed; what is under way or over keeps those it was decided with. */
const renewed = ["not_sent", "ready", "retrieved", "rejected", "failed", "outbox"];

/** Marks what belongs to these items or stands on what they make: their documents say what it may use in Sage. */
export async function markChildren(tx: Tx, companyId: string, itemIds: readonly string[]): Promise<void> {
  await mark(tx, companyId, itemIds, sql`array[p.source_id]`);
}

/**
 * Marks what belongs to these items, stands on what they make, or belongs to the same parent, to be checked again: their
 * findings speak of each other. Items that another transaction holds just now are passed over, so that two decisions cannot
 * wait for each other; whatever is released is assessed anew in any case.
 */
export async function markFamily(tx: Tx, companyId: string, itemIds: readonly string[]): Promise<void> {
  await mark(tx, companyId, itemIds, sql`array[p.source_id, p.parent_source_id]`);
}

async function mark(tx: Tx, companyId: string, itemIds: readonly string[], parents: SQL): Promise<void> {
  if (itemIds.length === 0) return;
  const marked = await rows<{ id: string }>(
    tx,
    sql`update item set checked_at = null where company_id = ${companyId} and id in (
      select c.id from (
        select c.id from item p cross join lateral unnest(${parents}) as x(source_id) join item c on c.company_id = p.company_id and c.parent_source_id = x.source_id
          where p.company_id = ${companyId} and p.id = any(${list(itemIds)})
        union select c.id from item p join item c on c.company_id = p.company_id and c.vendor_id = p.vendor_id
          where p.company_id = ${companyId} and p.id = any(${list(itemIds)}) and p.source_kind = ${makerKinds.company}
        union select c.id from item p join item c on c.company_id = p.company_id and c.project_id = p.project_id and c.source_kind <> all(${list(ofProject, "text")})
          where p.company_id = ${companyId} and p.id = any(${list(itemIds)}) and p.source_kind = any(${list(ofProject, "text")})) m
      join item c on c.company_id = ${companyId} and c.id = m.id where c.state = any(${list(renewed, "text")}) and c.id <> all(${list(itemIds)})
      order by c.id for update of c skip locked) returning id`,
  );
  if (marked.length > 0) await tx.execute(sql`select ring('items.check', ${companyId}::uuid, 'all')`);
}

export type Parent = {
  readonly id: string;
  readonly sourceKind: string;
  readonly number: string;
  readonly title: string;
  readonly state: ItemState;
  /** Somebody deletes it in Sage just now. */
  readonly isUnlinking: boolean;
};

/** The item that this one belongs to and waits for; null when it belongs to none that is known, or need not wait any more. */
export async function readParent(
  tx: Tx,
  companyId: string,
  itemId: string,
  key: Omit<ParentKey, "sourceId">,
): Promise<Parent | null> {
  return await row<Parent>(
    tx,
    sql`select p.id, p.source_kind as "sourceKind", p.number, p.title, p.state,
      exists (select 1 from export e where e.company_id = p.company_id and e.item_id = p.id and e.status = 'unlinking') as "isUnlinking"
      from item i join item p on p.company_id = i.company_id and p.source_id = i.parent_source_id
      and p.source_kind = any(${list(key.sourceKinds, "text")}) where i.company_id = ${companyId} and i.id = ${itemId}
      and not (${key.unlessGone ?? false} and p.state in ('not_sent', 'ready', 'retrieved', 'rejected')
        and exists (select 1 from export e where e.company_id = p.company_id and e.item_id = p.id and e.status = 'proved'))
      and not (${key.unlessLinked ?? false} and exists (select 1 from project_link k where k.company_id = i.company_id and k.project_id = i.project_id))
      order by p.id limit 1`,
  );
}
