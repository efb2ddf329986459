import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import {
  aLine,
  anInvoice,
  anItem,
  aParent,
  someFacts,
  someFields,
} from "#lib/records/subcontractor-invoice/fixtures.ts";
import type { Invoice } from "#lib/records/subcontractor-invoice/model.ts";
import { preview } from "#lib/records/subcontractor-invoice/preview.ts";
import { encode } from "#lib/records/subcontractor-invoice/sage300.ts";
import { readableTables } from "#lib/sync-client/readable-tables.ts";

const SHA = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184";
const golden = (name: string) => readFileSync(new URL(`golden/${name}`, import.meta.url), "utf8");

function documentOf(invoice: Invoice, facts: Facts = someFacts(), fields = someFields()): ExportDocument {
  const encoded = encode(invoice, fields, facts, SHA);
  if (!encoded.ok) throw new Error(JSON.stringify(encoded.refusal));
  return encoded.value;
}
function refusalOf(invoice: Invoice, facts: Facts, fields = someFields()): string {
  const encoded = encode(invoice, fields, facts, SHA);
  return encoded.ok ? "" : (encoded.refusal.params?.problem ?? "");
}

const mixed = anInvoice({
  lines: [
    aLine(1, { workReleased: "250.00" }),
    aLine(2, { workThisPeriod: "0", workRetained: "0" }),
    aLine(3, { workThisPeriod: "-75.50", workRetained: "-7.55", description: "Crédit, area 3" }),
    aLine(4, { materialsStored: "1200.00", materialsRetained: "120.00" }),
    aLine(1, { sourceId: "9100", changeOrderSourceId: "60001", contractLineSourceId: "", code: "26-010.S" }),
  ],
});
const byUnit = anInvoice({ isByUnit: true, lines: [aLine(1, { units: "12.5", unitCost: "80" })] });
const under = (profile: Partial<CompanyProfile>) => someFacts({ profile: CompanyProfile.parse(profile) });
const printed = `API
Record ID      alpha 3
Vendor         alpha 10
Invoice        alpha 15
Description    alpha 30
Amount         num -9.2
-
Inv Date       date
Acct Date      date
APD
1. Record ID
2. Subcontract
3. Line Item
4. Job
5. Cost Code
6. Category
7. Amount
8. Holdback
9. Description`;

describe("golden files", () => {
  test.each<[string, Invoice, Partial<CompanyProfile>]>([
    ["layout-a.txt", mixed, {}],
    ["layout-b.txt", byUnit, { apLayout: "b" }],
    ["layout-c.txt", byUnit, { apLayout: "c", idsWithPunctuation: false }],
    ["fixed.txt", mixed, { apLayout: "fixed", apDateFormat: "mmddyyyy" }],
    ["printed.txt", mixed, { apLayout: "printed", apPrintedLayout: printed, apDateFormat: "dd/mm/yyyy" }],
  ])("%s", (name, invoice, profile) => {
    const [file] = documentOf(invoice, under(profile)).files;
    expect(file).toEqual({ step: "ApInvoices", extension: "txt", text: golden(name) });
  });
});

describe("proof", () => {
  test("the invoice and its distributions, numbered in the order of the file", () => {
    const { erpId, expectations } = documentOf(mixed);
    expect(erpId).toBe("LUMEN/LW-2031");
    const [head, lines] = expectations;
    expect(head).toMatchObject({
      table: "APM_MASTER__INVOICE",
      unpostedTable: "APM_NEW__INVOICE",
      key: { Vendor: "LUMEN", Invoice: "LW-2031" },
      rows: [{ Amount: "7124.50", Retainage: "462.45", Invoice_Date: "2026-05-15", Accounting_Date: "2026-05-15" }],
    });
    expect(lines?.rows.map((row) => [row.Dist_Seq, row.Commitment_Line_Item, row.Amount, row.Retainage])).toEqual([
      ["1", "1", "1000.00", "-150.00"],
      ["2", "3", "-75.50", "-7.55"],
      ["3", "4", "5200.00", "520.00"],
      ["4", "1", "1000.00", "100.00"],
    ]);
  });
  test("ids are proved as Sage shows them, however they were written; units only where they were", () => {
    const rows = (facts: Facts) => documentOf(byUnit, facts).expectations[1]?.rows;
    const bare = { Job: "24-01", Cost_Code: "26-010" };
    expect(rows(under({ apLayout: "c", idsWithPunctuation: false }))).toMatchObject([{ ...bare, Units: "12.5" }]);
    expect(rows(under({}))?.[0]).not.toHaveProperty("Units");
  });
  test("names only what a sync client may read", () => {
    for (const { table, unpostedTable, columns, key } of documentOf(byUnit, under({ apLayout: "b" })).expectations) {
      for (const name of [table, unpostedTable ?? ""]) {
        const readable: readonly string[] = readableTables[name as keyof typeof readableTables];
        expect(readable).toEqual(expect.arrayContaining([...Object.keys(columns), ...Object.keys(key)]));
      }
    }
  });
});

