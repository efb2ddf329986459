import type { TestCompany } from "#drizzle/factories/company.ts";
import { type TestItem, takeIn } from "#drizzle/factories/item.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import type { Database } from "#lib/db/database.ts";

type Options = {
  readonly state?: ItemState;
  readonly number?: string;
  readonly title?: string;
  readonly amount?: string;
  /** Whether the contract was imported from Sage. */
  readonly isImported?: boolean;
  readonly contractSourceId?: number;
};

let serial = 0;

/** A change order of the project's prime contract that came from the source and reached its state by the real verbs. */
export async function aPrimeChangeOrder(
  db: Database,
  company: TestCompany,
  {
    state,
    number,
    title = "Lobby lighting",
    amount = "1000.25",
    isImported = true,
    contractSourceId = 95_001,
  }: Options = {},
): Promise<Omit<TestItem, "contract"> & { readonly sourceId: number }> {
  serial += 1;
  const [id, at] = [650_000 + serial, "2026-05-12T10:11:12Z"];
  const place = { position: 1, wbs_code: { flat_code: "26-010.SUB" } };
  const raw: Json = {
    id,
    type: "PrimeContractChangeOrder",
    contract_id: contractSourceId,
    project_id: Number(company.project.sourceId),
    number: number ?? `P${serial}`,
    title,
    status: "approved",
    grand_total: amount,
    created_at: at,
    updated_at: at,
    line_items: [{ id: id * 10, description: "Lighting", total_amount: amount, prime_line_item_id: 96_001, ...place }],
    prime_contract: {
      id: contractSourceId,
      number: "P-1",
      title: "North Clinic",
      origin_id: isImported ? "24-01-P" : null,
      line_items: [{ id: 96_001, description: "Electrical", origin_code: isImported ? "1000" : null, ...place }],
    },
  };
  return { ...(await takeIn(db, company, { kind: "prime_contract_change_orders", id, raw }, state)), sourceId: id };
}
