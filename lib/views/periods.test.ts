import { expect, test } from "vitest";
import { monthEnds } from "#lib/views/periods.ts";

test("months end where they end, back over the year and in a leap year", () => {
  expect(monthEnds("2028-03-14", 4)).toEqual(["2028-03-31", "2028-02-29", "2028-01-31", "2027-12-31"]);
});

test("the first and the last day of a month give the same end", () => {
  expect(monthEnds("2026-11-01", 1)).toEqual(monthEnds("2026-11-30", 1));
});
