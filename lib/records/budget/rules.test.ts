import { describe, expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { Facts } from "#lib/core/facts.ts";
import { aBudget, aLine, someFacts, someFields } from "#lib/records/budget/fixtures.ts";
import type { Budget, BudgetLine } from "#lib/records/budget/model.ts";
import { rules } from "#lib/records/budget/rules.ts";

/** What is changed against the clean budget. */
type Case = {
  readonly head?: Partial<Budget>;
  readonly line?: Partial<BudgetLine>;
  readonly lines?: readonly BudgetLine[];
  readonly fields?: Readonly<Record<string, string>>;
  readonly facts?: Partial<Facts>;
  readonly profile?: Partial<CompanyProfile>;
};

function findings({ head, line, lines, fields, facts, profile }: Case) {
  const body = aBudget({ lines: lines ?? [aLine(1, line)], ...head });
  return rules(body, someFields(fields), someFacts({ profile: CompanyProfile.parse(profile ?? {}), ...facts }));
}

const clean = someFacts();
const finalized = { job: "24-01", inSage: { description: "", status: "In progress", isEstimateFinalized: true } };
const onExtra = { extra: "PARK", costCode: "26-090" };
type Row = readonly [code: string, severity: "blocks" | "warns" | "informs", good: Case, bad: Case, sentence: string];
const table: readonly Row[] = [
  [
    "mirror.unread",
    "blocks",
    {},
    { facts: { asOf: { ...clean.asOf, codes: null } } },
    "Sage has not been read yet: codes.",
  ],
  [
    "status.unlocked",
    "blocks",
    {},
    { head: { isLocked: false } },
    "The budget is unlocked; it goes to Sage when it is locked.",
  ],
  ["status.deleted", "blocks", {}, { head: { isDeleted: true } }, "The budget has no lines any more in Procore."],
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
  [
    "job.finalized",
    "blocks",
    { facts: { job: finalized }, line: { amount: "0.00" } },
    { facts: { job: finalized } },
    "The original estimate of job 24-01 is finalized in Sage; the job takes changes only.",
  ],
  ["lines.none", "blocks", {}, { lines: [] }, "The budget has no lines; Sage needs one at least."],
  [
    "lines.nothing_new",
    "blocks",
    { facts: { carried: { times: 1, amounts: { "|26-010|S": "1000.00" } } } },
    { facts: { carried: { times: 1, amounts: { "|26-010|S": "1250.50" } } } },
    "All of the budget went to Sage before; there is nothing new to send.",
  ],
  ["lines.zero_total", "warns", {}, { line: { amount: "0.00" } }, "The budget adds up to zero."],
  [
    "lines.removed",
    "warns",
    { facts: { carried: { times: 1, amounts: { "|26-020|S": "0.00" } } } },
    { facts: { carried: { times: 1, amounts: { "|26-020|S": "5.00" } } } },
    "26-020 S went to Sage with 5.00 and is no longer in the budget; it stays in Sage.",
  ],
  [
    "lines.summed",
    "informs",
    { lines: [aLine(1), aLine(2)] },
    { lines: [aLine(1), aLine(2), aLine(1)] },
    "Lines 1 and 3 are on one combination; Sage gets their sum, 2501.00.",
  ],
  [
    "sub_job.off",
    "blocks",
    { line: onExtra },
    { line: onExtra, profile: { exportSubJobBudgetLines: false } },
    "Line 1 is on sub job PARK; this company does not send budget lines of sub jobs.",
  ],
  [
    "extra.not_on_job",
    "blocks",
    { line: onExtra },
    { line: { extra: "ROOF" } },
    "Line 1: extra ROOF does not exist on job 24-01 in Sage.",
  ],
  ["cost_code.missing", "blocks", {}, { line: { costCode: "" } }, "Line 1 has no cost code; Sage needs one."],
  ["category.missing", "blocks", {}, { line: { category: "" } }, "Line 1 has no category; Sage needs one."],
  [
    "category.too_long",
    "blocks",
    {},
    { line: { category: "SUBC" } },
    "Line 1: category has 4 characters; Sage takes 3.",
  ],
  [
    "category.not_standard",
    "blocks",
    {},
    { line: { category: "X" } },
    "Line 1: category X is not a standard category in Sage.",
  ],
  [
    "cost_code.misshapen",
    "blocks",
    {},
    { line: { costCode: "26010" } },
    "Line 1: cost code 26010 has 1 section; Sage's codes have 2, like 00-000.",
  ],
  [
    "cost_code.group",
    "blocks",
    {},
    { line: { costCode: "26-000" } },
    "Line 1: 26-000 is a group code in Sage and takes no cost.",
  ],
  [
    "cost_code.not_standard",
    "blocks",
    { line: { costCode: "26-090" } },
    { line: { costCode: "31-100" } },
    "Line 1: cost code 31-100 is neither on job 24-01 in Sage nor on Sage's standard list.",
  ],
  [
    "combination.new",
    "informs",
    {},
    { line: { costCode: "26-090" }, profile: { zeroLinesForNewCodes: false } },
    "Line 1: 26-090 S is new on job 24-01 in Sage; this line creates it.",
  ],
  [
    "amount.digits",
    "blocks",
    { line: { amount: "99999999.99" } },
    { line: { amount: "100000000.00" } },
    "Line 1: amount is 100000000.00; Sage takes 8 digits before and 2 after the point.",
  ],
  [
    "amount.digits",
    "blocks",
    { line: { amount: "-99999999.99" } },
    { line: { amount: "0.005" } },
    "Line 1: amount is 0.005; Sage takes 8 digits before and 2 after the point.",
  ],
  ["amount.negative", "informs", {}, { line: { amount: "-5.00" } }, "Line 1: the amount is negative (-5.00)."],
  [
    "estimate.in_sage",
    "warns",
    {
      facts: {
        carried: { times: 1, amounts: { "|26-010|S": "5.00" } },
        categories: { "|26-010|S": { originalEstimate: "5.00", approvedChanges: "0.00" } },
      },
    },
    { facts: { categories: { "|26-010|S": { originalEstimate: "5.00", approvedChanges: "0.00" } } } },
    "Sage holds original estimates on 1 of 1 combinations, the first on 26-010 S (5.00); the budget is added to them.",
  ],
  ["date.missing", "blocks", {}, { fields: { date: "" } }, "The date is empty; Sage needs one."],
  ["date.invalid", "blocks", {}, { fields: { date: "2026-02-30" } }, "The date “2026-02-30” is not a date."],
  ["date.future", "warns", {}, { fields: { date: "2026-05-21" } }, "The date 2026-05-21 is after today (2026-05-20)."],
  [
    "caution.not_acknowledged",
    "blocks",
    { fields: { caution: "" }, facts: { carried: { times: 1, amounts: { "|26-010|S": "5.00" } } } },
    { fields: { caution: "" } },
    "After this export the Sage estimate can never be imported into the budget in Procore; that has to be acknowledged.",
  ],
];

describe.each(table)("%s %s", (code, severity, good, bad, sentence) => {
  const of = (given: Case) =>
    findings(given).filter((finding) => finding.code === `budget.${code}` && finding.severity === severity);
  test("is not said of the good one", () => expect(of(good)).toEqual([]));
  test("is said of the bad one", () => expect(of(bad).map((finding) => finding.sentence)).toEqual([sentence]));
});

test("a clean budget has no finding", () => {
  expect(findings({})).toEqual([]);
});
