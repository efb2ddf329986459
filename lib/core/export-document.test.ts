import { describe, expect, test } from "vitest";
import { type ExportDocument, hashInput, isStillMeant } from "#lib/core/export-document.ts";

const base: ExportDocument = {
  format: 1,
  companyId: "c",
  recordType: "commitment",
  sourceId: "1",
  revisionSha256: "r",
  operation: "create",
  erpId: "SC-1",
  tag: "ABCDEFGH",
  files: [
    { step: "Estimates", extension: "jce", text: '*,"24-01",\r\nC,"03-100",,"SUB",05042026,0,,0\r\n' },
    { step: "Commitments", extension: "jcc", text: 'C,"SC-1",1\r\n' },
  ],
  expectations: [],
};
const commitments = base.files.slice(1);

describe("a document that was accepted", () => {
  test("has one hash text whatever the order of its keys", () => {
    expect(hashInput({ ...base, tag: "ABCDEFGH" })).toBe(
      hashInput(Object.fromEntries(Object.entries(base).reverse()) as ExportDocument),
    );
  });
  test("is still meant when its zero lines became needless", () => {
    expect(isStillMeant(base, { ...base, tag: "OTHERTAG", files: commitments })).toBe(true);
  });
  test.each([
    ["another id", { ...base, erpId: "SC-2" }],
    ["another door", { ...base, door: "attended", sheet: [{ title: "Vendors", fields: [] }] }],
    ["another record", { ...base, files: [{ step: "Commitments", extension: "jcc", text: 'C,"SC-1",2\r\n' }] }],
    [
      "a further zero line",
      { ...base, files: [{ step: "Estimates", extension: "jce", text: '*,"24-02",\r\n' }, ...commitments] },
    ],
  ] as [string, ExportDocument][])("is not meant any more with %s", (_, today) => {
    expect(isStillMeant(base, today)).toBe(false);
  });
});
