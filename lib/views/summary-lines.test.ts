import { expect, test } from "vitest";
import { summaryLines } from "#lib/views/summary-lines.ts";

const waiting = [
  { state: "ready", isReturned: false, count: 2, amount: "10.00" },
  { state: "ready", isReturned: true, count: 1, amount: "5.50" },
  { state: "failed", isReturned: false, count: 1, amount: "1.00" },
  { state: "rejected", isReturned: false, count: 3, amount: "9.00" },
] as const;
const words = (...args: Parameters<typeof summaryLines>) => summaryLines(...args).map((line) => line.words);

test("an accountant hears of what accounting holds, a project manager of what is back at the own projects", () => {
  expect(words(["accountant"], waiting, [], "USD")).toEqual([
    "1 item came back after a rejection, USD 5.50",
    "2 items Ready to Export, USD 10.00",
    "1 item Failed to Export, USD 1.00",
  ]);
  expect(words(["project_manager"], waiting, waiting, "USD")).toEqual(["3 items Rejected by accounting, USD 9.00"]);
});

test("two roles are told once, nobody without anything that waits, an auditor never", () => {
  expect(words(["accountant", "admin"], waiting, [], "USD")).toHaveLength(3);
  expect(words(["project_manager"], waiting, [], "USD")).toEqual([]);
  expect(words(["auditor"], waiting, waiting, "USD")).toEqual([]);
});
