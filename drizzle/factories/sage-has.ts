import type { TestCompany } from "#drizzle/factories/company.ts";
import { sageRows } from "#drizzle/factories/sage-shows.ts";
import type { SeedContract } from "#drizzle/seed/model.ts";
import { sum, toScale } from "#lib/core/money.ts";
import type { Database } from "#lib/db/database.ts";

type Over = {
  readonly commitment?: string;
  readonly description?: string;
  readonly vendor?: string;
  /** Amounts of the items where they are other ones. */
  readonly amounts?: readonly string[];
};

/** The mirror shows a commitment that somebody keyed for this contract before the connection; answers its id. For tests only. */
export async function sageHas(
  db: Database,
  company: TestCompany,
  contract: SeedContract,
  over: Over = {},
): Promise<string> {
  const commitment = over.commitment ?? contract.number;
  const items = contract.lines.map((line, n) => ({
    Commitment: commitment,
    Item_Number: String(n + 1),
    Description: `As keyed, item ${n + 1}`,
    Job: company.project.job,
    Extra: line.extra ?? "",
    Cost_Code: line.costCode,
    Category: line.category,
    Units: "0",
    Unit_Cost: "0",
    Amount: over.amounts?.[n] ?? line.amount,
  }));
  await sageRows(db, company, "JCM_MASTER__COMMITMENT", [
    {
      Commitment: commitment,
      Commitment_Type: "Subcontract",
      Description: over.description ?? "Keyed by hand",
      Vendor: over.vendor ?? company.vendor.sageVendor,
      Job: company.project.job,
      Amount: toScale(sum(items.map(({ Amount }) => Amount)), 2),
      Commitment_Date: "2026-04-17",
    },
  ]);
  await sageRows(db, company, "JCM_MASTER__COMMITMENT_ITEM", items);
  return commitment;
}
