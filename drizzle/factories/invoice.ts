import type { TestCompany } from "#drizzle/factories/company.ts";
import { type TestItem, takeIn } from "#drizzle/factories/item.ts";
import type { SeedInvoice, SeedInvoiceLine } from "#drizzle/seed/model.ts";
import { rawRequisition } from "#drizzle/seed/raw-requisition.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import type { Database } from "#lib/db/database.ts";

type Options = Partial<Omit<SeedInvoice, "lines">> & {
  readonly state?: ItemState;
  /** Over the lines that bill the contract's, one each. */
  readonly lines?: readonly Partial<SeedInvoiceLine>[];
};
export type TestInvoice = Omit<TestItem, "contract"> & { readonly source: SeedInvoice };

let serial = 0;

/** An invoice of the item's contract that came from the source and reached its state by the real verbs; ready by default. */
export async function anInvoice(
  db: Database,
  company: TestCompany,
  { contract }: Pick<TestItem, "contract">,
  { state, lines, ...over }: Options = {},
): Promise<TestInvoice> {
  serial += 1;
  const at = "2026-05-31T10:11:12Z";
  const source: SeedInvoice = {
    id: 700_000 + serial,
    project: { id: Number(company.project.sourceId) },
    contract,
    previous: null,
    sequence: 1,
    number: `PA-${String(serial).padStart(4, "0")}`,
    status: "approved",
    billingDate: "2026-05-31",
    createdBy: 99,
    createdAt: at,
    updatedAt: at,
    lines: (lines ?? contract.lines.map(() => ({}))).map((line, n) => aBilledLine(contract, n, line)),
    ...over,
  };
  const raw = rawRequisition(source);
  return { ...(await takeIn(db, company, { kind: "requisitions", id: source.id, raw }, state)), source };
}

/** Bills 1,000 of the contract's line, a tenth of it retained. */
function aBilledLine({ lines }: TestItem["contract"], index: number, over: Partial<SeedInvoiceLine>): SeedInvoiceLine {
  const line = lines[index % lines.length];
  if (!line) throw new Error("the contract has no line to bill");
  const { id: contractLine, description, costCode, category, amount } = line;
  return {
    id: 900_000 + serial * 10 + index,
    contractLine,
    description,
    costCode,
    category,
    scheduled: amount,
    before: "0.00",
    thisPeriod: "1000.00",
    retainedBefore: "0.00",
    retained: "100.00",
    ...over,
  };
}
