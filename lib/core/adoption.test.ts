import { describe, expect, test } from "vitest";
import {
  assign,
  candidatesOf,
  degreeOf,
  lookOnlyDocument,
  mirrorDifferences,
  pointsOf,
  type SageRecord,
  type Wanted,
} from "#lib/core/adoption.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";

const wanted: Wanted = {
  ids: ["SC-001"],
  vendor: "LUMEN",
  parent: null,
  amount: "3500.00",
  date: "2026-04-17",
  title: "Site electrical",
};
const record = (over: Partial<SageRecord> = {}): SageRecord => ({
  ...{ kind: "commitments", erpId: "SC-1", id: "SC-1", parent: "", name: "Electrical", vendor: "LUMEN" },
  ...{ amount: "3500.00", date: "2026-04-17", bookedOn: null },
  ...over,
});
const sameness = (over: Partial<SageRecord>) =>
  Object.fromEntries(pointsOf(wanted, record(over)).map(({ name, isSame }) => [name, isSame]));

describe("points", () => {
  test("numbers without separators and leading zeros, amounts as numbers, vendors without capitals", () => {
    expect(sameness({ vendor: "lumen ", amount: "3500" })).toEqual({
      ...{ number: true, vendor: true, amount: true, date: true, name: false },
    });
    expect(sameness({ id: "SC-2", vendor: "OAK", amount: "3500.01" })).toMatchObject({
      ...{ number: false, vendor: false, amount: false },
    });
  });
  test("what one side does not have is no point; an extra has no amount", () => {
    expect(Object.keys(sameness({ vendor: "", date: null, name: "" }))).toEqual(["number", "amount"]);
    expect(Object.keys(sameness({ kind: "extras", vendor: "", date: null }))).toEqual(["number", "name"]);
  });
});

describe("candidates", () => {
  const ids = (records: readonly SageRecord[], refused: readonly string[] = [], of: Partial<Wanted> = {}) =>
    candidatesOf({ ...wanted, ...of }, records, new Set(refused)).map(({ record: { erpId } }) => erpId);

  test("the number comes first, then amount with vendor, day or name; an amount alone is nothing", () => {
    const others = [
      record({ erpId: "A", id: "A", vendor: "OAK", date: null }),
      record({ erpId: "B", id: "B" }),
      record({ erpId: "SC-1", amount: "9.00", vendor: "OAK" }),
      record({ erpId: "C", id: "C", vendor: "OAK", date: null, name: "site  electrical" }),
    ];
    expect(ids(others)).toEqual(["SC-1", "B", "C"]);
  });
  test("what was refused, and what belongs to another commitment, is none", () => {
    expect(ids([record()], ["SC-1"])).toEqual([]);
    const change = record({ kind: "change_orders", erpId: "SC-1/001", id: "SC-001", parent: "SC-1" });
    expect(ids([change], [], { parent: "SC-2" })).toEqual([]);
    expect(ids([change], [], { parent: "SC-1" })).toEqual(["SC-1/001"]);
  });
});

describe("a record goes to one document", () => {
  const of = (score: number, erpId: string) => ({ record: record({ erpId }), points: [], score });
  const alone = (all: Record<string, ReturnType<typeof of>[]>) =>
    Object.fromEntries([...assign(new Map(Object.entries(all)))].map(([key, { isAlone }]) => [key, isAlone]));

  test("the one that it fits best", () => {
    expect(alone({ a: [of(9, "X")], b: [of(5, "X")], c: [of(9, "Y")] })).toEqual({ a: true, b: false, c: true });
  });
  test("neither of two that it fits alike, and none where two records fit alike", () => {
    expect(alone({ a: [of(9, "X")], b: [of(9, "X")] })).toEqual({ a: false, b: false });
    expect(alone({ a: [of(9, "X"), of(9, "Y")] })).toEqual({ a: false });
    expect(alone({ a: [] })).toEqual({});
  });
});

describe("the degree", () => {
  const points = pointsOf(wanted, record());
  const difference = { table: "T", row: "1", column: "Amount", expected: "1", found: "2" };
  test("exact without a difference, with number, vendor and amount, alone", () => {
    expect(degreeOf(points, [], true)).toBe("exact");
  });
  test.each([
    ["a difference", points, [difference], true],
    ["another document", points, [], false],
    ["another number", pointsOf(wanted, record({ id: "SC-2" })), [], true],
    ["another vendor", pointsOf(wanted, record({ vendor: "OAK" })), [], true],
    ["another amount", pointsOf(wanted, record({ amount: "1.00" })), [], true],
  ] as const)("likely with %s", (_, of, differences, isAlone) => {
    expect(degreeOf(of, differences, isAlone)).toBe("likely");
  });
});

describe("the document that is looked for", () => {
  const table = "JCM_MASTER__COMMITMENT_ITEM";
  const item = { Item_Number: "1", Description: "Rough-in", Job: "24-01", Cost_Code: "26-010", Amount: "3500.00" };
  const columns = {
    Item_Number: "number",
    Description: "text",
    Job: "text",
    Cost_Code: "text",
    Amount: "number",
  } as const;
  const document: ExportDocument = {
    ...{ format: 1, companyId: "c", recordType: "t", sourceId: "1", revisionSha256: "r", operation: "create" },
    ...{ erpId: "SC-1", tag: "AAAAAAAA", files: [{ step: "Commitments", extension: "jcc", text: "C" }] },
    expectations: [
      { table, unpostedTable: "U", key: { Commitment: "SC-1" }, rowKey: ["Item_Number"], columns, rows: [item] },
      {
        table: "JCM_MASTER__CATEGORY",
        unpostedTable: null,
        key: { Job: "24-01" },
        rowKey: [],
        columns: {},
        rows: [{}],
      },
    ],
  };
  const inSage = (...rows: Readonly<Record<string, string>>[]) => ({
    [table]: rows.map((row) => ({ Commitment: "SC-1", ...row })),
  });

  test("has nothing to write, and only what tells the record", () => {
    const found = lookOnlyDocument(document, [table], {});
    expect(found).toMatchObject({ door: "none", files: [], erpId: "SC-1" });
    expect(found.expectations).toHaveLength(1);
    expect(Object.keys(found.expectations[0]?.rows[0] ?? {})).toEqual(["Item_Number", "Job", "Cost_Code", "Amount"]);
  });
  test("takes items without an amount along that later change orders made, and no others", () => {
    const later = { Item_Number: "2", Job: "24-01", Cost_Code: "26-020", Amount: "0.00" };
    const free = lookOnlyDocument(document, [table], inSage(item, later));
    expect(free.expectations[0]?.rows).toHaveLength(2);
    expect(mirrorDifferences(free, inSage(item, later))).toEqual([]);
    const more = inSage(item, { ...later, Amount: "5.00" });
    expect(mirrorDifferences(lookOnlyDocument(document, [table], more), more)).toMatchObject([{ found: "a row" }]);
  });
  test("differs where the mirror shows another amount or no row; a table that is not mirrored says nothing", () => {
    const found = lookOnlyDocument(document, [table], {});
    expect(mirrorDifferences(found, inSage({ ...item, Amount: "1.00" }))).toMatchObject([{ column: "Amount" }]);
    expect(mirrorDifferences(found, inSage())).toMatchObject([{ found: "no row" }]);
    expect(mirrorDifferences(found, {})).toEqual([]);
  });
});
