import { describe, expect, test } from "vitest";
import {
  businessDate,
  type Clock,
  clockFor,
  dayOf,
  fullStampOf,
  isTimeZone,
  stampOf,
  timeOf,
  zonedStampOf,
} from "#lib/core/clock.ts";

const chicago: Clock = { timeZone: "America/Chicago", dateFormat: "words" };
const tokyo: Clock = { timeZone: "Asia/Tokyo", dateFormat: "iso" };

describe("a moment", () => {
  test.each([
    // The clock is put forward at 08:00 UTC.
    ["2026-03-08T07:59:59Z", chicago, "8 Mar 2026 01:59:59 CST"],
    ["2026-03-08T08:00:00Z", chicago, "8 Mar 2026 03:00:00 CDT"],
    // It is put back at 07:00 UTC: the same digits, another zone.
    ["2026-11-01T06:30:00Z", chicago, "1 Nov 2026 01:30:00 CDT"],
    ["2026-11-01T07:30:00Z", chicago, "1 Nov 2026 01:30:00 CST"],
    ["2026-12-31T15:00:00Z", tokyo, "2027-01-01 00:00:00 GMT+9"],
    ["2026-12-31T14:59:59Z", tokyo, "2026-12-31 23:59:59 GMT+9"],
    ["2026-12-01T21:05:00Z", { timeZone: "Pacific/Auckland", dateFormat: "words" }, "2 Dec 2026 10:05:00 GMT+13"],
    ["2026-05-09T03:04:05Z", { timeZone: "UTC", dateFormat: "iso" }, "2026-05-09 03:04:05 UTC"],
  ] as const)("%s by %j is %s", (at, clock, words) => expect(fullStampOf(at, clock)).toBe(words));

  test("its parts are those of the whole", () => {
    const at = "2026-03-14T14:30:12Z";
    expect([dayOf(at, chicago), timeOf(at, chicago)]).toEqual(["14 Mar 2026", "09:30"]);
    expect([dayOf(at, tokyo), timeOf(at, tokyo)]).toEqual(["2026-03-14", "23:30"]);
    expect(stampOf(at, tokyo)).toBe("2026-03-14 23:30");
    expect(zonedStampOf(at, chicago)).toBe("14 Mar 2026 09:30 CDT");
  });

  test("every month is written in both formats", () => {
    for (let month = 1; month <= 12; month++) {
      const date = `2026-${String(month).padStart(2, "0")}-05`;
      const at = `${date}T12:00:00Z`;
      expect(dayOf(at, { timeZone: "UTC", dateFormat: "iso" })).toBe(date);
      expect(dayOf(at, { timeZone: "UTC", dateFormat: "words" })).toMatch(/^5 [A-Z][a-z]{2} 2026$/);
    }
  });
});

describe("a business date", () => {
  test("is the same day in every zone; only how it is written is the reader's", () => {
    for (const timeZone of ["Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Chicago"]) {
      expect(businessDate("2026-12-31", { timeZone, dateFormat: "words" } as Clock)).toBe("31 Dec 2026");
      expect(businessDate("2026-12-31", { timeZone, dateFormat: "iso" } as Clock)).toBe("2026-12-31");
    }
  });
  test("what is no date is left as it is", () => {
    expect(businessDate("", chicago)).toBe("");
    expect(businessDate("12/2026", tokyo)).toBe("12/2026");
  });
});

describe("whose clock", () => {
  test("the own choices, one by one; else the company's", () => {
    expect(clockFor(chicago, null)).toEqual(chicago);
    expect(clockFor(chicago, { timeZone: null, dateFormat: "iso" })).toEqual({ ...chicago, dateFormat: "iso" });
    expect(clockFor(chicago, { timeZone: "Asia/Tokyo", dateFormat: null })).toEqual({
      ...chicago,
      timeZone: "Asia/Tokyo",
    });
  });
  test("a zone that is not known here leaves the company's", () => {
    expect(clockFor(chicago, { timeZone: "Mars/Olympus", dateFormat: null })).toEqual(chicago);
  });
  test.each([
    ["America/Chicago", true],
    ["America/Argentina/Buenos_Aires", true],
    ["UTC", true],
    ["Etc/GMT+5", true],
    ["Mars/Olympus", false],
    ["+09:00", false],
    ["America/", false],
    ["", false],
    ["America/Chicago; drop", false],
  ])("%s is a zone: %s", (name, is) => expect(isTimeZone(name)).toBe(is));
});