describe("the tag", () => {
  test("follows revision, vendor and fields", () => {
    const tag = (fields: Readonly<Record<string, string>>) => documentOf(mixed, someFacts(), someFields(fields)).tag;
    expect(tag({})).toMatch(/^[A-Z2-9]{8}$/);
    expect(tag({})).toBe(tag({}));
    expect(
      new Set([tag({}), tag({ sageId: "X" }), tag({ accountingDate: "2026-05-16" }), tag({ description: "" })]).size,
    ).toBe(4);
  });
});

describe("refused with the reason", () => {
  const facts = someFacts();
  const vendor = facts.vendor && { ...facts.vendor, link: null };
  const extra = aParent({ items: [anItem(1, { extra: "PARK" })] });
  const withExtra = anInvoice({ lines: [aLine(1, { code: "PARK.26-010.S" })] });
  test.each<[string, Invoice, Facts, string]>([
    ["no vendor", mixed, someFacts({ vendor }), "the contract company is not linked to a vendor in Sage."],
    ["no job", mixed, someFacts({ job: null }), "the project is not linked to a job."],
    ["no parent", mixed, someFacts({ parent: null }), "its commitment has no id in Sage yet."],
    [
      "no items",
      mixed,
      someFacts({ parent: aParent({ items: [] }) }),
      "the items of its commitment are not known yet.",
    ],
    ["no billing date", anInvoice({ billingDate: null }), facts, "the invoice has no billing date."],
    ["no line", anInvoice({ lines: 0 }), facts, "no line bills or holds anything."],
    [
      "a line without an item",
      anInvoice({ lines: [aLine(9, { code: "26-090.S" })] }),
      facts,
      "a line bills no item of the commitment.",
    ],
    [
      "an extra that the layout has no place for",
      withExtra,
      someFacts({ parent: extra, profile: CompanyProfile.parse({ apLayout: "c" }) }),
      "The company's layout of AP invoices has no place for the extra of line 1, PARK.",
    ],
    [
      "a description that is too long",
      anInvoice({ lines: [aLine(1, { description: "x".repeat(31) })] }),
      facts,
      "line 1 description has 31 characters; Sage takes 30.",
    ],
  ])("%s", (_, invoice, known, problem) => expect(refusalOf(invoice, known)).toBe(problem));
  test("empty export fields", () => {
    expect(refusalOf(mixed, facts, someFields({ sageId: "" }))).toBe("the invoice ID is empty.");
    expect(refusalOf(mixed, facts, someFields({ accountingDate: "" }))).toBe("the accounting date is empty.");
  });
});

test("the preview names every field of the company's layout and where its value comes from", () => {
  const facts = someFacts();
  const shown = preview(mixed, someFields(), facts, documentOf(mixed));
  expect(shown.map(({ record, title }) => [record, title])).toEqual([
    ["API", "Invoice LW-2031 of LUMEN: 7124.50"],
    ["APD", "Distribution to item 1 of SC-0007: 1000.00"],
    ["APD", "Distribution to item 3 of SC-0007: -75.50"],
    ["APD", "Distribution to item 4 of SC-0007: 5200.00"],
    ["APD", "Distribution to item 1 of SC-0007: 1000.00"],
  ]);
  const field = (record: number, name: string) => shown[record]?.fields.find((one) => one.name === name);
  expect(field(0, "Accounting Date")).toMatchObject({ value: "05/15/2026", source: "Export field: accounting date" });
  expect(field(0, "Discount Offered")).toMatchObject({
    value: "",
    source: "Not sent",
    note: "Sage takes the vendor's terms.",
  });
  expect(field(1, "Retainage")).toMatchObject({
    value: "-150.00",
    note: expect.stringContaining("250.00 of it is released"),
  });
  expect(field(1, "Cost Code")).toMatchObject({ value: "26-010" });
});
