import { describe, expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { Facts } from "#lib/core/facts.ts";
import { laneOf } from "#lib/core/findings.ts";
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
const linkedTo = (row: { name: string; status: string } | null, id = "LUMEN") =>
  withVendor({ link: { vendor: id, inSage: row } });
const onJob = (status: string): Case => ({
  facts: { job: { job: "24-01", inSage: { description: "North Clinic", status } } },
});
const asOf = (overrides: Partial<Facts["asOf"]>): Case => ({ facts: { asOf: { ...clean.asOf, ...overrides } } });
const _priced = (quantity: string, unitCost: string, amount: string): Case => ({
  line: { quantity, unitCost, amount },
});

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
    "mirror.unread",
    "blocks",
    {},
    asOf({ codes: null, vendors: null }),
    "sage",
    "Sage has not been read yet: codes, vendors.",
  ],
  [
    "mirror.stale",
    "warns",
    asOf({ jobs: "2026-05-19T00:10:00Z" }),
    asOf({ jobs: "2026-05-18T23:00:00Z" }),
    "sage",
    "Sage was last read on 2026-05-18, more than a day ago.",
  ],
  [
    "status.deleted",
    "blocks",
    {},
    { head: { isDeleted: true } },
    "status",
    "Subcontract SC-0007 was deleted in Procore.",
  ],
  [
    "status.not_approved",
    "blocks",
    { head: { status: "Complete" } },
    { head: { status: "Draft" } },
    "status",
    "Status is “Draft”; a subcontract goes to Sage when it is Approved or Complete.",
  ],
  [
    "status.not_approved",
    "blocks",
    { head: { kind: "purchase_order" } },
    { head: { kind: "purchase_order", status: "Complete" } },
    "status",
    "Status is “Complete”; a purchase order goes to Sage when it is Approved.",
  ],
  ["number.missing", "blocks", { head: { number: "1" } }, { head: { number: "" } }, "number", "Number is empty."],
  [
    "number.too_long",
    "blocks",
    { head: { number: "123456789012" } },
    { head: { number: "1234567890123" } },
    "number",
    "Number has 13 characters; Sage takes 12.",
  ],
  ["title.missing", "blocks", { head: { title: "A" } }, { head: { title: "" } }, "title", "Title is empty."],
  [
    "title.too_long",
    "blocks",
    { head: { title: "x".repeat(30) } },
    { head: { title: "x".repeat(34) } },
    "title",
    "Title has 34 characters; Sage takes 30.",
  ],
  [
    "retainage.out_of_range",
    "blocks",
    { head: { retainagePercent: "100" } },
    { head: { retainagePercent: "100.5" } },
    "retainagePercent",
    "Retainage is 100.5 %; Sage takes 0 to 100.",
  ],
  [
    "retainage.out_of_range",
    "blocks",
    { head: { retainagePercent: "0" } },
    { head: { retainagePercent: "-1" } },
    "retainagePercent",
    "Retainage is -1 %; Sage takes 0 to 100.",
  ],
  [
    "retainage.digits",
    "blocks",
    { head: { retainagePercent: "7.1234" } },
    { head: { retainagePercent: "7.12345" } },
    "retainagePercent",
    "Retainage is 7.12345 %; Sage takes 4 digits after the point.",
  ],
  [
    "currency.foreign",
    "blocks",
    {},
    { head: { foreignCurrency: "CAD" } },
    "currency",
    "The contract is in CAD; Sage's amounts are in the company's own currency.",
  ],
  ["vendor.missing", "blocks", {}, { head: { vendor: null } }, "vendor", "There is no contract company."],
  [
    "vendor.unknown",
    "blocks",
    {},
    { facts: { vendor: null } },
    "vendor",
    "Lumen Works has not been read from Procore yet.",
  ],
  ["vendor.inactive", "blocks", {}, withVendor({ isActive: false }), "vendor", "Lumen Works is inactive in Procore."],
  [
    "vendor.not_linked",
    "blocks",
    {},
    withVendor({ link: null }),
    "vendor",
    "Lumen Works is not linked to a vendor in Sage.",
  ],
  [
    "vendor.not_in_sage",
    "blocks",
    {},
    linkedTo(null),
    "vendor",
    "Lumen Works is linked to vendor LUMEN, which is no longer in Sage.",
  ],
  [
    "vendor.inactive_in_sage",
    "blocks",
    linkedTo({ name: "Lumen", status: "" }),
    linkedTo({ name: "Lumen", status: "Inactive" }),
    "vendor",
    "Vendor LUMEN (Lumen) is “Inactive” in Sage.",
  ],
  [
    "vendor_id.too_long",
    "blocks",
    linkedTo({ name: "L", status: "Active" }, "V123456789"),
    linkedTo({ name: "L", status: "Active" }, "V1234567890"),
    "vendor",
    "The vendor's Sage id has 11 characters; Sage takes 10.",
  ],
  [
    "project.not_linked",
    "blocks",
    {},
    { facts: { job: null } },
    "project",
    "Project 24-01 North Clinic is not linked to a job in Sage.",
  ],
  [
    "job.not_in_sage",
    "blocks",
    {},
    { facts: { job: { job: "24-01", linkedAt: "2026-05-20T15:00:00Z", inSage: null } } },
    "project",
    "Project 24-01 North Clinic was linked to job 24-01 after Sage's jobs were last read.",
  ],
  [
    "job.not_in_sage",
    "blocks",
    {},
    { facts: { job: { job: "24-01", inSage: null } } },
    "project",
    "Project 24-01 North Clinic is linked to job 24-01, which is no longer in Sage.",
  ],
  ["job.closed", "blocks", onJob("Unstarted"), onJob("Closed"), "project", "Job 24-01 is closed in Sage."],
  [
    "job_id.too_long",
    "blocks",
    {},
    { facts: { job: { job: "24-01-00001", inSage: { description: "", status: "" } } } },
    "project",
    "The job's Sage id has 11 characters; Sage takes 10.",
  ],
  ["lines.none", "blocks", {}, { lines: [] }, "lines", "Subcontract SC-0007 has no lines; Sage needs one at least."],
  [
    "lines.total_differs",
    "blocks",
    { head: { grandTotal: "1250.5" } },
    { head: { grandTotal: "1250.51" } },
    "lines",
    "The lines add up to 1250.50, the contract's total is 1250.51.",
  ],
  [
    "lines.zero_total",
    "warns",
    { line: { amount: "0.01" } },
    { line: { amount: "0.00" } },
    "lines",
    "The lines add up to zero.",
  ],
  [
    "lines.duplicate",
    "informs",
    { lines: [aLine(1), aLine(1, { description: "Other" })] },
    { lines: [aLine(1), aLine(1, { amount: "5.00" })] },
    "lines.2.description",
    "Line 2 has the code and the description of line 1; both are sent.",
  ],
  [
    "sage_id.missing",
    "blocks",
    {},
    { fields: { sageId: "" } },
    "export.sageId",
    "The Sage ID is empty; Sage needs one.",
  ],
  [
    "sage_id.too_long",
    "blocks",
    { fields: { sageId: "123456789012" } },
    { fields: { sageId: "1234567890123" } },
    "export.sageId",
    "The Sage ID has 13 characters; Sage takes 12.",
  ],
  [
    "sage_id.character",
    "blocks",
    { fields: { sageId: "A-1./_" } },
    { fields: { sageId: "SC 7" } },
    "export.sageId",
    "The Sage ID has “ ” at position 3; letters, digits and - . / _ are allowed.",
  ],
  [
    "sage_id.capitals",
    "blocks",
    { fields: { sageId: "sc-7" }, profile: { capitalIds: false } },
    { fields: { sageId: "sc-7" } },
    "export.sageId",
    "The Sage ID is sc-7; Sage stores ids in capitals: SC-7.",
  ],
  [
    "sage_id.taken",
    "blocks",
    { fields: { sageId: "CONSTRUCTOR" } },
    { facts: { takenErpIds: { "SC-0007": "a subcontract of Apex" } } },
    "export.sageId",
    "The Sage ID SC-0007 is taken: a subcontract of Apex.",
  ],
  [
    "sage_id.taken",
    "blocks",
    {},
    { fields: { sageId: "sc-0007" }, profile: { capitalIds: false }, facts: { takenErpIds: { "SC-0007": "Apex" } } },
    "export.sageId",
    "The Sage ID sc-0007 is taken: Apex.",
  ],
  [
    "date.missing",
    "blocks",
    {},
    { fields: { date: "" } },
    "export.date",
    "The commitment date is empty; Sage needs one.",
  ],
  [
    "date.invalid",
    "blocks",
    { fields: { date: "2024-02-29" } },
    { fields: { date: "2026-02-29" } },
    "export.date",
    "The commitment date “2026-02-29” is not a date.",
  ],
  [
    "date.future",
    "warns",
    { fields: { date: "2026-05-20" } },
    { fields: { date: "2026-05-21" } },
    "export.date",
    "The commitment date 2026-05-21 is after today (2026-05-20).",
  ],
  [
    "description.missing",
    "warns",
    {},
    { fields: { description: "" } },
    "export.description",
    "The description for Sage is empty.",
  ],
  [
    "description.too_long",
    "blocks",
    { fields: { description: "x".repeat(30) } },
    { fields: { description: "x".repeat(31) } },
    "export.description",
    "The description for Sage has 31 characters; Sage takes 30.",
  ],
  [
    "description.character",
    "blocks",
    { fields: { description: "€ 5" } },
    { fields: { description: "a\u2028b" } },
    "export.description",
    "The description for Sage has a line separator (U+2028) at position 2; Sage's import cannot carry it.",
  ],
];

