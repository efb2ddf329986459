import { expect, test } from "vitest";
import { type HoldFacts, holdIsOver, holdProblem, holdWords } from "#lib/core/holds.ts";

const nothing: HoldFacts = { now: 1000, isVendorLinked: null, isParentSynced: null, isPeriodOpen: null };
const closed: HoldFacts = { now: 1000, isVendorLinked: false, isParentSynced: false, isPeriodOpen: false };
const open: HoldFacts = { now: 1000, isVendorLinked: true, isParentSynced: true, isPeriodOpen: true };

test("a hold ends by its own event alone, and one without an event by nobody", () => {
  expect(holdIsOver("lift", null, open)).toBeNull();
  expect(holdIsOver("time", 1000, closed)).toBe("Its time has come");
  expect(holdIsOver("time", 1001, open)).toBeNull();
  expect(holdIsOver("link", null, open)).toBe("The vendor is linked");
  expect(holdIsOver("parent", null, open)).toBe("The parent is Synced");
  expect(holdIsOver("period", null, open)).toBe("The accounting period is open");
  for (const kind of ["link", "parent", "period"] as const) {
    expect(holdIsOver(kind, null, closed), kind).toBeNull();
    expect(holdIsOver(kind, null, nothing), kind).toBeNull();
  }
});

test("nothing is held for what happened already, or cannot happen", () => {
  for (const kind of ["link", "parent", "period"] as const) {
    expect(holdProblem(kind, null, closed), kind).toBeNull();
    expect(holdProblem(kind, null, open), kind).toMatch(/already\.$/);
    expect(holdProblem(kind, null, nothing), kind).not.toBeNull();
  }
  expect(holdProblem("time", 999, closed)).toBe("The time is in the past.");
  expect(holdProblem("time", null, closed)).toMatch(/^The time is missing/);
  expect(holdProblem("time", 1000 + 400 * 86_400_000, closed)).toMatch(/more than a year/);
  expect(holdProblem("time", 1001, closed)).toBeNull();
  expect(holdProblem("lift", null, nothing)).toBeNull();
});

test("the words behind Held", () => {
  expect(holdWords("time", "2026-05-31 17:00 UTC")).toBe("until 2026-05-31 17:00 UTC");
  expect(holdWords("parent", null)).toBe("until the parent is Synced");
});
