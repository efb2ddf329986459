import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { toScale } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import {
  codeOf,
  extraOf,
  Id,
  inOrder,
  moneyOf,
  NumberOrZero,
  problemOf,
  RawCodedLine,
  Text,
} from "#lib/core/procore-values.ts";
import type { Head } from "#lib/core/record-type.ts";
import { Forecast, type ForecastLine, linesTotal } from "#lib/records/cost-forecast/model.ts";

export const procoreKind = "cost_forecasts";
/** What a forecast belongs to: the budget of its project, which goes by the project's id as well. */
export const budgetKind = "budgets";

// A formula without a result is an empty cell.
const RawLine = RawCodedLine.extend({ estimated_cost_at_completion: NumberOrZero, forecast_to_complete: NumberOrZero });
const RawForecast = z.object({
  id: Id,
  project_id: Id,
  locked: z.boolean(),
  view: Text,
  has_at_completion: z.boolean(),
  has_to_complete: z.boolean(),
  updated_at: z.iso.datetime({ offset: true }),
  deleted_at: z.string().nullish(),
  rows: z.array(RawLine),
});

/**
 * The forecast of a project as the connector puts it together from a budget view (lib/connectors/procore/forecast-lists.ts).
 * Procore has no forecast document: two columns of a view hold it, known by their names alone, and it goes by the project's
 * id (domain/procore-rest-api.md 3.1, 4.4; domain/procore-erp-tool.md 4.7). Refuses with `input.invalid` naming the first
 * field that cannot be read.
 */
export function decode(sourceKind: string, raw: Json): Outcome<{ body: Json; head: Head }> {
  if (sourceKind !== procoreKind)
    return refuse("input.invalid", { field: "kind", problem: `“${sourceKind}” is not a kind of cost forecast` });
  const read = RawForecast.safeParse(raw);
  if (!read.success) return refuse("input.invalid", problemOf(read.error));
  const found = read.data;
  const forecast = Forecast.parse({
    sourceId: found.id,
    projectSourceId: found.project_id,
    isLocked: found.locked,
    isDeleted: Boolean(found.deleted_at),
    view: found.view,
    hasAtCompletion: found.has_at_completion,
    hasToComplete: found.has_to_complete,
    lines: inOrder(found.rows).map(lineOf),
  });
  return ok({ body: forecast, head: headOf(forecast, found.updated_at) });
}

function lineOf(line: z.infer<typeof RawLine>): ForecastLine {
  const extra = extraOf(line);
  return {
    sourceId: line.id,
    description: line.description || (line.cost_code?.name ?? ""),
    extra,
    ...codeOf(line, extra),
    atCompletion: moneyOf(line.estimated_cost_at_completion),
    toComplete: moneyOf(line.forecast_to_complete),
  };
}

function headOf(forecast: Forecast, updatedAt: string): Head {
  return {
    sourceKind: procoreKind,
    sourceId: forecast.sourceId,
    projectSourceId: forecast.projectSourceId,
    parentSourceId: forecast.projectSourceId,
    vendorSourceId: null,
    vendorName: null,
    number: "Forecast",
    title: "Cost forecast",
    amount: toScale(linesTotal(forecast), 2),
    status: forecast.isLocked ? "Budget locked" : "Budget unlocked",
    isApproved: forecast.isLocked && !forecast.isDeleted,
    authors: [],
    updatedAt,
  };
}
