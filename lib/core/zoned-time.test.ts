import { expect, test } from "vitest";
import { instantOf, localTimeOf, oddTimeOf } from "#lib/core/zoned-time.ts";

test.each([
  ["2026-05-31T17:00", "America/New_York", "2026-05-31T21:00:00.000Z"],
  ["2026-12-01T17:00", "America/New_York", "2026-12-01T22:00:00.000Z"],
  ["2026-12-01T00:30", "Pacific/Auckland", "2026-11-30T11:30:00.000Z"],
  ["2026-11-01T03:00", "America/Denver", "2026-11-01T10:00:00.000Z"],
])("%s in %s is %s, and back", (local, zone, instant) => {
  expect(instantOf(local, zone)).toBe(instant);
  expect(localTimeOf(Date.parse(instant), zone)).toBe(local);
});

test("what is no time has no instant; what the clock skips is the hour after", () => {
  expect(instantOf("2026-02-31", "UTC")).toBeNull();
  expect(instantOf("2026-13-01T10:00", "UTC")).toBeNull();
  expect(instantOf("2026-03-08T02:30", "America/New_York")).toBe("2026-03-08T07:30:00.000Z");
  expect(instantOf("2026-09-27T02:30", "Pacific/Auckland")).toBe("2026-09-26T14:30:00.000Z");
});

test("what the clock shows twice is the first of the two, west and east of Greenwich", () => {
  expect(instantOf("2026-11-01T01:30", "America/Chicago")).toBe("2026-11-01T06:30:00.000Z");
  expect(instantOf("2026-04-05T02:30", "Pacific/Auckland")).toBe("2026-04-04T13:30:00.000Z");
});

test.each([
  ["2026-11-01T01:30", "America/Chicago", "twice"],
  ["2026-11-01T02:00", "America/Chicago", null],
  ["2026-11-01T00:59", "America/Chicago", null],
  ["2026-03-08T02:00", "America/Chicago", "skipped"],
  ["2026-03-08T03:00", "America/Chicago", null],
  ["2026-04-05T02:30", "Pacific/Auckland", "twice"],
  ["2026-04-05T01:45", "Australia/Lord_Howe", "twice"],
  ["2026-04-05T01:15", "Australia/Lord_Howe", null],
  ["2026-11-01T01:30", "Asia/Tokyo", null],
  ["no time", "Asia/Tokyo", null],
])("%s in %s is odd: %s", (local, zone, odd) => expect(oddTimeOf(local, zone)).toBe(odd));

test("what the clock shows in a year is its own instant again, wherever the clock shows it once", () => {
  const wrong: string[] = [];
  for (const zone of ["America/Chicago", "Pacific/Auckland", "Australia/Lord_Howe", "America/St_Johns"]) {
    for (let at = Date.parse("2026-03-01T00:00:00Z"); at < Date.parse("2026-11-10T00:00:00Z"); at += 6_300_000) {
      const local = localTimeOf(at, zone);
      const isSame = instantOf(local, zone) === new Date(at).toISOString();
      if (!isSame && oddTimeOf(local, zone) === null) wrong.push(`${local} in ${zone}`);
    }
  }
  expect(wrong).toEqual([]);
});
