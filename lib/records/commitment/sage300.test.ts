import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "#lib/core/canonical-json.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { type Facts, noTotals } from "#lib/core/facts.ts";
import { differences } from "#lib/core/machines/look.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { wordsOf } from "#lib/core/refusals.ts";
import { aCommitment, aLine, someFacts, someFields } from "#lib/records/commitment/fixtures.ts";
import type { Commitment } from "#lib/records/commitment/model.ts";
import { encode } from "#lib/records/commitment/sage300.ts";
import { readableTables } from "#lib/sync-client/readable-tables.ts";

const SHA = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184";

function documentOf(
  commitment: Commitment,
  fields: ExportFields = someFields(),
  facts: Facts = someFacts(),
): ExportDocument {
  const encoded = encode(commitment, fields, facts, SHA);
  if (!encoded.ok) throw new Error(JSON.stringify(encoded.refusal));
  return encoded.value;
}
const withProfile = (profile: Partial<CompanyProfile>) => someFacts({ profile: CompanyProfile.parse(profile) });
const golden = (name: string) => readFileSync(new URL(`golden/${name}`, import.meta.url), "utf8");

const purchaseOrder = aCommitment({
  kind: "purchase_order",
  number: "PO-0012",
  title: "Conduit & fittings",
  retainagePercent: "0",
  lines: [
    aLine(1, {
      description: "Conduit 1, galvanised",
      category: "M",
      quantity: "500.2",
      unit: "LF",
      unitCost: "2.5",
      amount: "1250.50",
    }),
    aLine(2, { description: "Delivery", category: "M", quantity: "1", unit: "LS", amount: "80.00" }),
    aLine(2, {
      description: "Rebate – “spring”",
      category: "M",
      quantity: "-3",
      unit: "EA",
      unitCost: "12.3456",
      amount: "-37.04",
    }),
  ],
});
const purchaseOrderFields = someFields({ sageId: "PO-0012", description: "Conduit & fittings" });

const withNewCodes = aCommitment({
  lines: [
    aLine(1),
    aLine(9, { extra: "PARK" }),
    aLine(9, { description: "Fixtures" }),
    aLine(9, { description: "Fixtures, second floor" }),
    aLine(1, { extra: "PARK", category: "M" }),
    aLine(2, { extra: "PARK", category: "L" }),
  ],
});
const factsOfNewCodes = someFacts({
  extras: { PARK: { description: "Parking" } },
  categories: { "|26-010|S": noTotals, "PARK|26-020|L": noTotals },
});

describe("golden files", () => {
  test("a subcontract with three lines", () => {
    const document = documentOf(aCommitment({ lines: 3 }));
    expect(document.files).toEqual([{ step: "Commitments", extension: "jcc", text: golden("subcontract.jcc") }]);
  });
  test("a purchase order with units", () => {
    const document = documentOf(purchaseOrder, purchaseOrderFields, someFacts({}, purchaseOrder));
    expect(document.files).toEqual([{ step: "Commitments", extension: "jcc", text: golden("purchase-order.jcc") }]);
  });
  test("a commitment with new codes and an extra", () => {
    const { files } = documentOf(withNewCodes, someFields(), factsOfNewCodes);
    expect(files).toEqual([
      { step: "Estimates", extension: "jce", text: golden("new-codes.jce") },
      { step: "Commitments", extension: "jcc", text: golden("new-codes.jcc") },
    ]);
  });
  test("files end every line with CRLF", () => {
    for (const name of ["subcontract.jcc", "purchase-order.jcc", "new-codes.jce", "new-codes.jcc"]) {
      expect(golden(name)).toMatch(/^([^\r\n]+\r\n)+$/);
    }
  });
});

describe("the company's profile decides", () => {
  test("the date format", () => {
    const text = documentOf(aCommitment(), someFields(), withProfile({ commitmentDateFormat: "dd/mm/yyyy" })).files[0]
      ?.text;
    expect(text).toContain(',"04/05/2026",10,');
  });
  test("punctuation in the file, never in the proof", () => {
    const document = documentOf(aCommitment(), someFields(), withProfile({ idsWithPunctuation: false }));
    expect(document.files[0]?.text).toContain(',"2401",,"26010","S",');
    expect(document.files[0]?.text).toContain('C,"SC-0007",');
    expect(document.expectations[1]?.rows[0]).toMatchObject({ Job: "24-01", Cost_Code: "26-010" });
  });
  test("whether there are zero lines", () => {
    const facts = { ...factsOfNewCodes, profile: CompanyProfile.parse({ zeroLinesForNewCodes: false }) };
    expect(documentOf(withNewCodes, someFields(), facts).files.map((file) => file.extension)).toEqual(["jcc"]);
  });
  test("a line that does not multiply goes as an amount where prices are not checked", () => {
    const lines = [aLine(1, { quantity: "3", unitCost: "2", unit: "EA", amount: "7.00" })];
    const document = documentOf(aCommitment({ lines }), someFields(), withProfile({ checkUnitPrices: false }));
    expect(document.files[0]?.text).toContain(',0,0,0,"EA",7.00\r\n');
    expect(document.expectations[1]?.rows[0]).toMatchObject({ Units: "0", Unit_Cost: "0", Amount: "7.00" });
  });
});

