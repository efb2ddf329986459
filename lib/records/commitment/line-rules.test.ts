import { describe, expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { Facts } from "#lib/core/facts.ts";
import { aCommitment, aLine, someFacts, someFields } from "#lib/records/commitment/fixtures.ts";
import type { Commitment, CommitmentLine } from "#lib/records/commitment/model.ts";
import { rules } from "#lib/records/commitment/rules.ts";

/** What is changed against the clean item; `head` and `line` change the body, `profile` the company's profile. */
type Case = {
  readonly head?: Partial<Commitment>;
  readonly line?: Partial<CommitmentLine>;
  readonly lines?: readonly CommitmentLine[];
  readonly fields?: Readonly<Record<string, string>>;
  readonly facts?: Partial<Facts>;
  readonly profile?: Partial<CompanyProfile>;
};

function findings({ head, line, lines, fields, facts, profile }: Case) {
  const commitment = aCommitment({ lines: lines ?? [aLine(1, line)], ...head });
  return rules(commitment, someFields(fields), someFacts({ profile: CompanyProfile.parse(profile ?? {}), ...facts }));
}

const clean = someFacts();
const vendor = { id: "555", name: "Lumen Works", isActive: true, link: null };
const withVendor = (link: Partial<NonNullable<Facts["vendor"]>>): Case => ({
  facts: { vendor: { ...vendor, link: clean.vendor?.link ?? null, ...link } },
});
const _linkedTo = (row: { name: string; status: string } | null, id = "LUMEN") =>
  withVendor({ link: { vendor: id, inSage: row } });
const _onJob = (status: string): Case => ({
  facts: { job: { job: "24-01", inSage: { description: "North Clinic", status } } },
});
const _asOf = (overrides: Partial<Facts["asOf"]>): Case => ({ facts: { asOf: { ...clean.asOf, ...overrides } } });
const priced = (quantity: string, unitCost: string, amount: string): Case => ({ line: { quantity, unitCost, amount } });

type Row = readonly [
  code: string,
  severity: "blocks" | "warns" | "informs",
  good: Case,
  bad: Case,
  field: string,
  sentence: string,
];

const table: readonly Row[] = [
  [
    "line_description.too_long",
    "blocks",
    { line: { description: "x".repeat(30) } },
    { line: { description: "x".repeat(31) } },
    "lines.1.description",
    "Line 1: description has 31 characters; Sage takes 30.",
  ],
  [
    "line_description.character",
    "blocks",
    { line: { description: "Ø – “fine”" } },
    { line: { description: '3/4" pipe' } },
    "lines.1.description",
    "Line 1: description has a double quote at position 4; Sage's import cannot carry it.",
  ],
  [
    "line_description.blanks",
    "blocks",
    { line: { description: "a b" } },
    { line: { description: "a\u00a0" } },
    "lines.1.description",
    "Line 1: description begins or ends with a blank; Sage would drop it.",
  ],
  [
    "extra.too_long",
    "blocks",
    { line: { extra: "1234567890" } },
    { line: { extra: "12345678901" } },
    "lines.1.extra",
    "Line 1: extra has 11 characters; Sage takes 10.",
  ],
  [
    "extra.not_on_job",
    "blocks",
    { line: { extra: "P1" }, facts: { extras: { P1: { description: "" } } } },
    { line: { extra: "P2" } },
    "lines.1.extra",
    "Line 1: extra P2 does not exist on job 24-01 in Sage.",
  ],
  [
    "cost_code.missing",
    "blocks",
    {},
    { line: { costCode: "" } },
    "lines.1.costCode",
    "Line 1 has no cost code; Sage needs one.",
  ],
  [
    "cost_code.misshapen",
    "blocks",
    { line: { costCode: "31-100" } },
    { line: { costCode: "31.100" } },
    "lines.1.costCode",
    "Line 1: cost code 31.100 has “.”; this company's codes have “-” alone.",
  ],
  [
    "cost_code.misshapen",
    "blocks",
    {},
    { line: { costCode: "31" } },
    "lines.1.costCode",
    "Line 1: cost code 31 has 1 section; Sage's codes have 2, like 00-000.",
  ],
  [
    "cost_code.misshapen",
    "blocks",
    {},
    { line: { costCode: "31-10" } },
    "lines.1.costCode",
    "Line 1: cost code 31-10 has 2 characters in section 2; Sage's codes have 3, like 00-000.",
  ],
  [
    "cost_code.misshapen",
    "blocks",
    { line: { costCode: "31.100.1" }, profile: { costCodeDelimiter: ".", costCodeSections: [2, 3, 1] } },
    { line: { costCode: "31.100-1" }, profile: { costCodeDelimiter: "." } },
    "lines.1.costCode",
    "Line 1: cost code 31.100-1 has “-”; this company's codes have “.” alone.",
  ],
  [
    "cost_code.too_long",
    "blocks",
    { line: { costCode: "26-010" } },
    { line: { costCode: "26-010-00-0001" } },
    "lines.1.costCode",
    "Line 1: cost code has 14 characters; Sage takes 12.",
  ],
  [
    "cost_code.group",
    "blocks",
    {},
    { line: { costCode: "26-000" } },
    "lines.1.costCode",
    "Line 1: 26-000 is a group code in Sage and takes no cost.",
  ],
  [
    "cost_code.group",
    "blocks",
    {},
    { facts: { costCodes: { "|26-010": { description: "", isGroup: true } } } },
    "lines.1.costCode",
    "Line 1: 26-010 is a group code in Sage and takes no cost.",
  ],
  [
    "cost_code.not_standard",
    "blocks",
    { line: { costCode: "26-090" } },
    { line: { costCode: "31-100" } },
    "lines.1.costCode",
    "Line 1: cost code 31-100 is neither on job 24-01 in Sage nor on Sage's standard list.",
  ],
  [
    "category.missing",
    "blocks",
    {},
    { line: { category: "" } },
    "lines.1.category",
    "Line 1 has no category; Sage needs one.",
  ],
  [
    "category.too_long",
    "blocks",
    {},
    { line: { category: "SUBC" } },
    "lines.1.category",
    "Line 1: category has 4 characters; Sage takes 3.",
  ],
  [
    "category.not_standard",
    "blocks",
    { line: { category: "M" } },
    { line: { category: "X" } },
    "lines.1.category",
    "Line 1: category X is not a standard category in Sage.",
  ],
  [
    "combination.new",
    "informs",
    {},
    { line: { category: "M" } },
    "lines.1.costCode",
    "Line 1: 26-010 M is new on job 24-01 in Sage; it will be created by a zero line.",
  ],
  [
    "combination.new",
    "informs",
    {},
    { line: { costCode: "26-090" } },
    "lines.1.costCode",
    "Line 1: 26-090 S is new on job 24-01 in Sage; it will be created by a zero line.",
  ],
  [
    "combination.not_on_job",
    "blocks",
    { profile: { zeroLinesForNewCodes: false } },
    { line: { category: "M" }, profile: { zeroLinesForNewCodes: false } },
    "lines.1.costCode",
    "Line 1: 26-010 M does not exist on job 24-01 in Sage.",
  ],
  [
    "quantity.digits",
    "blocks",
    { line: { quantity: "99999999.9999" } },
    { line: { quantity: "1.00001" } },
    "lines.1.quantity",
    "Line 1: quantity is 1.00001; Sage takes 8 digits before and 4 after the point.",
  ],
  [
    "quantity.digits",
    "blocks",
    { line: { quantity: "-5" } },
    { line: { quantity: "100000000" } },
    "lines.1.quantity",
    "Line 1: quantity is 100000000; Sage takes 8 digits before and 4 after the point.",
  ],
  [
    "unit_cost.digits",
    "blocks",
    priced("2", "0.1234", "0.25"),
    priced("2", "0.12345", "0.25"),
    "lines.1.unitCost",
    "Line 1: unit cost is 0.12345; Sage takes 6 digits before and 4 after the point.",
  ],
  [
    "unit_cost.too_high",
    "blocks",
    priced("2", "999999.99", "1999999.98"),
    priced("2", "999999.995", "1999999.99"),
    "lines.1.unitCost",
    "Line 1: unit cost is 999999.995; Sage takes 999,999.99 at most.",
  ],
  [
    "unit_cost.too_high",
    "blocks",
    priced("1", "-999999.99", "-999999.99"),
    priced("1", "-999999.9999", "-1000000.00"),
    "lines.1.unitCost",
    "Line 1: unit cost is -999999.9999; Sage takes 999,999.99 at most.",
  ],
  [
    "unit.too_long",
    "blocks",
    { line: { unit: "sq yds" } },
    { line: { unit: "sq yard" } },
    "lines.1.unit",
    "Line 1: unit of measure has 7 characters; Sage takes 6.",
  ],
  [
    "amount.digits",
    "blocks",
    { line: { amount: "999999999.99" } },
    { line: { amount: "1000000000.00" } },
    "lines.1.amount",
    "Line 1: amount is 1000000000.00; Sage takes 9 digits before and 2 after the point.",
  ],
  [
    "amount.digits",
    "blocks",
    {},
    { line: { amount: "10.005" } },
    "lines.1.amount",
    "Line 1: amount is 10.005; Sage takes 9 digits before and 2 after the point.",
  ],
  [
    "amount.product",
    "blocks",
    priced("3", "0.3333", "1.00"),
    priced("3", "0.33", "1.00"),
    "lines.1.amount",
    "Line 1: 3 × 0.33 is 0.99, the amount is 1.00.",
  ],
  [
    "amount.product",
    "blocks",
    priced("10", "0", "1250.50"),
    priced("0", "5", "1.00"),
    "lines.1.amount",
    "Line 1: 0 × 5 is 0.00, the amount is 1.00.",
  ],
  [
    "amount.lump_sum",
    "warns",
    { ...priced("3", "2", "6.00"), profile: { checkUnitPrices: false } },
    { ...priced("3", "2", "7.00"), profile: { checkUnitPrices: false } },
    "lines.1.amount",
    "Line 1: 3 × 2 is 6.00, the amount is 7.00; it goes to Sage as an amount only.",
  ],
  [
    "amount.negative",
    "informs",
    {},
    { line: { amount: "-12.00" } },
    "lines.1.amount",
    "Line 1: the amount is negative (-12.00).",
  ],
  [
    "tax.not_sent",
    "warns",
    {},
    { line: { isTaxed: true } },
    "lines.1.tax",
    "Line 1 has a tax code in Procore; Sage gets the amount without a tax group.",
  ],
];

describe.each(table)("%s (%s) #%#", (code, severity, good, bad, field, sentence) => {
  test("is silent at the limit", () => {
    expect(findings(good).map((finding) => finding.code)).not.toContain(`commitment.${code}`);
  });
  test("speaks beyond it", () => {
    expect(findings(bad)).toContainEqual(
      expect.objectContaining({ code: `commitment.${code}`, severity, field, sentence }),
    );
  });
});
