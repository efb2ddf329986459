import type { TestCompany } from "#drizzle/factories/company.ts";
import { anItem } from "#drizzle/factories/item.ts";
import { acceptRow } from "#drizzle/factories/test-bed.ts";
import { acceptItems } from "#lib/commands/accept-items.ts";
import type { Database } from "#lib/db/database.ts";
import { itemView } from "#lib/queries/item-view.ts";

/** Items that the company's accountant accepted as one decision. For tests only. */
export async function aBatch(app: Database, company: TestCompany, count = 2) {
  const principal = company.principal("accountant");
  const items = [];
  const rows = [];
  for (let n = 0; n < count; n += 1) {
    const item = await anItem(app, company, { state: "ready" });
    const seen = await itemView.execute(app, principal, { itemId: item.id });
    if (!seen.ok) throw new Error(`no item: ${seen.refusal.code}`);
    items.push(item);
    rows.push(acceptRow(seen.value));
  }
  const answer = await acceptItems.execute(app, principal, { rows });
  if (!answer.ok || !answer.value.batchId) throw new Error("no batch was accepted");
  return { id: answer.value.batchId, items, rows };
}
