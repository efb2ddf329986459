import { describe, expect, test } from "vitest";
import type { Clock } from "#lib/core/clock.ts";
import { lastReleaseOf, proposedRelease, releaseProblem, releaseWords } from "#lib/core/release-time.ts";

const zone = "America/New_York";
const own: Clock = { timeZone: zone, dateFormat: "words" };
const here = { own, companyZone: zone };
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
  ])("%s: %s", (local, problem) => expect(releaseProblem(local, now, here)).toBe(problem));

  test("five o'clock is proposed, tomorrow's when today's is near", () => {
    expect(proposedRelease(now, here)).toBe("2026-10-31T17:00");
    expect(proposedRelease(now + 5_400_000, here)).toBe("2026-11-01T17:00");
  });

  test.each([
    ["2026-10-31T21:00:00Z", "at 17:00"],
    ["2026-11-01T22:00:00Z", "tomorrow at 17:00"],
    ["2026-11-02T13:00:00Z", "on 2 Nov 2026 at 08:00"],
  ])("%s is said as %s", (at, words) => expect(releaseWords(at, now, own)).toBe(words));
});

describe("the release of somebody in another zone than the company", () => {
  /** 1 December 2026: 15:00 in Chicago, 10:00 of the day after in Auckland. */
  const instant = Date.parse("2026-12-01T21:00:00Z");
  const auckland: Clock = { timeZone: "Pacific/Auckland", dateFormat: "iso" };
  const abroad = { own: auckland, companyZone: "America/Chicago" };

  test.each([
    ["2026-12-02T17:00", null],
    // The company's tomorrow ends at 23:59 on the second in Chicago.
    ["2026-12-03T18:59", null],
    [
      "2026-12-03T19:00",
      "It is after the end of tomorrow at the company, 2026-12-03 18:59 GMT+13; hold the items instead (H).",
    ],
    // What is still to come in Chicago is past for whoever types it in Auckland.
    ["2026-12-01T17:00", "It is in the past."],
  ])("%s by the own clock: %s", (local, problem) => expect(releaseProblem(local, instant, abroad)).toBe(problem));

  test("is proposed by the own clock, and said by it", () => {
    expect(proposedRelease(instant, abroad)).toBe("2026-12-02T17:00");
    expect(releaseWords("2026-12-02T04:00:00Z", instant, auckland)).toBe("at 17:00");
    expect(releaseWords("2026-12-03T05:00:00Z", instant, auckland)).toBe("tomorrow at 18:00");
    expect(releaseWords("2026-12-03T05:00:00Z", instant, { ...auckland, timeZone: "America/Chicago" })).toBe(
      "tomorrow at 23:00",
    );
  });

  test("what is proposed is never after the company's end of tomorrow", () => {
    for (let hour = 0; hour < 48; hour++) {
      for (const [home, away] of [
        ["America/Chicago", "Pacific/Auckland"],
        ["Pacific/Auckland", "America/Chicago"],
        ["Europe/London", "America/Denver"],
        ["Pacific/Kiritimati", "Pacific/Pago_Pago"],
      ] as const) {
        const at = instant + hour * 3_600_000 + 1_740_000;
        const clocks = { own: { ...auckland, timeZone: away }, companyZone: home };
        expect([home, hour, releaseProblem(proposedRelease(at, clocks), at, clocks)]).toEqual([home, hour, null]);
      }
    }
  });
});