test("the clean item has nothing to say", () => {
  expect(findings({})).toEqual([]);
});

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

test("findings carry the time of the data they looked at", () => {
  const [finding] = findings({ line: { category: "M" } });
  expect(finding?.asOf).toBe(clean.asOf.codes);
  expect(findings(withVendor({ link: null }))[0]).toMatchObject({
    asOf: clean.asOf.vendors,
    fixer: "admin",
    fix: { action: "link-vendor", target: "555" },
  });
  expect(findings({ head: { title: "" } })[0]).toMatchObject({
    asOf: null,
    fixer: "project",
    fix: { action: "open-source" },
  });
  expect(findings({ fields: { sageId: "" } })[0]).toMatchObject({
    fix: { action: "change-export-field", target: "sageId" },
  });
});

test("what was never read is said once, not line by line", () => {
  const never = { jobs: null, codes: null, vendors: null, commitments: null, changeOrders: null, invoices: null };
  const nothing = { costCodes: {}, categories: {}, standardCostCodes: {}, standardCategories: {} };
  const job = { job: "24-01", inSage: null };
  const unread = findings({ lines: [aLine(1), aLine(2)], facts: { asOf: never, job, ...nothing } });
  expect(unread.map((finding) => finding.code)).toEqual(["commitment.mirror.unread"]);
  expect(unread[0]?.sentence).toBe("Sage has not been read yet: jobs, codes, vendors, commitments.");
});

test("lanes: informed is clean, warned is looked at, blocked is blocked", () => {
  expect(laneOf(findings({ line: { category: "M" } }))).toBe("clean");
  expect(laneOf(findings({ fields: { description: "" } }))).toBe("look");
  expect(laneOf(findings({ head: { title: "" } }))).toBe("blocked");
});

test("too many lines for item numbers of five digits", () => {
  const line = aLine(1);
  const many = (count: number) =>
    findings({ lines: Array.from({ length: count }, () => line) }).map((finding) => finding.code);
  expect(many(100_000)).toContain("commitment.lines.too_many");
  expect(many(20)).not.toContain("commitment.lines.too_many");
});