describe("expectations", () => {
  const { expectations } = documentOf(purchaseOrder, purchaseOrderFields, someFacts({}, purchaseOrder));
  test("the head", () => {
    expect(expectations[0]).toMatchObject({
      unpostedTable: "JCM_NEW__COMMITMENT",
      key: { Commitment: "PO-0012" },
      rowKey: ["Commitment"],
    });
    expect(expectations[0]?.rows).toEqual([
      {
        Commitment: "PO-0012",
        Commitment_Type: "Purchase order",
        Description: "Conduit & fittings",
        Vendor: "LUMEN",
        Retainage_Percent: "0",
        Amount: "1293.46",
        Commitment_Date: "2026-05-04",
      },
    ]);
  });
  test("the items, a lump sum without units", () => {
    expect(expectations[1]?.rows).toHaveLength(3);
    expect(expectations[1]?.rows[1]).toMatchObject({
      Item_Number: "2",
      Units: "0",
      Unit_Cost: "0",
      Unit_Description: "LS",
      Amount: "80.00",
    });
    expect(expectations[1]?.rows[2]).toMatchObject({
      Item_Number: "3",
      Units: "-3",
      Unit_Cost: "12.3456",
      Amount: "-37.04",
    });
  });
  test("they name readable columns alone, and every row holds all of them", () => {
    for (const { table, unpostedTable, columns, key, rows } of expectations) {
      const readable: readonly string[] = readableTables[table as keyof typeof readableTables];
      expect(readableTables[unpostedTable as keyof typeof readableTables]).toEqual(readable);
      expect([...Object.keys(columns), ...Object.keys(key)].filter((column) => !readable.includes(column))).toEqual([]);
      for (const row of rows) expect(Object.keys(row).toSorted()).toEqual(Object.keys(columns).toSorted());
    }
  });
  test("they are equal to Sage's own spelling of the same rows", () => {
    const [head, items] = expectations;
    const inSage = (row: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>) => ({
      ...row,
      ...other,
    });
    expect(
      head &&
        differences(
          head,
          head.rows.map((row) => inSage(row, { Amount: "1293.4600", Retainage_Percent: "0.0000" })),
        ),
    ).toEqual([]);
    expect(
      items &&
        differences(
          items,
          items.rows.map((row) => inSage(row, { Cost_Code: `${row.Cost_Code}   ` })),
        ),
    ).toEqual([]);
  });
});

describe("the document", () => {
  test("names revision, record and a tag that revision and export fields give", () => {
    const document = documentOf(aCommitment());
    expect(document).toMatchObject({
      format: 1,
      recordType: "commitment",
      sourceId: "90101",
      revisionSha256: SHA,
      erpId: "SC-0007",
    });
    expect(document.tag).toMatch(/^[A-HJ-NP-Z2-9]{8}$/);
    expect(canonicalJson(documentOf(aCommitment()) as never)).toBe(canonicalJson(document as never));
    expect(documentOf(aCommitment(), someFields({ sageId: "SC-8" })).tag).not.toBe(document.tag);
    expect(documentOf(aCommitment(), { ...someFields(), unknown: "x" }).tag).toBe(document.tag);
  });

  test.each([
    ["no Sage id", aCommitment(), someFields({ sageId: "" }), someFacts(), "the Sage ID is empty."],
    ["no job", aCommitment(), someFields(), someFacts({ job: null }), "the project is not linked to a job."],
    ["no vendor", aCommitment(), someFields(), someFacts({ vendor: null }), "the company is not linked to a vendor."],
    [
      "codes never read",
      aCommitment(),
      someFields(),
      someFacts({ asOf: { ...someFacts().asOf, codes: null } }),
      "Sage's cost codes have not been read yet.",
    ],
    ["no date", aCommitment(), someFields({ date: "" }), someFacts(), "date is not a date."],
    [
      "a quote",
      aCommitment({ lines: [aLine(1, { description: '3/4"' })] }),
      someFields(),
      someFacts(),
      "line 1 description has a double quote at position 4; Sage's import cannot carry it.",
    ],
    [
      "a long unit",
      aCommitment({ lines: [aLine(1, { unit: "sq yard" })] }),
      someFields(),
      someFacts(),
      "line 1 unit has 7 characters; Sage takes 6.",
    ],
    [
      "too much",
      aCommitment({ lines: [aLine(1, { amount: "1000000000" })] }),
      someFields(),
      someFacts(),
      "line 1 amount is 1000000000; Sage takes 9 digits before and 2 after the point.",
    ],
  ] as const)("is refused: %s", (_, commitment, fields, facts, problem) => {
    const encoded = encode(commitment, fields, facts, SHA);
    expect(encoded).toMatchObject({ ok: false, refusal: { code: "item.not_rendered", params: { problem } } });
    if (!encoded.ok) expect(wordsOf(encoded.refusal).sentence).toContain(problem);
  });
});
