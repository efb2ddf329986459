import { expect, test } from "vitest";
import { justBefore, standingOf, throughInstant } from "#lib/core/as-of.ts";

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

test("an instant is shown, to come, before the thing was here, or not known", () => {
  const now = "2026-03-02T00:00:00.000Z";
  const asked = { at: "2026-03-01T00:00:00Z", now };
  const late = { own: "2026-03-01T12:00:00.000Z", first: "2026-02-01T00:00:00.000Z" };
  const early = { own: "2026-03-01T12:00:00.000Z", first: "2026-03-01T12:00:00.000Z" };
  expect(standingOf({ ...asked, isKept: true, kept: late })).toBe("shown");
  expect(standingOf({ ...asked, at: "2026-03-03T00:00:00Z", isKept: true, kept: late })).toBe("to_come");
  expect(standingOf({ ...asked, isKept: false, kept: late })).toBe("not_yet");
  expect(standingOf({ ...asked, isKept: false, kept: early })).toBe("not_kept");
  expect(standingOf({ ...asked, isKept: false, kept: { own: null, first: null } })).toBe("not_kept");
});
