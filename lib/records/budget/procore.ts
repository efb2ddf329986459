import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { toScale } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import {
  codeOf,
  DecimalText,
  extraOf,
  Id,
  inOrder,
  moneyOf,
  problemOf,
  RawCodedLine,
} from "#lib/core/procore-values.ts";
import type { Head } from "#lib/core/record-type.ts";
import { Budget, type BudgetLine, linesTotal } from "#lib/records/budget/model.ts";

export const procoreKind = "budgets";

const RawLine = RawCodedLine.extend({ original_budget_amount: DecimalText.nullish() });
const RawBudget = z.object({
  id: Id,
  project_id: Id,
  locked: z.boolean(),
  updated_at: z.iso.datetime({ offset: true }),
  deleted_at: z.string().nullish(),
  rows: z.array(RawLine),
});

/**
 * The budget of a project as the connector puts it together (lib/connectors/procore/budget-lists.ts): Procore answers whether
 * it is locked in one place, gives its lines only as detail rows of a budget view, and names their codes by id. There is no
 * id of the budget itself, no author and no moment of change: it goes by the project's id and is compared by content
 * (domain/procore-rest-api.md 3.1, 3.3, 4.4). Refuses with `input.invalid` naming the first field that cannot be read.
 */
export function decode(sourceKind: string, raw: Json): Outcome<{ body: Json; head: Head }> {
  if (sourceKind !== procoreKind)
    return refuse("input.invalid", { field: "kind", problem: `“${sourceKind}” is not a kind of budget` });
  const read = RawBudget.safeParse(raw);
  if (!read.success) return refuse("input.invalid", problemOf(read.error));
  const found = read.data;
  const budget = Budget.parse({
    sourceId: found.id,
    projectSourceId: found.project_id,
    isLocked: found.locked,
    isDeleted: Boolean(found.deleted_at),
    lines: inOrder(found.rows).map(lineOf),
  });
  return ok({ body: budget, head: headOf(budget, found.updated_at) });
}

function lineOf(line: z.infer<typeof RawLine>): BudgetLine {
  const extra = extraOf(line);
  return {
    sourceId: line.id,
    description: line.description || (line.cost_code?.name ?? ""),
    extra,
    ...codeOf(line, extra),
    amount: moneyOf(line.original_budget_amount ?? "0"),
  };
}

function headOf(budget: Budget, updatedAt: string): Head {
  return {
    sourceKind: procoreKind,
    sourceId: budget.sourceId,
    projectSourceId: budget.projectSourceId,
    vendorSourceId: null,
    vendorName: null,
    number: "Budget",
    title: "Original budget",
    amount: toScale(linesTotal(budget), 2),
    status: budget.isLocked ? "Locked" : "Unlocked",
    isApproved: budget.isLocked && !budget.isDeleted,
    authors: [],
    updatedAt,
  };
}
