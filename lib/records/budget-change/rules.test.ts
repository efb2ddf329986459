import { describe, expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { Facts, ParentFacts } from "#lib/core/facts.ts";
import { aBudgetChange, aLine, aParent, someFacts, someFields } from "#lib/records/budget-change/fixtures.ts";
import type { BudgetChange, BudgetChangeLine } from "#lib/records/budget-change/model.ts";
import { rules } from "#lib/records/budget-change/rules.ts";

/** What is changed against the clean budget change. */
type Case = {
  readonly head?: Partial<BudgetChange>;
  readonly line?: Partial<BudgetChangeLine>;
  readonly lines?: readonly BudgetChangeLine[];
  readonly fields?: Readonly<Record<string, string>>;
  readonly facts?: Partial<Facts>;
  readonly parent?: Partial<ParentFacts>;
  readonly profile?: Partial<CompanyProfile>;
};

function findings({ head, line, lines, fields, facts, parent, profile }: Case) {
  const body = aBudgetChange({ lines: lines ?? [aLine(1, line)], ...head });
  const known = someFacts({ profile: CompanyProfile.parse(profile ?? {}), parent: aParent(parent), ...facts });
  return rules(body, someFields(fields), known);
}

const clean = someFacts();
const notYet = { isProved: false };
const onExtra = { extra: "PARK", costCode: "26-090" };
type Row = readonly [code: string, severity: "blocks" | "warns" | "informs", good: Case, bad: Case, sentence: string];
const table: readonly Row[] = [
  [
    "mirror.unread",
    "blocks",
    {},
    { facts: { asOf: { ...clean.asOf, jobs: null } } },
    "Sage has not been read yet: jobs.",
  ],
  ["status.deleted", "blocks", {}, { head: { isDeleted: true } }, "Budget change 3 was deleted in Procore."],
  [
    "status.not_approved",
    "blocks",
    { head: { status: "Approved" } },
    { head: { status: "under_review" } },
    "Status is “under_review”; a budget change goes to Sage when it is approved.",
  ],
  ["parent.unknown", "blocks", {}, { facts: { parent: null } }, "The project's budget is not known here."],
  [
    "parent.not_accepted",
    "blocks",
    { parent: { ...notYet, state: "outbox" } },
    { parent: { ...notYet, state: "ready", isAccepted: false } },
    "The budget is “Ready to Export”; it has to be accepted before its changes.",
  ],
  [
    "parent.not_proved",
    "informs",
    {},
    { parent: { ...notYet, state: "exporting" } },
    "The budget is not posted in Sage and read back yet; this waits for it.",
  ],
  [
    "parent.not_proved",
    "warns",
    {},
    { parent: { ...notYet, state: "held" } },
    "The budget is not posted in Sage and read back yet; this waits for it.",
  ],
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
    "currency.foreign",
    "blocks",
    {},
    { head: { foreignCurrency: "CAD" } },
    "The budget change is in CAD; Sage's amounts are in the company's own currency.",
  ],
  ["lines.none", "blocks", {}, { lines: [] }, "Budget change 3 has no lines; Sage needs one at least."],
  [
    "lines.total_differs",
    "blocks",
    { lines: [aLine(1), aLine(2, { amount: "-100.25" })], head: { total: "0.00" } },
    { head: { total: "1.00" } },
    "The lines add up to 100.25, the budget change's total is 1.00.",
  ],
  [
    "lines.summed",
    "informs",
    { lines: [aLine(1), aLine(2)] },
    { lines: [aLine(1), aLine(2), aLine(1)] },
    "Lines 1 and 3 are on one combination; Sage gets their sum, 200.50.",
  ],
  [
    "sub_job.off",
    "blocks",
    { line: onExtra },
    { line: onExtra, profile: { exportSubJobBudgetLines: false } },
    "Line 1 is on sub job PARK; this company does not send budget lines of sub jobs.",
  ],
  ["category.missing", "blocks", {}, { line: { category: "" } }, "Line 1 has no category; Sage needs one."],
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
    { line: { costCode: "26-090" } },
    "Line 1: 26-090 S is new on job 24-01 in Sage; this line creates it.",
  ],
  [
    "amount.digits",
    "blocks",
    { line: { amount: "-99999999.99" } },
    { line: { amount: "-100000000.00" } },
    "Line 1: amount is -100000000.00; Sage takes 8 digits before and 2 after the point.",
  ],
  [
    "amount.digits",
    "blocks",
    { lines: [aLine(1, { amount: "50000000.00" }), aLine(1, { amount: "49999999.99" })] },
    { lines: [aLine(1, { amount: "50000000.00" }), aLine(1, { amount: "50000000.00" })] },
    "Lines 1 and 2: amount is 100000000.00; Sage takes 8 digits before and 2 after the point.",
  ],
  ["amount.negative", "informs", {}, { line: { amount: "-5.00" } }, "Line 1: the amount is negative (-5.00)."],
  ["date.missing", "blocks", {}, { fields: { date: "" } }, "The date is empty; Sage needs one."],
  ["date.invalid", "blocks", {}, { fields: { date: "2026-02-30" } }, "The date “2026-02-30” is not a date."],
  ["date.future", "warns", {}, { fields: { date: "2026-05-21" } }, "The date 2026-05-21 is after today (2026-05-20)."],
];

describe.each(table)("%s %s", (code, severity, good, bad, sentence) => {
  const of = (given: Case) =>
    findings(given).filter((finding) => finding.code === `budget_change.${code}` && finding.severity === severity);
  test("is not said of the good one", () => expect(of(good)).toEqual([]));
  test("is said of the bad one", () => expect(of(bad).map((finding) => finding.sentence)).toEqual([sentence]));
});

test("a clean budget change has no finding, also on a job whose original estimate is finalized", () => {
  expect(findings({})).toEqual([]);
});
