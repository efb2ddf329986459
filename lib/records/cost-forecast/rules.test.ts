import { describe, expect, test } from "vitest";
import type { CompanyProfile } from "#lib/core/company-profile.ts";
import { type Facts, noTotals } from "#lib/core/facts.ts";
import { aForecast, aLine, aParent, aProfile, someFacts } from "#lib/records/cost-forecast/fixtures.ts";
import type { Forecast, ForecastLine } from "#lib/records/cost-forecast/model.ts";
import { rules } from "#lib/records/cost-forecast/rules.ts";

/** What is changed against the clean forecast. */
type Case = {
  readonly head?: Partial<Forecast>;
  readonly line?: Partial<ForecastLine>;
  readonly lines?: readonly ForecastLine[];
  readonly facts?: Partial<Facts>;
  readonly profile?: Partial<CompanyProfile>;
};

function findings({ head, line, lines, facts, profile }: Case) {
  const body = aForecast({ lines: lines ?? [aLine(1, line)], ...head });
  return rules(body, {}, someFacts({ profile: aProfile(profile), ...facts }));
}

const clean = someFacts();
const waiting = aParent({ state: "ready", isProved: false, isAccepted: false });
const underWay = aParent({ state: "exporting", isProved: false });
const stuck = aParent({ state: "failed", isProved: false });
const held = (amounts: object) => ({ categories: { "|26-010|S": { ...noTotals, ...amounts } } });
type Row = readonly [code: string, severity: "blocks" | "warns" | "informs", good: Case, bad: Case, sentence: string];
const table: readonly Row[] = [
  [
    "mirror.unread",
    "blocks",
    {},
    { facts: { asOf: { ...clean.asOf, codes: null } } },
    "Sage has not been read yet: codes.",
  ],
  ["off", "blocks", {}, { profile: { exportCostForecast: false } }, "This company does not send cost forecasts."],
  [
    "status.unlocked",
    "blocks",
    {},
    { head: { isLocked: false } },
    "The budget is unlocked; its forecast goes to Sage when it is locked.",
  ],
  ["status.deleted", "blocks", {}, { head: { isDeleted: true } }, "The budget has no lines any more in Procore."],
  [
    "column.at_completion_missing",
    "blocks",
    {},
    { head: { hasAtCompletion: false } },
    "No budget view of the project has a column with exactly the name “Estimated Cost at Completion”; the forecast is read by it.",
  ],
  [
    "column.to_complete_missing",
    "blocks",
    {},
    { head: { hasToComplete: false } },
    "The budget view “Cost Forecast” has no column “Forecast to Complete” and no forecast on its lines.",
  ],
  ["parent.unknown", "blocks", {}, { facts: { parent: null } }, "The project's budget is not known here."],
  [
    "parent.not_accepted",
    "blocks",
    { facts: { parent: underWay } },
    { facts: { parent: waiting } },
    "The budget is “Ready to Export”; it has to be accepted before its forecast.",
  ],
  [
    "parent.not_proved",
    "informs",
    {},
    { facts: { parent: underWay } },
    "The budget is not Synced yet; this waits for it.",
  ],
  ["parent.not_proved", "warns", {}, { facts: { parent: stuck } }, "The budget is not Synced yet; this waits for it."],
  [
    "project.not_linked",
    "blocks",
    {},
    { facts: { job: null } },
    "Project 24-01 North Clinic is not linked to a job in Sage.",
  ],
  [
    "job.closed",
    "blocks",
    {},
    { facts: { job: { job: "24-01", inSage: { description: "", status: "Closed" } } } },
    "Job 24-01 is closed in Sage.",
  ],
  ["lines.none", "blocks", {}, { lines: [] }, "The budget has no lines to forecast."],
  [
    "lines.nothing_new",
    "blocks",
    { facts: held({ miscAmount1: "1250.50", miscAmount2: "100.24" }) },
    { facts: held({ miscAmount1: "1250.50", miscAmount2: "100.25" }) },
    "Sage holds all amounts of the forecast already; there is nothing to write.",
  ],
  [
    "lines.summed",
    "informs",
    { lines: [aLine(1), aLine(2)] },
    { lines: [aLine(1), aLine(2), aLine(1)] },
    "Lines 1 and 3 are on one combination; Sage gets their sums, 2501.00 at completion and 200.50 to complete.",
  ],
  ["cost_code.missing", "blocks", {}, { line: { costCode: "" } }, "Line 1 has no cost code; Sage needs one."],
  ["category.missing", "blocks", {}, { line: { category: "" } }, "Line 1 has no category; Sage needs one."],
  [
    "combination.not_on_job",
    "blocks",
    { line: { extra: "PARK" } },
    { line: { category: "M" } },
    "Line 1: 26-010 M does not exist on job 24-01 in Sage; a forecast makes no codes.",
  ],
  [
    "combination.not_on_job",
    "blocks",
    { line: { category: "M", atCompletion: "0.00", toComplete: "0.00" } },
    { line: { extra: "ROOF" } },
    "Line 1: ROOF 26-010 S does not exist on job 24-01 in Sage; a forecast makes no codes.",
  ],
  [
    "amount.digits",
    "blocks",
    { line: { atCompletion: "-999999999.99" } },
    { line: { atCompletion: "1000000000.00" } },
    "Line 1: Estimated Cost at Completion is 1000000000.00; Sage takes 9 digits before and 2 after the point.",
  ],
  [
    "amount.digits",
    "blocks",
    { line: { toComplete: "999999999.99" } },
    { line: { toComplete: "0.005" } },
    "Line 1: Forecast to Complete is 0.005; Sage takes 9 digits before and 2 after the point.",
  ],
  [
    "amount.negative",
    "informs",
    {},
    { line: { toComplete: "-5.00" } },
    "Line 1: Forecast to Complete is negative (-5.00).",
  ],
];

describe.each(table)("%s %s", (code, severity, good, bad, sentence) => {
  const of = (given: Case) =>
    findings(given).filter((finding) => finding.code === `cost_forecast.${code}` && finding.severity === severity);
  test("is not said of the good one", () => expect(of(good)).toEqual([]));
  test("is said of the bad one", () => expect(of(bad).map((finding) => finding.sentence)).toEqual([sentence]));
});

test("a clean forecast has no finding", () => {
  expect(findings({})).toEqual([]);
});

test("a budget that waits in the inbox may be accepted together with it, and may bring the codes", () => {
  const found = findings({ line: { category: "M" }, facts: { parent: waiting } });
  expect(found.map(({ code, fix }) => [code, fix.action])).toEqual([
    ["cost_forecast.parent.not_accepted", "accept-parent"],
  ]);
});
