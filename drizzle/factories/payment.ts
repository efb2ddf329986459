import type { TestCompany } from "#drizzle/factories/company.ts";
import type { TestInvoice } from "#drizzle/factories/invoice.ts";
import { type TestItem, takeIn } from "#drizzle/factories/item.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import type { Database } from "#lib/db/database.ts";

let serial = 0;

/** A paid payment of the invoice that came from the source and reached its state by the real verbs; ready by default. */
export async function aPaymentIssued(
  db: Database,
  company: TestCompany,
  { source }: Pick<TestInvoice, "source">,
  { state, ...over }: { readonly state?: ItemState } & Readonly<Record<string, Json>> = {},
): Promise<Omit<TestItem, "contract">> {
  serial += 1;
  const id = 880_000 + serial;
  const raw = {
    id,
    project_id: Number(company.project.sourceId),
    contract_id: source.contract.id,
    requisition_id: source.id,
    payment_number: 1,
    status: "paid",
    amount: "1800.00",
    payment_method: "ach",
    check_number: "100231",
    date: "2026-06-03",
    requisition: { invoice_number: source.number, vendor_id: Number(company.vendor.sourceId), vendor_name: "Lumen" },
    updated_at: "2026-06-05T10:11:12Z",
    ...over,
  };
  return await takeIn(db, company, { kind: "contract_payments", id, raw }, state);
}
