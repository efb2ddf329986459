import { describe, expect, test } from "vitest";
import { basesOfKey, type CauseGroup, causeBases, causeKey, causesOf, causeWords, isMuted } from "#lib/core/causes.ts";

const whole = { hasClient: true, isConnected: true, isReadable: true, seenAt: null };
const group = (over: Partial<CauseGroup>): CauseGroup => ({
  basis: "failed",
  detail: "",
  finding: null,
  sentences: 0,
  items: 1,
  amount: "10.00",
  firstAt: "2026-05-01T08:00:00.000Z",
  lastAt: "2026-05-01T08:00:00.000Z",
  ...over,
});

describe("the key of a cause", () => {
  test("is one for the same words of different documents, and another for other words", () => {
    const [cause, ...others] = causesOf(
      [
        group({ detail: "line 3 C SC-0001: Vendor inactive.", amount: "10.25", lastAt: "2026-05-03T08:00:00.000Z" }),
        group({ detail: "line 12 CI SC-0002 4: vendor  inactive", items: 3, firstAt: "2026-04-30T08:00:00.000Z" }),
        group({ detail: "line 1 C SC-0003: Period is closed" }),
      ],
      whole,
    );
    expect(cause).toMatchObject({
      key: "failed:vendor inactive",
      words: "Failed to Export: Vendor inactive.",
      items: 4,
      amount: "20.25",
      firstAt: "2026-04-30T08:00:00.000Z",
      lastAt: "2026-05-03T08:00:00.000Z",
      canRetry: true,
    });
    expect(cause?.groups).toHaveLength(2);
    expect(others.map(({ key }) => key)).toEqual(["failed:period is closed"]);
  });

  test("tells which bases its groups can have, whatever part of the way to Sage is cut", () => {
    const ways = [whole, { ...whole, hasClient: false }, { ...whole, isReadable: false }];
    for (const basis of causeBases)
      for (const leg of ways) {
        const [cause] = causesOf([group({ basis, detail: "late_success" })], leg);
        expect(basesOfKey(cause?.key ?? ""), `${basis}: ${cause?.key}`).toContain(basis);
      }
    expect(basesOfKey("failed:way: closed")).toEqual(["failed"]);
    expect(basesOfKey("")).toEqual([]);
    expect(basesOfKey("nothing:at all")).toEqual([]);
  });

  test("tells the bases apart, has an end, and has words where none were given", () => {
    expect(causeKey("held", causeWords("Not in Sage after 5 attempts."))).toBe("held:not in sage after 5 attempts");
    expect(causeKey("failed", "x".repeat(900))).toHaveLength(200);
    expect(causeWords("  ")).toBe("No reason was given");
  });
});

describe("findings", () => {
  const finding = (fixer: "project" | "admin", action?: "link-vendor") => ({
    sentence: "Lumen Works is not linked to a vendor.",
    fixer,
    fix: { words: "Link the vendor.", ...(action ? { action } : {}) },
  });

  test("are one cause for each code, with the newest sentence and how many are like it", () => {
    const found = group({
      basis: "finding",
      detail: "commitment.vendor.not_linked",
      finding: finding("admin", "link-vendor"),
      sentences: 3,
      items: 7,
    });
    expect(causesOf([found], whole)[0]).toMatchObject({
      key: "finding:commitment.vendor.not_linked",
      words: "Lumen Works is not linked to a vendor. And 2 more like it.",
      holder: "admin",
      next: { at: "vendors" },
      canRetry: false,
    });
  });

  test("what the project corrects is with accounting, which rejects it, and is not linked here", () => {
    const found = group({ basis: "finding", detail: "c", finding: finding("project"), sentences: 1 });
    expect(causesOf([found], whole)[0]).toMatchObject({ holder: "accounting", next: { at: "cause" } });
  });
});

describe("the way to Sage", () => {
  const waiting = [group({ basis: "queued" }), group({ basis: "unknown", detail: "no answer" })];

  test("what waits for a part that is cut has that as its one cause", () => {
    const away = causesOf(waiting, { ...whole, isConnected: false });
    expect(away.map(({ key, items }) => [key, items])).toEqual([["way:away", 2]]);
    expect(causesOf(waiting, { ...whole, hasClient: false })[0]).toMatchObject({ key: "way:none", holder: "admin" });
    expect(causesOf(waiting, { ...whole, isReadable: false })[0]).toMatchObject({ key: "way:unreadable" });
  });

  test("on a whole way an unknown outcome leads to both sides, and what nobody takes is said to be so", () => {
    const causes = causesOf(waiting, whole);
    expect(causes.map(({ key, next }) => [key, next.at])).toEqual([
      ["unknown:no answer", "unknown"],
      ["way:queued", "cause"],
    ]);
    // A hold is a person's to settle: no broken way explains it.
    expect(causesOf([group({ basis: "held", detail: "differs" })], { ...whole, isConnected: false })[0]?.key).toBe(
      "held:differs",
    );
  });
});

test("a mute holds until its end and not at it", () => {
  expect(isMuted("2026-05-01T08:00:01Z", "2026-05-01T08:00:00Z")).toBe(true);
  expect(isMuted("2026-05-01T08:00:00Z", "2026-05-01T08:00:00Z")).toBe(false);
  expect(isMuted(null, "2026-05-01T08:00:00Z")).toBe(false);
});
