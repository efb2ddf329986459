import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import type { EntryScreen, Expectation, ExportDocument, SageWrite } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import type { Money } from "#lib/core/money.ts";
import { toScale } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { documentTag } from "#lib/core/sage-text.ts";
import {
  changedGroups,
  type ForecastGroup,
  inSageNow,
  nameOf,
  readForecast,
} from "#lib/records/cost-forecast/model.ts";

/** Digits before and after the point of a miscellaneous amount; signed (domain/sage-300-cre.md 9). */
export const amountLimit = { digits: 9, decimals: 2 } as const;
const table = "JCM_MASTER__CATEGORY";
/** What the two columns are called on the sheet. */
export const labels = {
  Msc_Cat_Amt_1: "Misc. amount 1 (Estimated Cost at Completion)",
  Msc_Cat_Amt_2: "Misc. amount 2 (Forecast to Complete)",
} as const;

/** The forecast goes by its job; what goes later has a number behind it, because every export has a name of its own. */
const erpIdOf = (job: string, times: number): string => (times === 0 ? job : `${job}/forecast ${times + 1}`);

/**
 * Sage has no import of forecasts (domain/sage-300-cre.md 6): the sheet that a person keys in, one screen for every
 * combination whose amounts change, or the same over SQL; and the proof, both amounts before and after. Units are never sent.
 * Refuses (`item.not_rendered`) without a job, before Sage's codes were read, without the two columns, with an amount that
 * cannot be written or when Sage holds all of it already; it does not repeat the rules.
 */
export function encode(
  body: Json,
  _fields: ExportFields,
  facts: Facts,
  revisionSha256: string,
): Outcome<ExportDocument> {
  const forecast = readForecast(body);
  const [job, door] = [facts.job?.job ?? "", facts.profile.costForecastDoor];
  const problem = problemOf(job, forecast.hasAtCompletion && forecast.hasToComplete, facts);
  if (problem !== null) return refuse("item.not_rendered", { problem });
  const groups = changedGroups(forecast, facts);
  if (groups.length === 0)
    return refuse("item.not_rendered", { problem: "Sage holds all amounts of the forecast already." });
  return ok({
    format: 1,
    companyId: facts.companyId,
    recordType: "cost_forecast",
    sourceId: forecast.sourceId,
    revisionSha256,
    operation: "create",
    erpId: erpIdOf(job, facts.carried?.times ?? 0),
    tag: documentTag(canonicalJson([revisionSha256, { door, job }])),
    files: [],
    ...wayOf(door, groups, job),
    expectations: groups.map((group) => expectationOf(group, job, facts)),
  });
}

function problemOf(job: string, hasColumns: boolean, facts: Facts): string | null {
  if (job === "") return "the project is not linked to a job.";
  if (facts.asOf.codes === null) return "Sage's cost codes have not been read yet.";
  return hasColumns ? null : "the budget view lacks a column of the forecast.";
}

function wayOf(door: "attended" | "database", groups: readonly ForecastGroup[], job: string): Partial<ExportDocument> {
  return door === "attended"
    ? { door, sheet: groups.map((group) => screenOf(group, job)) }
    : { door, writes: groups.map((group) => writeOf(group, job)) };
}

type Amounts = { readonly atCompletion: Money; readonly toComplete: Money };
const valuesOf = ({ atCompletion, toComplete }: Amounts) => ({
  Msc_Cat_Amt_1: written(atCompletion),
  Msc_Cat_Amt_2: written(toComplete),
});
/** Cents are written out; what has more decimals is blocked by a rule and shown as it is. */
const written = (amount: Money): string => (/\.\d{3,}$/.test(amount) ? amount : toScale(amount, 2));
const placeOf = ({ extra, costCode, category }: ForecastGroup, job: string) => {
  return { Job: job, Extra: extra, Cost_Code: costCode, Category: category };
};

/** The category's own screen; the way to it is not verified on a live Sage. */
function screenOf(group: ForecastGroup, job: string): EntryScreen {
  const values = valuesOf(group);
  const fields = [
    { label: "Job", value: job },
    { label: "Extra", value: group.extra },
    { label: "Cost code", value: group.costCode },
    { label: "Category", value: group.category },
    { label: labels.Msc_Cat_Amt_1, value: values.Msc_Cat_Amt_1 },
    { label: labels.Msc_Cat_Amt_2, value: values.Msc_Cat_Amt_2 },
  ];
  return {
    title: `Job Cost > Setup > Cost Codes > Categories, job ${job}: ${nameOf(group)}`,
    fields: fields.filter(({ value }) => value !== ""),
  };
}

function writeOf(group: ForecastGroup, job: string): SageWrite {
  return { table, operation: "update", key: placeOf(group, job), values: valuesOf(group) };
}

function expectationOf(group: ForecastGroup, job: string, facts: Facts): Expectation {
  const { category } = group;
  return {
    table,
    unpostedTable: null,
    key: placeOf(group, job),
    rowKey: ["Category"],
    columns: { Msc_Cat_Amt_1: "number", Msc_Cat_Amt_2: "number" },
    before: [{ Category: category, ...valuesOf(inSageNow(group, facts)) }],
    rows: [{ Category: category, ...valuesOf(group) }],
  };
}
