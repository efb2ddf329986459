import { describe, expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { Facts, ParentFacts } from "#lib/core/facts.ts";
import { blocks } from "#lib/core/findings.ts";
import {
  aChangeOrder,
  aLine,
  anInvoice,
  anItem,
  aParent,
  someFacts,
  someFields,
} from "#lib/records/subcontractor-invoice/fixtures.ts";
import type { Invoice, InvoiceLine } from "#lib/records/subcontractor-invoice/model.ts";
import { rules } from "#lib/records/subcontractor-invoice/rules.ts";

/** What is changed against the clean invoice. */
type Case = {
  readonly head?: Partial<Invoice>;
  readonly line?: Partial<InvoiceLine>;
  readonly fields?: Readonly<Record<string, string>>;
  readonly facts?: Partial<Facts>;
  readonly parent?: Partial<ParentFacts>;
  readonly profile?: Partial<CompanyProfile>;
};

function findings({ head, line, fields, facts, parent, profile }: Case) {
  const invoice = anInvoice({ lines: [aLine(1, line), aLine(2)], ...head } as Parameters<typeof anInvoice>[0]);
  const known = someFacts({ profile: CompanyProfile.parse(profile ?? {}), parent: aParent(parent), ...facts });
  return rules(invoice, someFields(fields), known);
}

const clean = someFacts();
const notYet = { isProved: false, inSage: null };
const changed = { changeOrderSourceId: "60001", contractLineSourceId: "" };
const layout = { apLayout: "printed", apPrintedLayout: "" } as const;
const withoutRetainage = `API\nVendor\nInvoice\nDescription\nAmount\nInvoice Date\nAccounting Date
APD\nCommitment\nCommitment Line Item\nJob\nExtra\nCost Code\nCategory\nAmount\nDescription`;
type Row = readonly [code: string, severity: "blocks" | "warns" | "informs", good: Case, bad: Case, sentence: string];

const company: readonly Row[] = [
  [
    "mirror.unread",
    "blocks",
    {},
    { facts: { asOf: { ...clean.asOf, invoices: null } } },
    "Sage has not been read yet: invoices.",
  ],
  [
    "company.canada",
    "blocks",
    { profile: { country: "us" } },
    { profile: { country: "canada" } },
    "The company is in Canada; subcontractor invoices are not exported there.",
  ],
  [
    "company.tax_groups",
    "blocks",
    {},
    { profile: { importsTaxGroups: true } },
    "Sage's tax groups are imported into Procore; subcontractor invoices are not exported together with that.",
  ],
  [
    "layout.unknown",
    "blocks",
    { profile: { apLayout: "fixed" } },
    { profile: layout },
    "The export document cannot be made: the printed Import Format of AP invoices is not in the settings.",
  ],
  [
    "layout.no_place",
    "blocks",
    { profile: { ...layout, apPrintedLayout: `${withoutRetainage}\nRetainage` } },
    { profile: { ...layout, apPrintedLayout: withoutRetainage } },
    "The company's layout of AP invoices has no place for the retainage of line 1, 100.00.",
  ],
  [
    "layout.no_units",
    "informs",
    { line: { units: "2", unitCost: "500" }, profile: { apLayout: "c" } },
    { line: { units: "2", unitCost: "500" } },
    "The commitment is billed by quantity; the company's layout of AP invoices has no place for units, so that the amounts go alone.",
  ],
];

const head: readonly Row[] = [
  ["status.deleted", "blocks", {}, { head: { isDeleted: true } }, "Invoice LW-2031 was deleted in Procore."],
  [
    "status.not_approved",
    "blocks",
    { head: { status: "pending_owner_approval" } },
    { head: { status: "draft" } },
    "Status is “draft”; an invoice goes to Sage when it is approved, approved as noted or pending owner approval.",
  ],
  [
    "parent.unknown",
    "blocks",
    {},
    { facts: { parent: null } },
    "The commitment that it bills, contract 90101 in Procore, is not known here.",
  ],
  [
    "parent.not_accepted",
    "blocks",
    {},
    { parent: { ...notYet, isAccepted: false, state: "ready" } },
    "Commitment SC-0007 is “Ready to Export”; it has to be accepted before its invoices.",
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
    { parent: { ...notYet, state: "exporting" } },
    { parent: { ...notYet, state: "failed" } },
    "Commitment SC-0007 is not Synced yet; this waits for it.",
  ],
  [
    "parent.items_unread",
    "blocks",
    {},
    { parent: { items: [] } },
    "The items of SC-0007 have not been read from Sage yet.",
  ],
  ["parent.closed", "blocks", {}, { parent: { inSage: { isClosed: true } } }, "Commitment SC-0007 is closed in Sage."],
  [
    "vendor.differs",
    "blocks",
    {},
    { head: { vendor: { sourceId: "556", name: "Iron & Sons" } } },
    "Iron & Sons is not the contract company of SC-0007; Sage charges a commitment of the vendor itself.",
  ],
  [
    "vendor.not_linked",
    "blocks",
    {},
    { facts: { vendor: { id: "v1", name: "Lumen Works", isActive: true, link: null } } },
    "Lumen Works is not linked to a vendor in Sage.",
  ],
  [
    "project.not_linked",
    "blocks",
    {},
    { facts: { job: null } },
    "Project 24-01 North Clinic is not linked to a job in Sage.",
  ],
  ["number.missing", "blocks", {}, { head: { number: "" } }, "The invoice has no number."],
  [
    "number.too_long",
    "blocks",
    { head: { number: "x".repeat(15) } },
    { head: { number: "x".repeat(16) } },
    "The invoice number has 16 characters; Sage takes 15.",
  ],
  [
    "billing_date.missing",
    "blocks",
    {},
    { head: { billingDate: null } },
    "The invoice has no billing date; Sage needs one.",
  ],
  [
    "currency.foreign",
    "blocks",
    {},
    { head: { foreignCurrency: "CAD" } },
    "The invoice is in CAD; Sage's amounts are in the company's own currency.",
  ],
  [
    "tax.not_sent",
    "warns",
    {},
    { head: { tax: "12.00" } },
    "The invoice has 12.00 of tax; tax does not go over and has to be added in Sage afterwards.",
  ],
];

const figures: readonly Row[] = [
  [
    "lines.none",
    "blocks",
    {},
    { head: { lines: [aLine(1, { workThisPeriod: "0", workRetained: "0" })] } },
    "No line of the invoice bills or holds anything in this period.",
  ],
  [
    "lines.amount_differs",
    "blocks",
    {},
    { head: { paymentDue: "2700.01" } },
    "Payment due with the retainage held of this period is 3000.01, its lines add up to 3000.00; the difference is 0.01.",
  ],
  [
    "lines.retainage_differs",
    "blocks",
    {},
    { head: { totalRetainage: "2310.00", paymentDue: "2690.00" } },
    "The retainage held of this period is 310.00, its lines add up to 300.00; the difference is 10.00.",
  ],
  [
    "lines.previous_unknown",
    "warns",
    { head: { previousSourceId: "4409" } },
    { head: { previousSourceId: "4409" }, line: { materialsStored: "500.00" } },
    "The invoice before is not known here; all of the stored materials, 500.00, count as new.",
  ],
  [
    "line_retainage.negative",
    "warns",
    { line: { workReleased: "100.00" } },
    { line: { workReleased: "100.01" } },
    "Line 1: the retainage is negative (-0.01): more is released than held.",
  ],
  [
    "amount.negative",
    "warns",
    {},
    { line: { workThisPeriod: "-5000.00", workRetained: "-500.00" } },
    "The invoice is negative (-3000.00): Sage gets a credit.",
  ],
  [
    "amount.digits",
    "blocks",
    {},
    { line: { workThisPeriod: "1000000000.00", scheduled: "1000000000.00" } },
    "The invoice's amount is 1000002000.00; Sage takes 9 digits before and 2 after the point.",
  ],
  [
    "line_amount.digits",
    "blocks",
    {},
    { line: { workThisPeriod: "1000.005" } },
    "Line 1: amount is 1000.005; Sage takes 9 digits before and 2 after the point.",
  ],
  [
    "line_retainage.digits",
    "blocks",
    { line: { workThisPeriod: "90000000.00", workRetained: "9999999.00" } },
    { line: { workThisPeriod: "90000000.00", workRetained: "10000000.00" } },
    "Line 1: retainage is 10000000.00; Sage takes 7 digits before and 2 after the point.",
  ],
  [
    "line_amount.negative",
    "informs",
    {},
    { line: { workThisPeriod: "-1.00", workRetained: "0" } },
    "Line 1: the amount is negative (-1.00).",
  ],
  [
    "line_amount.over_scheduled",
    "warns",
    { line: { scheduled: "11000.00" } },
    { line: { scheduled: "10999.99" } },
    "Line 1: 11000.00 is billed to date, 10999.99 is scheduled.",
  ],
  [
    "line_retainage.over_amount",
    "warns",
    { line: { workRetained: "1000.00" } },
    { line: { workRetained: "1000.01" } },
    "Line 1: the retainage 1000.01 is more than the amount 1000.00.",
  ],
];

const places: readonly Row[] = [
  [
    "item.missing",
    "blocks",
    { line: { contractLineSourceId: "", code: "26-010.S" } },
    { line: { contractLineSourceId: "", code: "26-090.S" } },
    "Line 1: SC-0007 has no item with code 26-090.S in Sage.",
  ],
  [
    "item.code_differs",
    "blocks",
    {},
    { line: { code: "26-030.S" } },
    "Line 1: item 1 of SC-0007 has code 26-010.S in Sage, the line has 26-030.S.",
  ],
  [
    "item.ambiguous",
    "warns",
    {},
    { line: { contractLineSourceId: "" }, parent: { items: [anItem(1), anItem(2), anItem(1, { item: 7 })] } },
    "Line 1: SC-0007 has 26-010.S on items 1, 7; item 1 is billed.",
  ],
  [
    "change_order.unknown",
    "blocks",
    { line: changed },
    { line: changed, facts: { documents: {} } },
    "Line 1 bills a change order that is not known here.",
  ],
  [
    "change_order.not_proved",
    "blocks",
    { line: changed },
    {
      line: changed,
      facts: { documents: { "change_order_packages/60001": aChangeOrder({ isProved: false, state: "ready" }) } },
    },
    "Line 1 bills change order CO-1, which is “Ready to Export”; it has to be Synced first.",
  ],
  [
    "line_description.too_long",
    "blocks",
    { line: { description: "x".repeat(30) } },
    { line: { description: "x".repeat(31) } },
    "Line 1: description has 31 characters; Sage takes 30.",
  ],
];

const fields: readonly Row[] = [
  ["sage_id.missing", "blocks", {}, { fields: { sageId: "" } }, "The invoice ID is empty; Sage needs one."],
  [
    "sage_id.too_long",
    "blocks",
    { fields: { sageId: "1".repeat(15) } },
    { fields: { sageId: "1".repeat(16) } },
    "The invoice ID has 16 characters; Sage takes 15.",
  ],
  [
    "sage_id.capitals",
    "blocks",
    { fields: { sageId: "lw-1" }, profile: { capitalIds: false } },
    { fields: { sageId: "lw-1" } },
    "The invoice ID is lw-1; Sage stores ids in capitals: LW-1.",
  ],
  [
    "sage_id.taken",
    "blocks",
    { facts: { takenErpIds: { "OTHER/LW-2031": "x" } } },
    { facts: { takenErpIds: { "LUMEN/LW-2031": "“Pay app 2” in Sage" } } },
    "Vendor LUMEN has an invoice LW-2031 already: “Pay app 2” in Sage.",
  ],
  [
    "accounting_date.missing",
    "blocks",
    {},
    { fields: { accountingDate: "" } },
    "The accounting date is empty; Sage needs one.",
  ],
  [
    "accounting_date.invalid",
    "blocks",
    {},
    { fields: { accountingDate: "2026-02-30" } },
    "The accounting date “2026-02-30” is not a date.",
  ],
  [
    "accounting_date.future",
    "warns",
    { fields: { accountingDate: "2026-05-20" } },
    { fields: { accountingDate: "2026-05-21" } },
    "The accounting date 2026-05-21 is after today (2026-05-20).",
  ],
  [
    "accounting_date.before_billing",
    "warns",
    {},
    { fields: { accountingDate: "2026-05-14" } },
    "The accounting date 2026-05-14 is before the billing date 2026-05-15.",
  ],
  [
    "layout.no_place",
    "blocks",
    { profile: { apLayout: "b" } },
    { profile: { apLayout: "b" }, fields: { accountingDate: "2026-05-16" } },
    "The company's layout of AP invoices has no place for the accounting date. Sage takes the billing date, 2026-05-15; set the same.",
  ],
  [
    "sage_description.too_long",
    "blocks",
    { fields: { description: "x".repeat(30) } },
    { fields: { description: "x".repeat(31) } },
    "The description for Sage has 31 characters; Sage takes 30.",
  ],
];

describe.each([...company, ...head, ...figures, ...places, ...fields])(
  "%s %s",
  (code, severity, good, bad, sentence) => {
    const of = (given: Case) =>
      findings(given).filter((finding) => finding.code === `invoice.${code}` && finding.severity === severity);
    test("is not said of the good one", () => expect(of(good)).toEqual([]));
    test("is said of the bad one", () => expect(of(bad).map((finding) => finding.sentence)).toEqual([sentence]));
  },
);

test("a clean invoice has nothing to say", () => {
  expect(findings({})).toEqual([]);
});

test("while the commitment is on its way, nothing blocks: the items are those of its document", () => {
  expect(blocks(findings({ parent: { ...notYet, state: "exporting" } }))).toEqual([]);
});
