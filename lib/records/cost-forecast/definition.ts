import type { Json } from "#lib/core/canonical-json.ts";
import { codeKey, type FactsQuery, type ParentKey } from "#lib/core/facts.ts";
import { isGateOpen } from "#lib/core/gates.ts";
import type { RecordType } from "#lib/core/record-type.ts";
import { changedGroups, readForecast } from "#lib/records/cost-forecast/model.ts";
import { preview } from "#lib/records/cost-forecast/preview.ts";
import { budgetKind, decode, procoreKind } from "#lib/records/cost-forecast/procore.ts";
import { rules } from "#lib/records/cost-forecast/rules.ts";
import { encode } from "#lib/records/cost-forecast/sage300.ts";
import { details, lines } from "#lib/records/cost-forecast/view.ts";

/**
 * Cost forecasts: two columns of a budget view of the project to two amounts of every category of its job in Sage, off until
 * the company wants them. The existing tool has them as a box on the budget's Accept (domain/procore-erp-tool.md 4.7). Here
 * the forecast is an item of its own beside the budget, its parent, and both may be accepted in one selection: it is written
 * at another time, through another door and with another proof than the budget, so it has to have a state of its own; and a
 * forecast can be rejected without the budget. Nothing is set at Accept: Sage's amounts have no date.
 * Forecasts move all the time: one that moved after it was proved is reopened and goes again, with what changed.
 * A family of its own: a sheet that waits to be keyed must not keep the changes of the budget from Sage. That the budget goes
 * first is the parent's doing, and no other document writes these amounts.
 */
export const costForecast: RecordType = {
  id: "cost_forecast",
  label: { one: "Cost forecast", many: "Cost forecasts" },
  rung: "budget",
  sourceKinds: [{ kind: procoreKind, label: "Cost forecast", hasNoOrigin: true }],
  parentKinds: [budgetKind],
  exportFields: [],
  erpNoun: "cost forecast in Sage",
  isOff: (profile) => !isGateOpen("costForecasts", profile),
  decode,
  factsQuery,
  prefill: () => ({}),
  rules,
  encode,
  preview,
  lines,
  details,
  parent,
  familyKey: (erpId) => `forecast:${erpId.split("/")[0] ?? ""}`,
  hasMore: (body, facts) => changedGroups(readForecast(body), facts).length > 0,
};

function parent(body: Json): ParentKey {
  return { sourceKinds: [budgetKind], sourceId: readForecast(body).projectSourceId, unlessGone: true };
}

/** Each combination once, also those that an accepted budget is about to make. */
function factsQuery(body: Json): FactsQuery {
  const { projectSourceId, lines: all } = readForecast(body);
  const codes = new Map(
    all.map(({ extra, costCode, category }) => [codeKey({ extra, costCode, category }), { extra, costCode, category }]),
  );
  return {
    projectSourceId,
    vendorSourceId: null,
    codes: [...codes.values()],
    erpIds: [],
    standsOn: true,
    estimates: true,
    carried: true,
    parent: parent(body),
  };
}
