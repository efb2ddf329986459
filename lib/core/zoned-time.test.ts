import { expect, test } from "vitest";
import { instantOf, localTimeOf } from "#lib/core/zoned-time.ts";

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
  expect(localTimeOf(Date.parse(instantOf("2026-03-08T02:30", "America/New_York") ?? ""), "America/New_York")).toMatch(
    /^2026-03-08T0[13]:30$/,
  );
});
