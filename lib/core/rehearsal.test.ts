import { expect, test } from "vitest";
import { isZero, sum } from "#lib/core/money.ts";
import type { SageTotals, Strand } from "#lib/core/reconcile/reconcile.ts";
import { addRehearsals, type FateGroup, fateIds, missing, rehearse } from "#lib/core/rehearsal.ts";

const sage: SageTotals = {
  ...{
    budget: "9.00",
    committed: "1000.00",
    changes: "-50.50",
    invoiced: "300.00",
    retainage: "30.00",
    job_cost: "1.00",
  },
};
const group = (over: Partial<FateGroup>): FateGroup => ({
  counterpart: "commitment",
  fate: "goes",
  isReleased: false,
  items: 1,
  amount: "100.00",
  retainage: "0.00",
  ...over,
});
const of = (amount: string) => ({ amount, retainage: "0.00" });
const strand = (over: Partial<Strand>): Strand => ({
  counterpart: "commitment",
  state: "exporting",
  isProved: false,
  isRead: true,
  isDated: true,
  isBooked: true,
  procore: of("100.00"),
  sent: of("0"),
  sage: of("0"),
  moved: of("0"),
  ...over,
});

test("opening and what is added are the closing; commitments and change orders are told apart", () => {
  const groups = [
    group({}),
    group({ counterpart: "change_order", amount: "-7.25" }),
    group({ counterpart: "estimate" }),
  ];
  const { committed } = rehearse(groups, { strands: [], sage });
  expect(committed).toMatchObject({
    opening: "949.50",
    released: "0.00",
    adds: { commitment: "100.00", change_order: "-7.25" },
    closing: "1042.25",
  });
});

test("an invoice adds its amount to one measure and its retainage to the other", () => {
  const { invoiced, retainage, committed } = rehearse(
    [group({ counterpart: "invoice", amount: "40.00", retainage: "4.00" })],
    { strands: [], sage },
  );
  expect([invoiced.closing, retainage.closing, committed.closing]).toEqual(["340.00", "34.00", "949.50"]);
});

test.each(missing)("what has the fate %s is beside the closing, not in it", (fate) => {
  const { committed } = rehearse([group({ fate })], { strands: [], sage });
  expect(committed.closing).toBe("949.50");
  expect(fateIds.filter((one) => one !== "goes" && !isZero(committed.left[one]))).toEqual([fate]);
});

test("what Sage shows already of what is on its way is not counted twice, and what it does not show yet is not lost", () => {
  const released = [group({ isReleased: true })];
  const closing = (strands: Strand[], groups = released) => rehearse(groups, { strands, sage }).committed.closing;
  expect(closing([strand({})])).toBe("1049.50");
  expect(closing([strand({ sage: of("100.00") })])).toBe("949.50");
  const proved = strand({ state: "synced", isProved: true, isRead: false, sent: of("60.00") });
  expect(closing([proved], [])).toBe("1009.50");
  expect(closing([{ ...proved, isRead: true }], [])).toBe("949.50");
  expect(closing([{ ...proved, isBooked: false }], [])).toBe("949.50");
});

test("totals under a list are the sums of its figures, and add up as they do", () => {
  const cells = [group({}), group({ fate: "blocked", amount: "3.00" })].map(
    (one) => rehearse([one], { strands: [], sage }).committed,
  );
  const total = addRehearsals(cells);
  expect(total).toMatchObject({ opening: "1899.00", closing: "1999.00", left: { blocked: "3.00" } });
  expect(sum([total.closing])).toBe(sum([total.opening, total.released, ...Object.values(total.adds)]));
});
