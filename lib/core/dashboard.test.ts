import { expect, test } from "vitest";
import { ageBucketIds, ageLines, dayBefore, dayLines, daysOf, holderIds, statesWith } from "#lib/core/dashboard.ts";
import { itemStates } from "#lib/core/workflow.ts";

test("every state that is not over has one holder, and Synced has none", () => {
  const held = holderIds.flatMap(statesWith);
  expect(held.toSorted()).toEqual(
    Object.keys(itemStates)
      .filter((state) => state !== "synced")
      .toSorted(),
  );
});

test("buckets meet without a gap; the last has no end", () => {
  expect(ageBucketIds.map(daysOf)).toEqual([
    { from: 0, before: 2 },
    { from: 2, before: 4 },
    { from: 4, before: 8 },
    { from: 8, before: 15 },
    { from: 15, before: null },
  ]);
});

test("states of one holder are added up; who has nothing has a line of zeros", () => {
  const [project, accounting, erp] = ageLines([
    { state: "ready", bucket: 0, items: 2, amount: "10.10" },
    { state: "outbox", bucket: 0, items: 1, amount: "0.15" },
    { state: "failed", bucket: 4, items: 1, amount: "-3.00" },
    { state: "rejected", bucket: 1, items: 5, amount: "7.00" },
    { state: "synced", bucket: 1, items: 9, amount: "9.00" },
  ]);
  expect(accounting).toMatchObject({
    items: 4,
    amount: "7.25",
    buckets: {
      d0: { items: 3, amount: "10.25" },
      d2: { items: 0, amount: "0.00" },
      d15: { items: 1, amount: "-3.00" },
    },
  });
  expect(project?.buckets.d2).toEqual({ items: 5, amount: "7.00" });
  expect([erp?.items, erp?.amount]).toEqual([0, "0.00"]);
});

test("days without anything are there too, newest first, over the end of a month", () => {
  const lines = dayLines(
    [
      { day: "2026-03-01", kind: "item.accepted", count: 3 },
      { day: "2026-02-28", kind: "export.proved", count: 2 },
      { day: "2026-02-28", kind: "item.sent", count: 8 },
    ],
    "2026-03-01",
    3,
  );
  expect(lines).toEqual([
    { day: "2026-03-01", accepted: 3, synced: 0, rejected: 0 },
    { day: "2026-02-28", accepted: 0, synced: 2, rejected: 0 },
    { day: "2026-02-27", accepted: 0, synced: 0, rejected: 0 },
  ]);
  expect(dayBefore("2028-03-01", 1)).toBe("2028-02-29");
});
