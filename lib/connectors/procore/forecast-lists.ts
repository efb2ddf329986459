import {
  budgetViews,
  isBudgetLocked,
  viewRows,
  type WholeReading,
  withCodes,
} from "#lib/connectors/procore/budget-lists.ts";
import type { ProcoreClient } from "#lib/connectors/procore/client.ts";
import { isRow, type Row } from "#lib/connectors/procore/pages.ts";
import type { Json } from "#lib/core/canonical-json.ts";

const AT_COMPLETION = "Estimated Cost at Completion";
const TO_COMPLETE = "Forecast to Complete";

/**
 * The cost forecast of a project as one record `{ id: the project's, project_id, locked, view, has_at_completion,
 * has_to_complete, rows }`, read through the first budget view that has a column named exactly "Estimated Cost at
 * Completion"; without such a view through the first one, and the record says that the column is missing. "Forecast to
 * Complete" is the view's column of that name, else the forecast of the budget line itself. Nothing tells that a forecast
 * moved, so it is read as often as budgets are. A project without budget lines gives a deleted record
 * (domain/procore-rest-api.md 3.1, 4.4; domain/procore-erp-tool.md 4.7).
 */
export async function forecastReading(client: ProcoreClient, projectId: string): Promise<WholeReading> {
  const locked = await isBudgetLocked(client, projectId);
  return {
    mark: String(locked),
    records: async () => {
      const { view, rows } = await forecastView(client, projectId);
      const deleted_at = rows.length === 0 ? new Date().toISOString() : null;
      const has_at_completion = rows.some((row) => Object.hasOwn(row, AT_COMPLETION));
      const has_to_complete = rows.some((row) => Object.hasOwn(row, TO_COMPLETE) || lineForecast(row) !== null);
      const named = await withCodes(client, projectId, rows, (row) => ({
        id: row.id ?? null,
        description: row.description ?? null,
        estimated_cost_at_completion: row[AT_COMPLETION] ?? null,
        forecast_to_complete: Object.hasOwn(row, TO_COMPLETE) ? (row[TO_COMPLETE] ?? null) : lineForecast(row),
      }));
      const own = { id: projectId, project_id: projectId, locked, view: view?.name ?? null };
      return [{ ...own, has_at_completion, has_to_complete, rows: named, deleted_at }];
    },
  };
}

async function forecastView(client: ProcoreClient, projectId: string): Promise<{ view?: Row; rows: readonly Row[] }> {
  let first: { view: Row; rows: readonly Row[] } | null = null;
  for (const view of await budgetViews(client, projectId)) {
    const found = { view, rows: await viewRows(client, projectId, view) };
    // Every view has a row for every budget line: without lines there is nothing to look for.
    if (found.rows.length === 0 || found.rows.some((row) => Object.hasOwn(row, AT_COMPLETION))) return found;
    first ??= found;
  }
  return first ?? { rows: [] };
}

function lineForecast(row: Row): Json {
  return isRow(row.budget_forecast) ? (row.budget_forecast.amount ?? null) : null;
}
