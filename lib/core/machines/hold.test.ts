import { describe, expect, test } from "vitest";
import { accepted, exportTimes, stepExport } from "#lib/core/machines/export.ts";
import type { ExportState } from "#lib/core/machines/export-state.ts";

const now = 1_000_000;
const open = { kind: "open" } as const;
const waits: ExportState = accepted(now - 1);
const queued: ExportState = { ...waits, status: "queued" };
const held = (state: ExportState) => stepExport(state, { kind: "hold" }).state;

describe("a held export", () => {
  test.each([
    ["outbox", waits],
    ["waiting", { ...waits, status: "waiting" } as ExportState],
    ["queued", queued],
  ])("in %s is neither released nor leased, whatever its time and its gate say", (_, state) => {
    const on = held(state);
    expect(on).toMatchObject({ status: state.status, isOnHold: true, nextCheckAt: null });
    expect(stepExport(on, { kind: "tick", now, gate: open })).toEqual({ state: on, effects: [] });
    expect(stepExport(on, { kind: "lease", now, ttl: 1000 }).isRefused).toBe(true);
    expect(stepExport(on, { kind: "hold" }).isRefused).toBe(true);
  });

  test("goes on where it stood once it is lifted, and not before its release", () => {
    const queue = stepExport(held(queued), { kind: "lift", now });
    expect(queue).toMatchObject({ state: { isOnHold: false, nextCheckAt: now + exportTimes.checkMs } });
    expect(queue.effects).toEqual([{ kind: "offer" }]);
    const later = stepExport(held(accepted(now + 5000)), { kind: "lift", now });
    expect(later.effects).toEqual([{ kind: "ring", at: now + 5000 }]);
    expect(stepExport(later.state, { kind: "tick", now, gate: open }).state.status).toBe("outbox");
    expect(stepExport(waits, { kind: "lift", now }).isRefused).toBe(true);
  });

  test("can be taken back, and is not accepted again while it is held", () => {
    const back = stepExport(held(waits), { kind: "take_back" });
    expect(back.state).toMatchObject({ status: "taken_back", isOnHold: true });
    expect(stepExport(back.state, { kind: "accept", releaseAt: now }).isRefused).toBe(true);
    const lifted = stepExport(back.state, { kind: "lift", now });
    expect(lifted).toMatchObject({ state: { status: "taken_back", isOnHold: false }, effects: [] });
    expect(stepExport(lifted.state, { kind: "accept", releaseAt: now }).isRefused).toBeUndefined();
  });

  test("that Sage shows after all is proved, and held no longer", () => {
    const verdict = { kind: "proved", wroteSha256: "" } as never;
    const step = stepExport({ ...held(waits), fence: 1 }, { kind: "report", now, fence: 1, verdict });
    expect(step.state).toMatchObject({ status: "proved", isOnHold: false });
  });

  test.each(["leased", "imported", "unknown", "held", "proved", "failed"] as const)("is none that is %s", (status) => {
    const lease = status === "leased" ? ({ mode: "deliver", deadline: now + 1 } as const) : null;
    expect(stepExport({ ...waits, status, lease }, { kind: "hold" }).isRefused).toBe(true);
  });
});
