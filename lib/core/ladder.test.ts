import { describe, expect, test } from "vitest";
import { ladderOf, paceOf, type RungCount, rungIds } from "#lib/core/ladder.ts";
import { type ItemState, itemStates } from "#lib/core/workflow.ts";

const aCount = (over: Partial<RungCount> = {}): RungCount => {
  const zero = { rung: "commitments", state: "ready", count: 1, blocked: 0, amount: "10.00" } as const;
  return { ...zero, oldestAt: "2026-05-04T08:00:00.000Z", ...over };
};

describe("the ladder", () => {
  test("has every rung in order, also the empty ones", () => {
    const ladder = ladderOf([aCount()]);
    expect(ladder.map(({ rung }) => rung)).toEqual(rungIds);
    expect(ladder[0]).toMatchObject({ rung: "job", count: 0, amount: "0", oldestAt: null });
  });

  test("each state is counted once, in one place", () => {
    for (const state of Object.keys(itemStates) as ItemState[]) {
      const one = ladderOf([aCount({ state, count: 3 })]).find(({ rung }) => rung === "commitments");
      if (!one) throw new Error("no rung");
      const { synced, accounting, sage, returned, notSent, failed } = one;
      expect([synced, accounting, sage, returned, notSent, failed].toSorted()).toEqual([0, 0, 0, 0, 0, 3]);
    }
  });

  test("adds money exactly, and what is Synced is not open, not blocked and not old", () => {
    const old = "2026-01-01T00:00:00.000Z";
    const [one] = ladderOf([
      aCount({ state: "synced", amount: "0.10", blocked: 1, oldestAt: old }),
      aCount({ state: "rejected", amount: "0.20", blocked: 1, oldestAt: "2026-03-01T00:00:00.000Z" }),
      aCount({ state: "ready", amount: "-0.05", oldestAt: "2026-02-01T00:00:00.000Z" }),
    ]).filter(({ rung }) => rung === "commitments");
    expect(one).toMatchObject({ amount: "0.25", open: "0.15", blocked: 1, oldestAt: "2026-02-01T00:00:00.000Z" });
  });
});

describe("the pace", () => {
  test("weighs types by what was seen of them", () => {
    const paces = [
      { samples: 30, accounting: 100, sage: 10 },
      { samples: 10, accounting: 500, sage: 50 },
    ];
    expect(paceOf(paces)).toEqual({ accounting: 200, sage: 20 });
  });
  test("is not known from too little", () => {
    expect(paceOf([{ samples: 4, accounting: 1, sage: 1 }])).toBeNull();
    expect(paceOf([])).toBeNull();
  });
});
