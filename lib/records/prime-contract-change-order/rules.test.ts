import { describe, expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { Facts } from "#lib/core/facts.ts";
import {
  aLine,
  anItem,
  aPrimeChange,
  someFacts,
  someFields,
} from "#lib/records/prime-contract-change-order/fixtures.ts";
import type { PrimeChangeLine, PrimeChangeOrder } from "#lib/records/prime-contract-change-order/model.ts";
import { rules } from "#lib/records/prime-contract-change-order/rules.ts";

/** What is changed against the clean change order. */
type Case = {
  readonly head?: Partial<PrimeChangeOrder>;
  readonly line?: Partial<PrimeChangeLine>;
  readonly item?: Parameters<typeof anItem>[1];
  readonly fields?: Readonly<Record<string, string>>;
  readonly facts?: Partial<Facts>;
  readonly profile?: Partial<CompanyProfile>;
};
const contract = (...items: ReturnType<typeof anItem>[]) => ({
  number: "P-1",
  title: "North Clinic",
  erpId: "24-01-P",
  items,
});
function findings({ head, line, item, fields, facts, profile }: Case) {
  const known = someFacts({ profile: CompanyProfile.parse(profile ?? {}), ...facts });
  const changed = { lines: [aLine(1, line)], ...(item ? { contract: contract(anItem(1, item)) } : {}), ...head };
  return rules(aPrimeChange(changed), someFields(fields), known);
}

const noPointer = { contractLineSourceId: null };
const read = someFacts().asOf;
const foreign = { foreignCurrency: "CAD" };
type Row = readonly [code: string, severity: "blocks" | "warns" | "informs", good: Case, bad: Case, sentence: string];
const table: readonly Row[] = [
  [
    "version.too_old",
    "blocks",
    { profile: { sageVersion: "17.1.10" } },
    { profile: { sageVersion: "17.1.3" } },
    "This company's Sage is 17.1.3; prime contract change orders need 17.1.4 or newer.",
  ],
  ["mirror.unread", "blocks", {}, { facts: { asOf: { ...read, jobs: null } } }, "Sage has not been read yet: jobs."],
  ["status.deleted", "blocks", {}, { head: { isDeleted: true } }, "Change order PC001 was deleted in Procore."],
  [
    "status.not_approved",
    "blocks",
    { head: { status: "Approved" } },
    { head: { status: "pending" } },
    "Status is “pending”; a change order goes to Sage when it is approved.",
  ],
  [
    "contract.unknown",
    "blocks",
    {},
    { head: { contract: null } },
    "Prime contract 95001 cannot be read in Procore; it was deleted, or the service account may not see it.",
  ],
  [
    "contract.not_imported",
    "blocks",
    {},
    { head: { contract: { ...contract(), erpId: "" } } },
    "Prime contract P-1 was not imported from Sage; it has no Sage id.",
  ],
  ["number.missing", "blocks", {}, { head: { number: "" } }, "Number is empty."],
  [
    "number.too_long",
    "blocks",
    { head: { number: "x".repeat(20) } },
    { head: { number: "x".repeat(21) } },
    "Number has 21 characters; 20 are allowed.",
  ],
  ["title.missing", "blocks", {}, { head: { title: "" } }, "Title is empty."],
  [
    "title.too_long",
    "blocks",
    { head: { title: "x".repeat(255) } },
    { head: { title: "x".repeat(256) } },
    "Title has 256 characters; 255 are allowed.",
  ],
  [
    "currency.foreign",
    "blocks",
    {},
    { head: foreign },
    "The change order is in CAD; Sage's amounts are in the company's own currency.",
  ],
  [
    "project.not_linked",
    "blocks",
    {},
    { facts: { job: null } },
    "Project 24-01 North Clinic is not linked to a job in Sage.",
  ],
  ["lines.none", "blocks", {}, { head: { lines: [] } }, "Change order PC001 has no lines; Sage needs one at least."],
  [
    "lines.total_differs",
    "blocks",
    {},
    { head: { grandTotal: "1.00" } },
    "The lines add up to 100.25, the change order's total is 1.00.",
  ],
  [
    "lines.zero_total",
    "blocks",
    {},
    { line: { amount: "0.00" } },
    "The lines add up to zero; the contract's total would not show in Sage that the change is there.",
  ],
  [
    "lines.negative_total",
    "informs",
    {},
    { line: { amount: "-5.00" } },
    "The change order takes -5.00 off the contract.",
  ],
  [
    "total.digits",
    "blocks",
    { head: { lines: [aLine(1, { amount: "900000000.00" })] } },
    { head: { lines: [aLine(1, { amount: "900000000.00" }), aLine(2, { amount: "900000000.00" })] } },
    "The total is 1800000000; Sage takes 9 digits before and 2 after the point.",
  ],
  [
    "item.missing",
    "blocks",
    { line: { contractLineSourceId: "7002" } },
    { line: { contractLineSourceId: "1" } },
    "Line 1 points at a line that contract P-1 does not have any more.",
  ],
  [
    "item.missing",
    "blocks",
    { line: noPointer },
    { line: { ...noPointer, costCode: "99-000" } },
    "Line 1: contract P-1 has no line with 99-000 S.",
  ],
  [
    "item.ambiguous",
    "blocks",
    { line: noPointer },
    { line: noPointer, head: { contract: contract(anItem(1), anItem(2, { costCode: "26-010", item: "2000" })) } },
    "Line 1: contract P-1 has 26-010 S on items 1000, 2000.",
  ],
  [
    "item.by_code",
    "informs",
    {},
    { line: noPointer },
    "Line 1: Procore names no contract item; 1000 is the only one with 26-010 S.",
  ],
  [
    "item.no_origin",
    "blocks",
    {},
    { item: { item: "" } },
    "Line 1: line “Area 1” of contract P-1 has no Sage item id.",
  ],
  [
    "item.too_long",
    "blocks",
    { item: { item: "x".repeat(10) } },
    { item: { item: "x".repeat(11) } },
    `Line 1: contract item ${"x".repeat(11)} has 11 characters; Sage's have 10 at most.`,
  ],
  [
    "amount.digits",
    "blocks",
    { line: { amount: "999999999.99" } },
    { line: { amount: "1000000000.00" } },
    "Line 1: amount is 1000000000.00; Sage takes 9 digits before and 2 after the point.",
  ],
  [
    "markup.included",
    "informs",
    {},
    { line: { markup: "10.00" } },
    "Line 1: 10.00 of the amount is markup; Sage gets it in the contract, not in the estimate.",
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
    "The change order ID has a character that no id can have at position 2; letters, digits and - . _ are allowed.",
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
    { facts: { takenErpIds: { "24-02/PC001": "item 1 in this inbox" } } },
    { facts: { takenErpIds: { "24-01/PC001": "item 1 in this inbox" } } },
    "The change order ID PC001 of job 24-01 is taken: item 1 in this inbox.",
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
  [
    "sage_description.character",
    "blocks",
    { fields: { description: '8" main' } },
    { fields: { description: "two\nlines" } },
    "The description for Sage has blanks around it or characters that nobody can key.",
  ],
];

describe.each(table)("%s %s", (code, severity, good, bad, sentence) => {
  const of = (given: Case) =>
    findings(given).filter((finding) => finding.code === `prime_change_order.${code}` && finding.severity === severity);
  test("is not said of the good one", () => expect(of(good)).toEqual([]));
  test("is said of the bad one", () => expect(of(bad).map((finding) => finding.sentence)).toEqual([sentence]));
});

test("a clean one only says that it is no budget revision", () => {
  expect(findings({}).map(({ code, severity }) => [code, severity])).toEqual([
    ["prime_change_order.caution.no_budget", "informs"],
  ]);
});
