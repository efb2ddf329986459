import { expect, test } from "vitest";
import { justBefore, throughInstant } from "#lib/core/as-of.ts";

test.each([
  ["2026-03-14T10:12Z", "2026-03-14T10:12:00.000999Z"],
  ["2026-03-14T10:12:05Z", "2026-03-14T10:12:05.000999Z"],
  ["2026-03-14T10:12:05.1Z", "2026-03-14T10:12:05.100999Z"],
  ["2026-03-14T10:12:05.123+02:00", "2026-03-14T10:12:05.123999+02:00"],
  ["2026-03-14T10:12:05.123456Z", "2026-03-14T10:12:05.123456Z"],
])("%s is everything up to %s", (at, bound) => {
  expect(throughInstant(at)).toBe(bound);
});

test("what was before an event ends one millisecond before it, and leaves the event out", () => {
  const at = "2026-03-14T10:12:05.123Z";
  const digits = (instant: string) => instant.slice(0, -1);
  expect(digits(throughInstant(justBefore(at))) < digits(at)).toBe(true);
  expect(digits(throughInstant(at)) < digits(at)).toBe(false);
});
