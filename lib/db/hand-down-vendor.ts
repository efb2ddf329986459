import { sql } from "drizzle-orm";
import { list, type Tx } from "#lib/db/database.ts";
import { searchOf } from "#lib/db/items.ts";

/**
 * What belongs to these items has their vendor where it names none of its own. Only items of `childTypes`; what another
 * transaction holds is passed over, as in lib/db/family.ts.
 */
export async function handDownVendor(
  tx: Tx,
  companyId: string,
  itemIds: readonly string[],
  childTypes: readonly string[],
): Promise<void> {
  if (itemIds.length === 0 || childTypes.length === 0) return;
  await tx.execute(sql`with child as materialized (
      select c.id, q.vendor_id from item q join item c on c.company_id = q.company_id and c.parent_source_id = q.source_id
      where q.company_id = ${companyId} and q.id = any(${list(itemIds)}) and c.record_type = any(${list(childTypes, "text")})
        and c.vendor_id is distinct from q.vendor_id order by c.id for update of c skip locked)
    update item i set vendor_id = child.vendor_id, search = ${searchOf(sql`r.head`, sql`p`, sql`v.name`)}
    from child join item c on c.company_id = ${companyId} and c.id = child.id join item_revision r on r.company_id = c.company_id and r.id = c.revision_id
      left join project p on p.company_id = c.company_id and p.id = c.project_id left join vendor v on v.company_id = c.company_id and v.id = child.vendor_id
    where i.company_id = ${companyId} and i.id = child.id and r.head ->> 'vendorSourceId' is null`);
}
