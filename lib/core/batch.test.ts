import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { batchOutcomeOf, batchOutcomes, hashTotalText, subtotals } from "#lib/core/batch.ts";
import { sum } from "#lib/core/money.ts";

describe("the hash total", () => {
  const one = { itemId: "b", documentSha256: "2" };
  const two = { itemId: "a", documentSha256: "1" };
  test("does not depend on the order, and does on every item and document", () => {
    expect(hashTotalText([one, two])).toBe("a 1\nb 2\n");
    expect(hashTotalText([two, one])).toBe(hashTotalText([one, two]));
    expect(hashTotalText([two])).not.toBe(hashTotalText([one, two]));
    expect(hashTotalText([{ ...one, documentSha256: "3" }, two])).not.toBe(hashTotalText([one, two]));
  });
});

describe("the outcome of an item", () => {
  test("is that of the export with the very document", () => {
    expect(batchOutcomeOf({ status: "proved", documentSha256: "1" }, "1")).toBe("proved");
    expect(batchOutcomeOf({ status: "unknown", documentSha256: "1" }, "1")).toBe("attention");
    expect(batchOutcomeOf({ status: "taken_back", documentSha256: "1" }, "1")).toBe("taken_back");
  });
  test("is never Proved by another document, nor by none", () => {
    expect(batchOutcomeOf({ status: "proved", documentSha256: "2" }, "1")).toBe("replaced");
    expect(batchOutcomeOf(null, "1")).toBe("replaced");
  });
});

test("subtotals account for every row once, whatever the labels", () => {
  const row = fc.record({
    label: fc.constantFrom(...Object.values(batchOutcomes)),
    amount: fc.integer({ min: -10_000, max: 10_000 }).map((cents) => (cents / 4).toFixed(2)),
  });
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const totals = subtotals(rows, ({ label }) => label);
      expect(totals.reduce((count, total) => count + total.count, 0)).toBe(rows.length);
      expect(sum(totals.map(({ amount }) => amount))).toBe(sum(rows.map(({ amount }) => amount)));
      expect(new Set(totals.map(({ label }) => label)).size).toBe(totals.length);
    }),
  );
});
