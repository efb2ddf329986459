import { describe, expect, test } from "vitest";
import { lastReleaseOf, proposedRelease, releaseProblem, releaseWords } from "#lib/core/release-time.ts";

const zone = "America/New_York";
/** 31 October 2026, 15:00 in New York; the clock goes back in the night to the first. */
const now = Date.parse("2026-10-31T19:00:00Z");

describe("the time of a release", () => {
  test("ends with tomorrow in the company's zone, also where the clock is put back", () => {
    expect(new Date(lastReleaseOf(now, zone)).toISOString()).toBe("2026-11-02T04:59:00.000Z");
  });

  test.each([
    ["2026-10-31T17:00", null],
    ["2026-11-01T23:59", null],
    ["2026-10-31T15:00", "It is in the past."],
    ["2026-11-02T00:00", "It is after the end of tomorrow; hold the items instead (H)."],
    ["", "Give a day and a time."],
  ])("%s: %s", (local, problem) => expect(releaseProblem(local, now, zone)).toBe(problem));

  test("five o'clock is proposed, tomorrow's when today's is near", () => {
    expect(proposedRelease(now, zone)).toBe("2026-10-31T17:00");
    expect(proposedRelease(now + 5_400_000, zone)).toBe("2026-11-01T17:00");
  });

  test.each([
    ["2026-10-31T21:00:00Z", "at 17:00"],
    ["2026-11-01T22:00:00Z", "tomorrow at 17:00"],
    ["2026-11-02T13:00:00Z", "on 2026-11-02 at 08:00"],
  ])("%s is said as %s", (at, words) => expect(releaseWords(at, now, zone)).toBe(words));
});
