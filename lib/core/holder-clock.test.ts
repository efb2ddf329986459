import { describe, expect, test } from "vitest";
import { clockOf } from "#lib/core/holder-clock.ts";

describe("the clock", () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 4, 4, 8, minute)).toISOString();
  const event = (kind: string, minute: number, more: object = {}) => {
    return { kind, at: at(minute), verdict: null, as: null, ...more };
  };
  const events = [
    event("item.received", 0),
    event("item.sent", 10),
    event("item.rejected", 15),
    event("item.sent", 30),
    event("item.accepted", 32),
    event("export.released", 33),
  ];

  test("counts each stay, the last one up to now", () => {
    const clock = clockOf(events, { state: "exporting", stateAt: at(33) }, at(40));
    expect(clock).toEqual({ project: 25 * 60, accounting: 8 * 60, erp: 7 * 60 });
  });
  test("stops with the proof", () => {
    const done = [...events, event("export.proved", 35)];
    expect(clockOf(done, { state: "synced", stateAt: at(35) }, at(59)).erp).toBe(120);
  });
  test("a refusal is with accounting, a report that settles nothing is not", () => {
    const more = [
      event("export.reported", 34, { verdict: "pending" }),
      event("export.reported", 36, { verdict: "refused" }),
    ];
    const clock = clockOf([...events, ...more], { state: "rejected", stateAt: at(40) }, at(50));
    expect(clock).toEqual({ project: 35 * 60, accounting: 12 * 60, erp: 3 * 60 });
  });
  test("without a record the state alone counts", () => {
    expect(clockOf([], { state: "ready", stateAt: at(0) }, at(1))).toEqual({ project: 0, accounting: 60, erp: 0 });
  });
});
