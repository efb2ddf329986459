import type { TestCompany } from "#drizzle/factories/company.ts";
import { type TestItem, takeIn } from "#drizzle/factories/item.ts";
import type { SeedChangeOrder, SeedLine } from "#drizzle/seed/model.ts";
import { rawPackage } from "#drizzle/seed/raw-contract.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import type { Database } from "#lib/db/database.ts";

type Options = Partial<Omit<SeedChangeOrder, "lines">> & {
  readonly state?: ItemState;
  /** Over the line that changes the first item of an `anItem`. */
  readonly lines?: readonly Partial<SeedLine>[];
};
export type TestChangeOrder = Omit<TestItem, "contract"> & { readonly source: SeedChangeOrder };

let serial = 0;

/** A change order of the item's contract that came from the source and reached its state by the real verbs; ready by default. */
export async function aChangeOrder(
  db: Database,
  company: TestCompany,
  parent: TestItem | { readonly contract: { readonly id: number } },
  { state, lines = [{}], ...over }: Options = {},
): Promise<TestChangeOrder> {
  serial += 1;
  const at = "2026-05-12T10:11:12Z";
  const source: SeedChangeOrder = {
    id: 600_000 + serial,
    project: { id: Number(company.project.sourceId) },
    contract: { id: parent.contract.id },
    number: String(serial).padStart(3, "0"),
    title: "More outlets",
    description: "",
    status: "approved",
    createdBy: 99,
    createdAt: at,
    updatedAt: at,
    lines: lines.map((line, n) => aChangeLine(n + 1, line)),
    ...over,
  };
  const raw = rawPackage(source);
  return { ...(await takeIn(db, company, { kind: "change_order_packages", id: source.id, raw }, state)), source };
}

function aChangeLine(number: number, over: Partial<SeedLine>): SeedLine {
  const code = { costCode: "26-010", costCodeName: "Electrical 26-010", category: "SUB" };
  const priced = { quantity: "0.0", unit: "", unitCost: "0.0", amount: "1000.00" };
  return { id: 800_000 + serial * 10 + number, description: "More of area 1", ...code, ...priced, ...over };
}
