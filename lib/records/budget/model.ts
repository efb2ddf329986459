import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { type EstimateGroup, estimateGroups, inCents } from "#lib/core/estimates.ts";
import { codeKey, type Facts } from "#lib/core/facts.ts";
import { entry } from "#lib/core/finding-makers.ts";
import { isDecimal, isZero, type Money, subtract, sum } from "#lib/core/money.ts";

const Decimal = z.string().refine(isDecimal, "not a decimal string");

/** One line of the budget: the original amount on one budget code. `extra` is the sub job, "" for none. */
export const BudgetLine = z.object({
  sourceId: z.string(),
  description: z.string().default(""),
  extra: z.string().default(""),
  costCode: z.string(),
  category: z.string(),
  amount: Decimal,
});
export type BudgetLine = z.infer<typeof BudgetLine>;

/** The budget of a project as the item's revision holds it; a project has one, so it goes by the project's id. */
export const Budget = z.object({
  sourceId: z.string(),
  projectSourceId: z.string(),
  isLocked: z.boolean(),
  isDeleted: z.boolean().default(false),
  lines: z.array(BudgetLine),
});
export type Budget = z.infer<typeof Budget>;

/** The body of a stored revision. Throws when it is none: bodies are written by `decode` alone. */
export function readBudget(body: Json): Budget {
  return Budget.parse(body);
}

/** Sum of the original amounts; "0" without lines. */
export function linesTotal(budget: Budget): Money {
  return sum(budget.lines.map((line) => line.amount));
}

/** True once originals of this budget were proved in Sage: what goes after that is only what is new. */
export function hasGone(facts: Facts): boolean {
  return (facts.carried?.times ?? 0) > 0;
}

/**
 * What would go to Sage: the first time every combination with its original amount, later the difference to what went, and
 * only where there is one or the combination is new.
 */
export function newAmounts(budget: Budget, facts: Facts): readonly EstimateGroup[] {
  const groups = estimateGroups(budget.lines);
  if (!hasGone(facts)) return groups;
  const went = (group: EstimateGroup) => entry(facts.carried?.amounts ?? {}, codeKey(group));
  return groups
    .map((group) => ({ ...group, amount: inCents(subtract(group.amount, went(group) ?? "0")) }))
    .filter((group) => !isZero(group.amount) || !(went(group) ?? entry(facts.categories, codeKey(group))));
}
