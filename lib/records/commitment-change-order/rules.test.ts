import { describe, expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { Facts, ParentFacts } from "#lib/core/facts.ts";
import { blocks } from "#lib/core/findings.ts";
import {
  aChangeOrder,
  aLine,
  anItem,
  aParent,
  someFacts,
  someFields,
} from "#lib/records/commitment-change-order/fixtures.ts";
import type { ChangeOrder, ChangeOrderLine } from "#lib/records/commitment-change-order/model.ts";
import { rules } from "#lib/records/commitment-change-order/rules.ts";

/** What is changed against the clean change order. */
type Case = {
  readonly head?: Partial<ChangeOrder>;
  readonly line?: Partial<ChangeOrderLine>;
  readonly lines?: readonly ChangeOrderLine[];
  readonly fields?: Readonly<Record<string, string>>;
  readonly facts?: Partial<Facts>;
  readonly parent?: Partial<ParentFacts>;
  readonly profile?: Partial<CompanyProfile>;
};

function findings({ head, line, lines, fields, facts, parent, profile }: Case) {
  const changeOrder = aChangeOrder({ lines: lines ?? [aLine(1, line)], ...head });
  const known = someFacts({ profile: CompanyProfile.parse(profile ?? {}), parent: aParent(parent), ...facts });
  return rules(changeOrder, someFields(fields), known);
}

const clean = someFacts();
const notYet = { isProved: false, inSage: null };
type Row = readonly [code: string, severity: "blocks" | "warns" | "informs", good: Case, bad: Case, sentence: string];
const priced = (quantity: string, amount: string): Case => ({
  lines: [aLine(4, { quantity, unitCost: "12.5", amount })],
});
const many = (amount: string): Case => ({ lines: [aLine(1, { amount }), aLine(1, { amount })] });

const table: readonly Row[] = [
  [
    "mirror.unread",
    "blocks",
    {},
    { facts: { asOf: { ...clean.asOf, commitments: null } } },
    "Sage has not been read yet: commitments.",
  ],
  ["status.deleted", "blocks", {}, { head: { isDeleted: true } }, "Change order 001 was deleted in Procore."],
  [
    "status.not_approved",
    "blocks",
    { head: { status: "Approved" } },
    { head: { status: "pending" } },
    "Status is “pending”; a change order goes to Sage when it is approved.",
  ],
  [
    "parent.unknown",
    "blocks",
    {},
    { facts: { parent: null } },
    "The commitment that it changes, contract 90101 in Procore, is not known here.",
  ],
  [
    "parent.not_accepted",
    "blocks",
    { parent: { state: "outbox", isProved: false } },
    { parent: { ...notYet, state: "ready", isAccepted: false } },
    "Commitment SC-0007 is “Ready to Export”; it has to be accepted before its change orders.",
  ],
  [
    "parent.not_proved",
    "informs",
    {},
    { parent: { ...notYet, state: "exporting" } },
    "Commitment SC-0007 is not Synced yet; this waits for it.",
  ],
  [
    "parent.not_proved",
    "warns",
    {},
    { parent: { ...notYet, state: "failed" } },
    "Commitment SC-0007 is not Synced yet; this waits for it.",
  ],
  [
    "parent.items_unread",
    "blocks",
    { parent: { ...notYet, state: "exporting", items: [] } },
    { parent: { items: [] } },
    "The items of SC-0007 have not been read from Sage yet.",
  ],
  ["parent.closed", "blocks", {}, { parent: { inSage: { isClosed: true } } }, "Commitment SC-0007 is closed in Sage."],
  [
    "vendor.differs",
    "blocks",
    { head: { vendor: { sourceId: "555", name: "Lumen Works" } } },
    { head: { vendor: { sourceId: "9", name: "Oakfield" } } },
    "Oakfield is not the contract company of SC-0007; Sage changes the commitment of its own vendor.",
  ],
  ["number.missing", "blocks", {}, { head: { number: "" } }, "Number is empty."],
  [
    "number.too_long",
    "blocks",
    { head: { number: "12345" } },
    { head: { number: "123456" } },
    "Number has 6 characters; Sage takes 5.",
  ],
  ["title.missing", "blocks", {}, { head: { title: "" } }, "Title is empty."],
  [
    "title.too_long",
    "blocks",
    { head: { title: "x".repeat(30) } },
    { head: { title: "x".repeat(31) } },
    "Title has 31 characters; Sage takes 30.",
  ],
  [
    "description.not_whole",
    "warns",
    { head: { description: "x".repeat(1000) } },
    { head: { description: "x".repeat(1001) } },
    "The description has 1001 characters; Sage's scope gets the first 1000.",
  ],
  [
    "description.not_whole",
    "warns",
    { head: { description: "two\nlines" } },
    { head: { description: '2" pipe' } },
    "The description has characters that Sage's import cannot carry; it stays in Procore.",
  ],
  [
    "currency.foreign",
    "blocks",
    {},
    { head: { foreignCurrency: "CAD" } },
    "The change order is in CAD; Sage's amounts are in the company's own currency.",
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
  ["lines.none", "blocks", {}, { lines: [] }, "Change order 001 has no lines; Sage needs one at least."],
  [
    "lines.total_differs",
    "blocks",
    {},
    { head: { grandTotal: "1.00" } },
    "The lines add up to 100.25, the change order's total is 1.00.",
  ],
  ["lines.zero_total", "warns", {}, { line: { amount: "0.00" } }, "The lines add up to zero."],
  [
    "lines.negative_total",
    "informs",
    {},
    { line: { amount: "-5.00" } },
    "The change order takes -5.00 off the commitment.",
  ],
  ["amount.negative", "informs", {}, { line: { amount: "-5.00" } }, "Line 1: the amount is negative (-5.00)."],
  [
    "amount.digits",
    "blocks",
    { line: { amount: "999999999.99" } },
    { line: { amount: "1000000000.00" } },
    "Line 1: amount is 1000000000.00; Sage takes 9 digits before and 2 after the point.",
  ],
  [
    "quantity.digits",
    "blocks",
    { line: { quantity: "1.2345" } },
    { line: { quantity: "1.23456" } },
    "Line 1: quantity is 1.23456; Sage takes 8 digits before and 4 after the point.",
  ],
  [
    "unit_cost.digits",
    "blocks",
    { line: { unitCost: "1.2345" } },
    { line: { unitCost: "1.23456" } },
    "Line 1: unit cost is 1.23456; Sage takes 6 digits before and 4 after the point.",
  ],
  [
    "unit.too_long",
    "blocks",
    { line: { unit: "sq yds" } },
    { line: { unit: "sq yard" } },
    "Line 1: unit of measure has 7 characters; Sage takes 6.",
  ],
  [
    "line_description.too_long",
    "blocks",
    { line: { description: "x".repeat(30) } },
    { line: { description: "x".repeat(31) } },
    "Line 1: description has 31 characters; Sage takes 30.",
  ],
  [
    "line_description.character",
    "blocks",
    {},
    { line: { description: '2" pipe' } },
    "Line 1: description has a double quote at position 2; Sage's import cannot carry it.",
  ],
  ["cost_code.missing", "blocks", {}, { line: { costCode: "" } }, "Line 1 has no cost code; Sage needs one."],
  ["category.missing", "blocks", {}, { line: { category: "" } }, "Line 1 has no category; Sage needs one."],
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
    { line: { costCode: "26-090" } },
    "Line 1: 26-090 S is new on job 24-01 in Sage; it will be created by a zero line.",
  ],
  [
    "item.new",
    "informs",
    {},
    { line: { category: "M" } },
    "Line 1: 26-010 M is not on SC-0007; item 6 is made for it.",
  ],
  [
    "item.no_number",
    "blocks",
    {},
    { line: { category: "M" }, parent: { items: [anItem(1, { item: 99_999 })] } },
    "Line 1: SC-0007 has no number left for a new item; Sage numbers 99999 at most.",
  ],
  ["item.summed", "informs", {}, many("10.00"), "Lines 1 and 2 change item 1 of SC-0007; Sage gets their sum, 20.00."],
  [
    "item.digits",
    "blocks",
    many("400000000.00"),
    many("600000000.00"),
    "Lines 1 and 2 add up to 1200000000.00 on item 1; Sage takes 9 digits before and 2 after the point.",
  ],
  [
    "item.ambiguous",
    "warns",
    {},
    { parent: { items: [anItem(1), anItem(1, { item: 7 })] } },
    "Line 1: SC-0007 has 26-010 S on items 1, 7; item 1 is changed.",
  ],
  [
    "item.unit_cost",
    "blocks",
    priced("2", "25.00"),
    priced("2", "26.00"),
    "Line 1: item 4 of SC-0007 keeps its unit cost; 2 × 12.5 is 25.00, the amount is 26.00.",
  ],
  ["sage_id.missing", "blocks", {}, { fields: { sageId: "" } }, "The change order ID is empty; Sage needs one."],
  [
    "sage_id.too_long",
    "blocks",
    { fields: { sageId: "12345" } },
    { fields: { sageId: "123456" } },
    "The change order ID has 6 characters; 5 are allowed.",
  ],
  [
    "sage_id.character",
    "blocks",
    { fields: { sageId: "A-1" } },
    { fields: { sageId: "A/1" } },
    "The change order ID has “/” at position 2; letters, digits and - . _ are allowed.",
  ],
  [
    "sage_id.capitals",
    "blocks",
    { fields: { sageId: "co1" }, profile: { capitalIds: false } },
    { fields: { sageId: "co1" } },
    "The change order ID is co1; Sage stores ids in capitals: CO1.",
  ],
  [
    "sage_id.taken",
    "blocks",
    { facts: { takenErpIds: { "SC-0008/001": "x" } } },
    { facts: { takenErpIds: { "SC-0007/001": "“Other” in Sage" } } },
    "The change order ID 001 of SC-0007 is taken: “Other” in Sage.",
  ],
  ["date.missing", "blocks", {}, { fields: { date: "" } }, "The transaction date is empty; Sage needs one."],
  [
    "date.invalid",
    "blocks",
    {},
    { fields: { date: "2026-02-30" } },
    "The transaction date “2026-02-30” is not a date.",
  ],
  [
    "date.future",
    "blocks",
    { fields: { date: "2026-05-20" } },
    { fields: { date: "2026-05-21" } },
    "The transaction date 2026-05-21 is after today (2026-05-20); Sage takes none in the future.",
  ],
  ["sage_description.missing", "warns", {}, { fields: { description: "" } }, "The description for Sage is empty."],
  [
    "sage_description.too_long",
    "blocks",
    { fields: { description: "x".repeat(30) } },
    { fields: { description: "x".repeat(31) } },
    "The description for Sage has 31 characters; Sage takes 30.",
  ],
];

describe.each(table)("%s %s", (code, severity, good, bad, sentence) => {
  const of = (given: Case) =>
    findings(given).filter((finding) => finding.code === `change_order.${code}` && finding.severity === severity);
  test("is not said of the good one", () => expect(of(good)).toEqual([]));
  test("is said of the bad one", () => expect(of(bad).map((finding) => finding.sentence)).toEqual([sentence]));
});

test("a clean change order only says that nobody may have the commitment open", () => {
  expect(findings({}).map(({ code, severity }) => [code, severity])).toEqual([
    ["change_order.caution.open_in_sage", "informs"],
  ]);
});

test("a code that the commitment has is not new to the job, also before Sage shows it", () => {
  const given = {
    line: { costCode: "26-090" },
    parent: { ...notYet, state: "exporting" as const, items: [anItem(9)] },
  };
  expect(findings(given).map(({ code }) => code)).toEqual([
    "change_order.parent.not_proved",
    "change_order.caution.open_in_sage",
  ]);
  expect(blocks(findings(given))).toEqual([]);
});
