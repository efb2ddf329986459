import { sql } from "drizzle-orm";
import { type Outcome, refuse } from "#lib/core/outcome.ts";
import { list, rows, type Tx } from "#lib/db/database.ts";
import type { StoredItem } from "#lib/db/items.ts";

/** Record type and Sage id: what at most one living export may have. */
export function erpKey(item: Pick<StoredItem, "recordType" | "erpId">): string {
  return `${item.recordType}:${item.erpId}`;
}

/** A Sage id goes to one document: refuses items whose id a living export has, or that an earlier one of the list wants. */
export async function refuseTakenIds(
  tx: Tx,
  companyId: string,
  wanted: readonly StoredItem[],
): Promise<ReadonlyMap<string, Outcome<never>>> {
  const live = await rows<{ erp_key: string; item_id: string; number: string }>(
    tx,
    sql`select e.erp_key, e.item_id, i.number from export e join item i on i.company_id = e.company_id and i.id = e.item_id
    where e.company_id = ${companyId} and e.erp_key = any(${list(wanted.map(erpKey), "text")}) and e.status not in ('taken_back', 'failed', 'unlinked')`,
  );
  const owner = new Map(live.map((entry) => [entry.erp_key, { id: entry.item_id, number: entry.number }]));
  const refusals = new Map<string, Outcome<never>>();
  for (const item of wanted) {
    const first = owner.get(erpKey(item));
    if (first && first.id !== item.id) {
      const words = `Sage id ${item.erpId} already belongs to ${first.number}.`;
      refusals.set(item.id, refuse("item.blocked", { count: "1", first: words }));
    } else owner.set(erpKey(item), { id: item.id, number: item.number });
  }
  return refusals;
}
