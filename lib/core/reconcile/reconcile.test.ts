import { expect, test } from "vitest";
import { changedFigures } from "#lib/core/reconcile/changed-figures.ts";
import { measureNames } from "#lib/core/reconcile/measures.ts";
import { reconcile, residueOf, type SageTotals, type Strand, sealText, split } from "#lib/core/reconcile/reconcile.ts";
import { type ItemState, itemStates } from "#lib/core/workflow.ts";

const of = (amount: string) => ({ amount, retainage: "0" });
const zero = Object.fromEntries(measureNames.map((measure) => [measure, "0"])) as SageTotals;

function aStrand(over: Partial<Strand> = {}): Strand {
  const base = {
    counterpart: "commitment",
    state: "synced",
    isProved: true,
    isRead: true,
    isDated: true,
    isBooked: true,
  } as const;
  return { ...base, procore: of("100.00"), sent: of("100.00"), sage: of("100.00"), moved: of("0"), ...over };
}
const causesOf = (strand: Strand) =>
  Object.fromEntries(Object.entries(split(strand, "amount").causes).filter(([, value]) => Number(value) !== 0));

test("a document that is equal on both sides has no difference", () => {
  expect(causesOf(aStrand())).toEqual({});
  expect(residueOf(aStrand(), "amount")).toBe("0");
});

test("what is not in Sage yet has the cause of its state, each state one", () => {
  const cause = (state: ItemState) =>
    Object.keys(causesOf(aStrand({ state, isProved: false, sent: of("0"), sage: of("0") })))[0];
  expect(Object.fromEntries(Object.keys(itemStates).map((state) => [state, cause(state as ItemState)]))).toEqual({
    not_sent: "not_sent",
    ready: "waiting",
    retrieved: "not_sent",
    rejected: "not_sent",
    outbox: "outbox",
    exporting: "in_flight",
    unknown: "in_flight",
    held: "failed",
    failed: "failed",
    synced: "changed_in_procore",
  });
});

test("a change on either side is told apart, and what nobody saw change stays unexplained", () => {
  const both = aStrand({ procore: of("130.00"), sage: of("90.00"), moved: of("-10.00") });
  expect(causesOf(both)).toEqual({ changed_in_procore: "30", changed_in_sage: "10" });
  expect(residueOf(both, "amount")).toBe("0");
  const unseen = aStrand({ sage: of("90.00") });
  expect(causesOf(unseen)).toEqual({});
  expect(residueOf(unseen, "amount")).toBe("10");
});

test("a proof that the mirror cannot show yet is in flight, also beside what waits of the same document", () => {
  expect(causesOf(aStrand({ isRead: false, sage: of("0") }))).toEqual({ in_flight: "100" });
  const reopened = aStrand({ state: "exporting", procore: of("150.00"), isRead: false, sage: of("0") });
  expect(causesOf(reopened)).toEqual({ in_flight: "150" });
});

test("a document inside the period on one side only is outside it, on neither side it is not there", () => {
  expect(causesOf(aStrand({ isDated: false }))).toEqual({ outside_period: "-100" });
  expect(causesOf(aStrand({ isBooked: false }))).toEqual({ outside_period: "100" });
  expect(split(aStrand({ isDated: false, isBooked: false }), "amount")).toEqual({
    procore: "0",
    sage: "0",
    causes: {},
  });
});

test("a signature is broken by any figure, and says which", () => {
  const before = reconcile([aStrand()], { ...zero, committed: "100" }, zero);
  const same = reconcile([aStrand()], { ...zero, committed: "100.00" }, zero);
  const after = reconcile([aStrand({ procore: of("101.00") })], { ...zero, committed: "100" }, zero);
  expect(sealText("p", "2026-05-31", same)).toBe(sealText("p", "2026-05-31", before));
  expect(sealText("p", "2026-05-31", after)).not.toBe(sealText("p", "2026-05-31", before));
  expect(sealText("p", "2026-06-30", before)).not.toBe(sealText("p", "2026-05-31", before));
  expect(changedFigures(before, after)).toEqual([
    { label: "Committed, Procore", before: "100.00", now: "101.00" },
    { label: "Committed, Changed in Procore", before: "0.00", now: "1.00" },
  ]);
  expect(changedFigures(before, same)).toEqual([]);
});
