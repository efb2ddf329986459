import { expect, test } from "vitest";
import { type ImpactRow, impactOf, impactTotals } from "#lib/views/impact.ts";

const [a, b] = [{ sha256: "a" }, { sha256: "b" }];

test.each([
  ["ready", "clean", "blocked", "blocks"],
  ["ready", "look", "blocked", "blocks"],
  ["rejected", "blocked", "clean", "frees"],
  ["failed", "clean", "look", "look"],
  ["retrieved", "look", "clean", "clears"],
  ["ready", "clean", "clean", null],
  ["outbox", "clean", "blocked", "stops"],
  ["outbox", "clean", "look", null],
] as const)("%s, %s → %s: %s", (state, before, after, change) => {
  expect(impactOf(state, { lane: before, ...a }, { lane: after, ...a })).toBe(change);
});

test("other bytes in the same lane: written differently while undecided, stopped once accepted", () => {
  expect(impactOf("ready", { lane: "clean", ...a }, { lane: "clean", ...b })).toBe("rewrites");
  expect(impactOf("outbox", { lane: "clean", ...a }, { lane: "clean", ...b })).toBe("stops");
  expect(impactOf("ready", { lane: "blocked", ...a }, { lane: "blocked", sha256: null })).toBeNull();
});

test("totals by type and change are exact sums, the grave ones first", () => {
  const row = (typeLabel: string, change: ImpactRow["change"], amount: string) =>
    ({ typeLabel, change, amount }) as ImpactRow;
  const rows = [
    row("Commitments", "rewrites", "0.10"),
    row("Commitments", "rewrites", "0.20"),
    row("Invoices", "blocks", "-5.00"),
  ];
  expect(impactTotals(rows)).toEqual([
    { typeLabel: "Invoices", change: "blocks", count: 1, amount: "-5" },
    { typeLabel: "Commitments", change: "rewrites", count: 2, amount: "0.3" },
  ]);
  expect(impactTotals([])).toEqual([]);
});
