import { sql } from "drizzle-orm";
import { list, rows, type Tx } from "#lib/db/database.ts";
import { markForCheck } from "#lib/db/items.ts";
import type { MirrorTable } from "#lib/db/mirror-columns.ts";

/** Marks the items that rows of a table concern, and rings for the check. `touched` are values of the table's own column. */
export async function markConcerned(
  tx: Tx,
  companyId: string,
  { affects }: MirrorTable,
  touched: readonly string[],
): Promise<void> {
  const places = [...new Set(touched)];
  if (affects === "none" || places.length === 0) return;
  if (affects === "all") await markForCheck(tx, companyId, { all: true });
  else if (affects === "jobs") await markForCheck(tx, companyId, { jobs: places });
  else if (affects === "commitments") await markForCheck(tx, companyId, { erpIds: places });
  else {
    const linked = await rows<{ id: string }>(
      tx,
      sql`select vendor_id as id from vendor_link where company_id = ${companyId} and sage_vendor = any(${list(places, "text")})`,
    );
    if (linked.length > 0) await markForCheck(tx, companyId, { vendorIds: linked.map((entry) => entry.id) });
    // Companies that want to become vendors: the id, the name or the type may be there now.
    await markForCheck(tx, companyId, { ofCompany: true });
  }
  await tx.execute(sql`select ring('items.check', ${companyId}::uuid, 'all')`);
}
