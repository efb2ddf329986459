import type { SeedBudget, SeedBudgetChange, SeedBudgetLine, SeedForecast } from "#drizzle/seed/model.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import { sum, toScale } from "#lib/core/money.ts";

/** The budget as the connector puts it together from Procore's answers (lib/connectors/procore/budget-lists.ts). */
export function rawBudget({ project, locked, lines }: SeedBudget, updatedAt = "2026-05-20T10:11:12Z"): Json {
  return {
    id: String(project.id),
    project_id: String(project.id),
    locked,
    rows: lines.map((line) => ({
      id: line.id,
      original_budget_amount: line.amount,
      description: null,
      ...coded(line),
    })),
    updated_at: updatedAt,
    deleted_at: lines.length === 0 ? updatedAt : null,
  };
}

/** The budget change as the connector puts it together. */
export function rawBudgetChange(one: SeedBudgetChange, updatedAt = "2026-05-20T10:11:12Z"): Json {
  return {
    id: one.id,
    project_id: String(one.project.id),
    number: one.number,
    title: one.title,
    description: one.description,
    status: one.status,
    amount: toScale(sum(one.lines.map((line) => line.amount)), 2),
    lines: one.lines.map((line) => ({ id: String(line.id), description: null, amount: line.amount, ...coded(line) })),
    updated_at: updatedAt,
  };
}

/** The cost forecast as the connector puts it together (lib/connectors/procore/forecast-lists.ts). */
export function rawForecast({ project, locked, lines }: SeedForecast, updatedAt = "2026-05-20T10:11:12Z"): Json {
  return {
    id: String(project.id),
    project_id: String(project.id),
    locked,
    view: "Cost Forecast",
    has_at_completion: true,
    has_to_complete: true,
    rows: lines.map((line) => ({
      id: line.id,
      description: null,
      estimated_cost_at_completion: line.atCompletion,
      forecast_to_complete: line.toComplete,
      ...coded(line),
    })),
    updated_at: updatedAt,
    deleted_at: lines.length === 0 ? updatedAt : null,
  };
}

function coded(line: Omit<SeedBudgetLine, "amount">): { readonly [key: string]: Json } {
  const biller = { type: "SubJob", code: line.extra ?? "", origin_id: line.extra ?? "" };
  const code = { code: line.costCode, full_code: line.costCode, name: line.costCodeName };
  return {
    cost_code: line.extra ? { ...code, biller_type: "SubJob", biller } : code,
    line_item_type: { code: line.category },
  };
}
