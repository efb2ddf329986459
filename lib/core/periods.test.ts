import { describe, expect, test } from "vitest";
import { findingMakers } from "#lib/core/finding-makers.ts";
import { dayProblem, nextOpenDay, nextPeriod, type Period, periodRules, periodsProblem } from "#lib/core/periods.ts";

const month = (number: string, days: number, over: Partial<Period> = {}): Period => ({
  name: `2026-${number}`,
  firstDay: `2026-${number}-01`,
  lastDay: `2026-${number}-${days}`,
  isApOpen: true,
  isJcOpen: true,
  ...over,
});
const closed = { isApOpen: false, isJcOpen: false };
const periods = [month("04", 30, closed), month("05", 31, { isJcOpen: false }), month("06", 30)];
const makers = findingMakers("x");
const field = { code: "date", name: "date", label: "The date", severity: "blocks" } as const;
const said = (date: string, ledger: "ap" | "jc", kept: readonly Period[] = periods) =>
  periodRules({ ...field, ledger }, date, kept, makers).map(({ code, severity, fix }) => [code, severity, fix.words]);

describe("a date in the books", () => {
  test.each([
    ["2026-04-30", "ap", "2026-05-01"],
    ["2026-04-01", "jc", "2026-06-01"],
    ["2026-05-31", "jc", "2026-06-01"],
  ] as const)("%s is closed in %s; %s is proposed", (date, ledger, next) => {
    expect(said(date, ledger)).toEqual([
      ["x.date.period_closed", "blocks", `Change the export field to ${next} or a later open date.`],
    ]);
  });

  test.each([
    ["2026-05-01", "ap"],
    ["2026-06-30", "jc"],
  ] as const)("%s is open in %s", (date, ledger) => expect(said(date, ledger)).toEqual([]));

  test("outside of all periods it asks for a look; without any periods nothing is said", () => {
    expect(said("2026-07-01", "ap")).toMatchObject([
      ["x.date.no_period", "warns", expect.stringContaining("add the period")],
    ]);
    expect(said("2026-03-31", "ap")).toMatchObject([
      ["x.date.no_period", "warns", expect.stringContaining("add the period")],
    ]);
    expect(said("2026-04-01", "ap", [])).toEqual([]);
  });

  test("when no later period is open, an administrator is named", () => {
    expect(said("2026-04-02", "ap", [month("04", 30, closed)])).toEqual([
      ["x.date.period_closed", "blocks", "An administrator opens a period in Settings."],
    ]);
    expect(nextOpenDay("2026-06-10", periods, "jc")).toBe("2026-06-10");
    expect(nextOpenDay("2026-07-10", periods, "jc")).toBeNull();
  });
});

test("periods end after they begin, do not overlap and have names of their own; gaps are allowed", () => {
  expect(periodsProblem(periods)).toBeNull();
  expect(periodsProblem([month("04", 30), month("06", 30)])).toBeNull();
  expect(periodsProblem([month("04", 30, { lastDay: "2026-03-31" })])).toContain("ends before");
  expect(periodsProblem([month("05", 31), month("04", 30, { lastDay: "2026-05-01" })])).toContain("overlaps");
  expect(periodsProblem([month("04", 30), month("05", 31, { name: "2026-04" })])).toContain("twice");
});

test("the next period is the month behind the last, over the end of a year and in February of a leap year", () => {
  expect(nextPeriod([], "2028-02-10")).toMatchObject({ firstDay: "2028-02-01", lastDay: "2028-02-29" });
  expect(nextPeriod([month("12", 31)], "2026-01-01")).toMatchObject({
    name: "January 2027",
    firstDay: "2027-01-01",
    lastDay: "2027-01-31",
  });
});

describe("one day for documents of several ledgers", () => {
  test.each([
    ["2026-04-10", ["ap"], { period: "2026-04", ledger: "AP", next: "2026-05-01" }],
    ["2026-05-10", ["ap", "jc"], { period: "2026-05", ledger: "JC", next: "2026-06-01" }],
    ["2026-04-10", ["ap", "jc"], { period: "2026-04", ledger: "AP", next: "2026-06-01" }],
  ] as const)("%s is closed to %s", (date, books, problem) =>
    expect(dayProblem(date, periods, books)).toEqual(problem),
  );

  test("no later period is open", () => {
    expect(dayProblem("2026-06-10", [month("06", 30, closed)], ["jc"])?.next).toBeNull();
  });

  test.each([
    ["2026-05-10", ["ap"]],
    ["2026-06-10", ["ap", "jc"]],
    ["2026-07-10", ["ap", "jc"]],
    ["2026-04-10", []],
  ] as const)("%s is not refused to %s", (date, books) => expect(dayProblem(date, periods, books)).toBeNull());
});
