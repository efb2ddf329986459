import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { checkPackage } from "#lib/sync-client/document-package.ts";
import { aDocument, aLease, fixtureCompany } from "#lib/sync-client/fixtures.ts";

const check = (document: ExportDocument) => checkPackage(aLease({}, document), fixtureCompany);
const expectation = aDocument().expectations[0];
if (!expectation) throw new Error("the fixture has an expectation");
const file = { step: "Commitments", extension: "jcc", text: "C\r\n" } as const;

test("a sound package is taken with its document", () => {
  expect(check(aDocument())).toEqual({ kind: "sound", document: aDocument() });
});

const write = {
  table: "JCM_MASTER__CATEGORY",
  operation: "update",
  key: { Job: "24-01", Extra: "", Cost_Code: "03-100", Category: "SUB" },
  values: { Msc_Cat_Amt_1: "12.00" },
};
const changing = (over: object) => ({ door: "database", files: [], writes: [{ ...write, ...over }] });
const sheet = [{ title: "Job Cost > Setup > Jobs", fields: [{ label: "Job", value: "24-01" }] }];

test.each([
  ["named columns over SQL", changing({})],
  ["a sheet to be keyed", { door: "attended", files: [], sheet }],
  ["a record that is only looked for", { door: "none", files: [] }],
])("%s is sound", (_name, changes) => {
  expect(check({ ...aDocument(), ...changes } as ExportDocument)).toMatchObject({ kind: "sound" });
});

test.each([
  ["another hash", aLease({ sha256: "0".repeat(64) }), /hash that was accepted/],
  ["another company around it", aLease({ companyId: randomUUID() }), /another company/],
  [
    "another company inside",
    aLease({ companyId: fixtureCompany }, aDocument({ companyId: randomUUID() })),
    /another company/,
  ],
])("%s is declined", (_name, lease, reason) => {
  expect(checkPackage(lease, fixtureCompany)).toEqual({ kind: "invalid", reason: expect.stringMatching(reason) });
});

test.each<[string, Partial<ExportDocument> | Record<string, unknown>, RegExp]>([
  ["a tag that is a path", { tag: "../../xx" }, /tag/],
  ["a tag with a letter outside the alphabet", { tag: "K7Q2M9X0" }, /tag/],
  ["a step with the wrong file", { files: [{ ...file, step: "Estimates" }] }, /form of an export document/],
  ["an unknown step", { files: [{ ...file, step: "Payroll" }] }, /form of an export document/],
  ["two files of one name", { files: [file, file] }, /one name/],
  ["no file", { files: [] }, /door “file”/],
  ["a database document with files", { door: "database", writes: [write] }, /door “database”/],
  ["a database document without changes", { door: "database", files: [] }, /door “database”/],
  ["an attended document without a sheet", { door: "attended", files: [] }, /door “attended”/],
  ["a document that is only looked for, with files", { door: "none" }, /door “none”/],
  ["a document that is only looked for, with changes", { door: "none", files: [], writes: [write] }, /door “none”/],
  ["changes beside files", { writes: [write] }, /door “file”/],
  ["a door that is not known", { door: "window", files: [] }, /form/],
  ["a table that may not be written", changing({ table: "JCM_MASTER__JOB" }), /may not be changed/],
  ["a table of the language, written", changing({ table: "constructor" }), /may not be changed/],
  ["a row that may not be made", changing({ operation: "insert" }), /may not be made/],
  ["a column that may not be written", changing({ values: { Original_Estimate: "1" } }), /may not be written/],
  ["half a key", changing({ key: { Job: "1" } }), /is named by/],
  ["nothing to change", changing({ values: {} }), /Nothing/],
  ["a character outside the code page", { files: [{ ...file, text: "Łódź" }] }, /Windows-1252/],
  ["an operation that is not known", { operation: "delete" }, /form/],
  ["a field that is not known", { extra: true }, /form/],
  [
    "a table that may not be read",
    { expectations: [{ ...expectation, table: "PRM_MASTER__EMPLOYEE" }] },
    /may not be read/,
  ],
  ["a table of the language", { expectations: [{ ...expectation, table: "constructor" }] }, /may not be read/],
  [
    "a column that may not be read",
    { expectations: [{ ...expectation, key: { "1=1 OR Job": "" } }] },
    /may not be read/,
  ],
  [
    "an unposted table that may not be read",
    { expectations: [{ ...expectation, unpostedTable: "X" }] },
    /may not be read/,
  ],
  ["no key", { expectations: [{ ...expectation, key: {} }] }, /form/],
  ["no expectation", { expectations: [] }, /form/],
])("%s is declined", (_name, changes, reason) => {
  const result = check({ ...aDocument(), ...changes } as ExportDocument);
  expect(result).toEqual({ kind: "invalid", reason: expect.stringMatching(reason) });
});

test("a text that is not canonical is declined, even with its own hash", () => {
  const { document } = aLease();
  const loose = JSON.stringify(JSON.parse(document), null, 1);
  const lease = aLease({ document: loose });
  expect(checkPackage(lease, fixtureCompany)).toMatchObject({ kind: "invalid" });
});
