import { forecastCells } from "#drizzle/seed/cost-forecasts.ts";
import type { Entry } from "#drizzle/seed/ledger.ts";
import { readBudget } from "#lib/records/budget/model.ts";
import { readBudgetChange } from "#lib/records/budget-change/model.ts";

type Row = Readonly<Record<string, unknown>>;
type Coded = (projectId: number, line: { readonly costCode: string; readonly category: string }) => Row;

/** Budgets as the Procore simulator holds them. */
export function budgetRows(entries: readonly Entry[], coded: Coded): readonly Row[] {
  const cells = forecastCells(entries);
  return entries
    .filter(({ story }) => story.other?.kind === "budgets")
    .map(({ story: { project, madeAt }, revision }) => {
      const { isLocked, lines } = readBudget(revision.body);
      const line_items = lines.map((line) => ({
        id: Number(line.sourceId),
        ...coded(project.id, line),
        original_budget_amount: line.amount,
        ...cells.get(line.sourceId),
      }));
      const stamps = { created_at: madeAt, updated_at: madeAt };
      return { id: project.id + 2_000_000, project_id: project.id, locked: isLocked, line_items, ...stamps };
    });
}

/** Budget changes as the Procore simulator holds them. */
export function budgetChangeRows(entries: readonly Entry[], coded: Coded): readonly Row[] {
  return entries
    .filter(({ story }) => story.other?.kind === "budget_changes")
    .map(({ story: { project, madeAt }, revision }) => {
      const { sourceId, number, title, status, lines } = readBudgetChange(revision.body);
      const adjustment_line_items = lines.map((line) => ({
        id: Number(line.sourceId),
        ...coded(project.id, line),
        amount: line.amount,
      }));
      const stamps = { created_at: madeAt, updated_at: madeAt };
      const own = { id: Number(sourceId), project_id: project.id, number: Number(number), title, status };
      return { ...own, adjustment_line_items, ...stamps };
    });
}
