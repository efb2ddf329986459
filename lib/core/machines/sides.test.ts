import { expect, test } from "vitest";
import type { Expectation } from "#lib/core/export-document.ts";
import { differences } from "#lib/core/machines/look.ts";
import { sidesOf } from "#lib/core/machines/sides.ts";

const items: Expectation = {
  table: "ITEM",
  unpostedTable: null,
  key: { Commitment: "SC-1" },
  rowKey: ["Item_Number"],
  columns: { Amount: "number", Description: "text" },
  rows: [
    { Item_Number: "1", Amount: "10.00", Description: "Conduit" },
    { Item_Number: "2", Amount: "5.00", Description: "Wire" },
  ],
};
const short = (list: ReturnType<typeof sidesOf>) =>
  list.map(({ row, column, accepted, found, isDifferent }) => [row, column, accepted, found, isDifferent]);

test("what a look names differs and comes first; what it does not name was equal", () => {
  const rows = [
    { Item_Number: "1", Amount: "11.00", Description: "Conduit" },
    { Item_Number: "2", Amount: "5.00", Description: "Wire" },
  ];
  const sides = sidesOf([items], { kind: "mismatch", differences: differences(items, rows) });
  expect(short(sides)).toEqual([
    ["1", "Amount", "10.00", "11.00", true],
    ["1", "Description", "Conduit", "Conduit", false],
    ["2", "Amount", "5.00", "5.00", false],
    ["2", "Description", "Wire", "Wire", false],
  ]);
});

test("a row that is missing in Sage is empty there, and a row too many is told", () => {
  const rows = [
    { Item_Number: "1", Amount: "10.00", Description: "Conduit" },
    { Item_Number: "9", Amount: "1.00", Description: "Extra" },
  ];
  const sides = sidesOf([items], { kind: "conflict", differences: differences(items, rows) });
  expect(short(sides).filter(([, , , , isDifferent]) => isDifferent)).toEqual([
    ["2", "", "a row", "no row", true],
    ["9", "", "no row", "a row", true],
    ["2", "Amount", "5.00", "", true],
    ["2", "Description", "Wire", "", true],
  ]);
});

test("without a look that saw values the other side is unknown, not equal", () => {
  for (const verdict of [null, { kind: "absent" } as const, { kind: "pending", reason: "no answer" } as const])
    expect(sidesOf([items], verdict).every(({ found, isDifferent }) => found === null && !isDifferent)).toBe(true);
});
