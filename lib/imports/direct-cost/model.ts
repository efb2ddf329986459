import { z } from "zod";
import type { Staged } from "#lib/core/import-type.ts";

/** One cost of a job as it is staged: amounts with two decimals, days YYYY-MM-DD. */
export const DirectCost = z.object({
  run: z.string(),
  sequence: z.string(),
  job: z.string(),
  extra: z.string(),
  costCode: z.string(),
  category: z.string(),
  type: z.string(),
  /** The accounting date, or the transaction's where there is none; null where Sage has neither. */
  date: z.string().nullable(),
  description: z.string(),
  units: z.string(),
  unitCost: z.string(),
  amount: z.string(),
  vendor: z.string(),
  invoice: z.string(),
  /** The company's settings name the category: the value is what Billing makes of the cost. */
  isBilledRate: z.boolean(),
  /** What goes to Procore; null while Billing has made nothing of it. */
  value: z.string().nullable(),
});
export type DirectCost = z.infer<typeof DirectCost>;

export const DirectCostHere = z.object({
  projectSourceId: z.string(),
  projectName: z.string(),
  /** Whether the costs of the project are imported now. */
  isOn: z.boolean(),
  /** The company that is linked to the vendor; null when none is, or the cost has no vendor. */
  companySourceId: z.string().nullable(),
  /** The extra is a sub job in Procore; true where the cost has none. */
  hasSubJob: z.boolean(),
});

/** The content of a staged record. Throws when it is none: rows are made by lib/db/staged-costs.ts alone. */
export function readDirectCost({ row, here }: Staged): DirectCost & { readonly here: z.infer<typeof DirectCostHere> } {
  return { ...DirectCost.parse(row), here: DirectCostHere.parse(here) };
}

/** Run and sequence are Sage's key of a transaction; together they are the tie of the direct cost. */
export const keyOf = ({ run, sequence }: Pick<DirectCost, "run" | "sequence">): string => `${run}/${sequence}`;
