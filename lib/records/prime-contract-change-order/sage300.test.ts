import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { primeContractChangeOrder as type } from "#lib/records/prime-contract-change-order/definition.ts";
import { aLine, aPrimeChange, someFacts, someFields } from "#lib/records/prime-contract-change-order/fixtures.ts";
import type { PrimeChangeOrder } from "#lib/records/prime-contract-change-order/model.ts";
import { encode } from "#lib/records/prime-contract-change-order/sage300.ts";
import { readableTables } from "#lib/sync-client/readable-tables.ts";

const SHA = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184";
const golden = JSON.parse(readFileSync(new URL("golden/sheet.json", import.meta.url), "utf8")) as unknown;
const rich = aPrimeChange({ lines: [aLine(1, { markup: "10.00" }), aLine(2, { description: "", amount: "-50.5" })] });

function documentOf(change: PrimeChangeOrder, fields = someFields(), facts = someFacts()): ExportDocument {
  const encoded = encode(change, fields, facts, SHA);
  if (!encoded.ok) throw new Error(JSON.stringify(encoded.refusal));
  return encoded.value;
}

test("the golden sheet: contract, change, date, every line, the worksheet, and the totals before and after", () => {
  expect(documentOf(rich)).toEqual(golden);
});

test("the proof asks only for what the sync client may read", () => {
  const [{ table, columns, key } = { table: "", columns: {}, key: {} }] = documentOf(rich).expectations;
  const readable: readonly string[] = readableTables[table as keyof typeof readableTables];
  expect([...Object.keys(columns), ...Object.keys(key)].filter((column) => !readable.includes(column))).toEqual([]);
});

test.each([
  ["no id", aPrimeChange(), { sageId: "" }, someFacts(), "the change order ID is empty"],
  ["no job", aPrimeChange(), {}, someFacts({ job: null }), "not linked to a job"],
  ["no contract of Sage", aPrimeChange({ contract: null }), {}, someFacts(), "does not come from Sage"],
  [
    "no total read",
    aPrimeChange(),
    {},
    someFacts({ job: { job: "24-01", inSage: null } }),
    "have not been read from Sage yet",
  ],
  ["nothing to prove", aPrimeChange({ lines: [aLine(1, { amount: "0.00" })] }), {}, someFacts(), "the total is zero"],
])("there is no document with %s", (_name, change, fields, facts, words) => {
  expect(JSON.stringify(encode(change, someFields(fields), facts, SHA))).toContain(words);
});

test("changes of one job go one after another, whatever their ids", () => {
  expect(documentOf(rich).erpId).toBe("24-01/PC001");
  expect(type.familyKey("24-01/PC001")).toBe("contract:24-01");
});

test("number and title are proposed where Sage can hold them, never cut", () => {
  expect(type.prefill(aPrimeChange(), someFacts())).toEqual(someFields());
  const long = aPrimeChange({ number: "PCCO-001", title: "x".repeat(31), createdDate: "2026-06-01" });
  expect(type.prefill(long, someFacts())).toEqual({ sageId: "", date: "2026-05-20", description: "" });
  const small = aPrimeChange({ number: "co1" });
  expect(type.prefill(small, someFacts()).sageId).toBe("CO1");
  const asTyped = someFacts({ profile: CompanyProfile.parse({ capitalIds: false }) });
  expect(type.prefill(small, asTyped).sageId).toBe("co1");
});

test("the query asks for the id below the job and for the job's total", () => {
  expect(type.factsQuery(aPrimeChange(), { sageId: "co1" })).toMatchObject({
    erpIds: ["co1", "CO1"],
    takenIn: "job",
    contractChanges: true,
  });
});

test("the preview says every field of the sheet, its source, and that no budget revision goes", () => {
  const shown = type.preview(rich, someFields(), someFacts(), documentOf(rich));
  expect(shown.map(({ title }) => title)).toEqual([
    "Contract change order",
    "Line 1",
    "Line 2",
    "Miscellaneous worksheet of job 24-01, only where you keep one (unconfirmed)",
    "Approved contract changes of job 24-01",
  ]);
  const amount = shown[0]?.fields.find(({ name }) => name === "Amount");
  expect(amount).toMatchObject({ value: "49.75", note: expect.stringContaining("Not sent as a budget revision") });
  expect(shown[3]?.fields[0]?.note).toContain("not confirmed");
  expect(shown[4]?.fields.map(({ value }) => value)).toEqual(["1000.00", "1049.75"]);
  expect(type.lines(rich).map(({ amount: money }) => money)).toEqual(["100.25", "-50.5"]);
  expect(type.details(rich).map(({ label }) => label)).toContain("Contract in Sage");
});
