import { expect, test } from "vitest";
import type { Expectation } from "#lib/core/export-document.ts";
import { driftOf, totalKey } from "#lib/core/reconcile/drift.ts";

const head: Expectation = {
  table: "JCM_MASTER__COMMITMENT",
  unpostedTable: null,
  key: { Commitment: "SC-1" },
  rowKey: ["Commitment"],
  columns: { Vendor: "text", Description: "text", Amount: "number" },
  rows: [{ Commitment: "SC-1", Vendor: "LUMEN", Description: "Electrical", Amount: "1500.00" }],
};
const items: Expectation = {
  table: "JCM_MASTER__COMMITMENT_ITEM",
  unpostedTable: null,
  key: { Commitment: "SC-1" },
  rowKey: ["Item_Number"],
  columns: { Amount: "number", Description: "text" },
  rows: [
    { Item_Number: "1", Job: "24-01", Description: "Rough-in", Amount: "1000.00" },
    { Item_Number: "2", Job: "24-01", Description: "Trim", Amount: "500.00" },
  ],
};
const commitment = { Commitment: "SC-1", Vendor: "LUMEN", Description: "Electrical", Amount: "1500", Closed: "0" };
const item = (number: string, over: object = {}) => ({
  Commitment: "SC-1",
  Item_Number: number,
  Job: "24-01",
  Description: "Rough-in",
  Amount: number === "1" ? "1000" : "500.0",
  ...over,
});
const shown = (over: object, one = item("1")) => ({
  JCM_MASTER__COMMITMENT: [{ ...commitment, ...over }],
  JCM_MASTER__COMMITMENT_ITEM: [one, item("2", { Description: "Trim, as a change order called it" })],
});

test("what Sage shows as it was proved does not differ, however it writes numbers and whatever later documents renamed", () => {
  expect(driftOf([head, items], shown({}))).toBeNull();
  expect(
    driftOf(
      [{ ...head, key: { Commitment: "sc-1" }, rows: [{ ...head.rows[0], Commitment: "sc-1" }] } as Expectation],
      shown({}),
    ),
  ).toBeNull();
});

test("amount, vendor, description and closing are told column by column, with the change of the total", () => {
  const drift = driftOf(
    [head, items],
    shown({ Amount: "1450", Vendor: "OAK", Closed: "1" }, item("1", { Amount: "950" })),
  );
  expect(drift).toMatchObject({ amountChange: "-50.00", retainageChange: "0.00", isGone: false });
  expect(drift?.columns.map(({ row, label, accepted, found }) => [row, label, accepted, found])).toEqual([
    ["", "Vendor", "LUMEN", "OAK"],
    ["", "Amount", "1500.00", "1450"],
    ["", "Closed", "no", "yes"],
    ["1", "Amount", "1000.00", "950"],
  ]);
});

test("a record that is gone takes its whole amount with it", () => {
  const drift = driftOf([head, items], {});
  expect(drift).toMatchObject({ isGone: true, amountChange: "-1500.00" });
  expect(drift?.columns).toHaveLength(3);
  const lineGone = driftOf([head, items], { ...shown({}), JCM_MASTER__COMMITMENT_ITEM: [item("1")] });
  expect(lineGone).toMatchObject({ isGone: false, columns: [{ row: "2", found: "gone" }] });
});

test("a distribution that moved to another job is no longer on this one", () => {
  const lines: Expectation = {
    ...items,
    table: "APM_MASTER__DISTRIBUTION",
    key: { Vendor: "LUMEN", Invoice: "9" },
    rowKey: ["Dist_Seq"],
    rows: [{ Dist_Seq: "1", Job: "24-01", Amount: "100.00", Retainage: "10.00" }],
  };
  const row = { Vendor: "LUMEN", Invoice: "9", Dist_Seq: "1", Job: "24-02", Amount: "100.00", Retainage: "10.00" };
  expect(driftOf([lines], { APM_MASTER__DISTRIBUTION: [row] })).toMatchObject({
    amountChange: "-100.00",
    retainageChange: "-10.00",
  });
});

test("a total answers for the last document that moved it", () => {
  const total: Expectation = {
    ...head,
    table: "JCM_MASTER__CATEGORY",
    key: { Job: "24-01", Extra: "", Cost_Code: "26-010", Category: "SUB" },
    rowKey: ["Category"],
    rows: [{ Category: "SUB", Original_Estimate: "100.00" }],
  };
  const now = { Job: "24-01", Extra: "", Cost_Code: "26-010", Category: "SUB", Original_Estimate: "130.00" };
  expect(driftOf([total], { JCM_MASTER__CATEGORY: [now] })).toMatchObject({
    amountChange: "30.00",
    columns: [{ row: "26-010 SUB", label: "Original estimate", accepted: "100.00", found: "130.00" }],
  });
  const later = new Set([totalKey(total, "Original_Estimate")]);
  expect(driftOf([total], { JCM_MASTER__CATEGORY: [now] }, later)).toBeNull();
});
