import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { isDecimal, type Money, sum } from "#lib/core/money.ts";

const Decimal = z.string().refine(isDecimal, "not a decimal string");

/** One adjustment of one budget code. `extra` is the sub job, "" for none. */
export const BudgetChangeLine = z.object({
  sourceId: z.string(),
  description: z.string().default(""),
  extra: z.string().default(""),
  costCode: z.string(),
  category: z.string(),
  amount: Decimal,
});
export type BudgetChangeLine = z.infer<typeof BudgetChangeLine>;

/** A change of a project's budget as the item's revision holds it; a transfer has lines that add up to zero. */
export const BudgetChange = z.object({
  sourceId: z.string(),
  projectSourceId: z.string(),
  number: z.string(),
  title: z.string(),
  description: z.string().default(""),
  status: z.string(),
  isDeleted: z.boolean().default(false),
  /** The document's currency where it is not the company's own, else "". */
  foreignCurrency: z.string().default(""),
  total: Decimal,
  lines: z.array(BudgetChangeLine),
});
export type BudgetChange = z.infer<typeof BudgetChange>;

/** The body of a stored revision. Throws when it is none: bodies are written by `decode` alone. */
export function readBudgetChange(body: Json): BudgetChange {
  return BudgetChange.parse(body);
}

/** Sum of the adjustments; "0" without lines. */
export function linesTotal(change: BudgetChange): Money {
  return sum(change.lines.map((line) => line.amount));
}

export function isApproved(change: BudgetChange): boolean {
  return change.status.toLowerCase() === "approved";
}
