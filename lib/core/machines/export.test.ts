import { describe, expect, test } from "vitest";
import { accepted, exportTimes, lookedFor, settledFence, stepExport } from "#lib/core/machines/export.ts";
import {
  type ExportEvent,
  type ExportState,
  type ExportStatus,
  exportStatuses,
  type Gate,
} from "#lib/core/machines/export-state.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import { watchTimes } from "#lib/core/machines/unlink.ts";
import { exportWorkflow, type ItemState } from "#lib/core/workflow.ts";

const now = 1_000_000;
const open: Gate = { kind: "open" };
const verdicts: Record<string, Verdict> = {
  proved: { kind: "proved" },
  imported: { kind: "imported" },
  refused: { kind: "refused", messages: ["line 1: no such code"] },
  absent: { kind: "absent" },
  pending: { kind: "pending", reason: "no report" },
  mismatch: { kind: "mismatch", differences: [] },
  conflict: { kind: "conflict", differences: [] },
  declined: { kind: "declined", reason: "hash" },
  gone: { kind: "gone" },
  stands: { kind: "stands", where: ["JCM_MASTER__COMMITMENT SC-1"] },
};
const report = (verdict: string, fence = 2): ExportEvent => ({
  kind: "report",
  now,
  fence,
  verdict: verdicts[verdict] as Verdict,
});
const events: Record<string, ExportEvent> = {
  open: { kind: "tick", now, gate: open },
  wait: { kind: "tick", now, gate: { kind: "wait", reason: "SC-1" } },
  stop: { kind: "tick", now, gate: { kind: "stop", reason: "period closed" } },
  lease: { kind: "lease", now, ttl: 30_000 },
  ...Object.fromEntries(Object.keys(verdicts).map((kind) => [kind, report(kind)])),
  accept: { kind: "accept", releaseAt: now + 9 },
  take_back: { kind: "take_back" },
  link: { kind: "link", now },
  unlink: { kind: "unlink", now },
  keep: { kind: "keep" },
  adopt: { kind: "resolve", now, as: "adopt" },
  send_again: { kind: "resolve", now, as: "send_again" },
  give_up: { kind: "resolve", now, as: "give_up" },
};

/** By hand: next status; "." stays; "x" refused. Leases are over, everything is due, fence 2 is the newest. */
const table = `
           outbox     waiting    queued leased   imported unknown  held   proved   failed taken_back unlinking unlinked
open       queued     queued     .      unknown  .        .        .      .        .      .          .         .
wait       waiting    .          .      unknown  .        .        .      .        .      .          .         .
stop       failed     failed     .      unknown  .        .        .      .        .      .          .         .
lease      x          x          leased x        .        .        x      x        x      x          unlinking x
proved     proved     proved     proved proved   proved   proved   proved .        proved .          .         .
imported   .          .          .      imported .        imported .      .        .      .          .         .
refused    .          .          .      failed   failed   failed   .      .        .      .          .         .
absent     .          .          .      queued   held     queued   .      .        .      .          .         .
pending    .          .          .      unknown  .        .        .      .        .      .          .         .
mismatch   .          .          .      unknown  unknown  held     .      .        .      .          .         .
conflict   .          .          .      held     held     held     .      .        .      .          .         .
declined   .          .          .      held     held     held     .      .        .      .          .         .
gone       .          .          .      .        .        .        .      .        .      .          .         .
stands     .          .          .      .        .        .        .      .        .      .          .         .
accept     x          x          x      x        x        x        x      x        outbox outbox     x         outbox
take_back  taken_back taken_back x      x        x        x        x      x        x      x          x         x
link       x          x          x      x        x        x        x      x        unknown unknown   x         unknown
unlink     x          x          x      x        x        x        x      unlinking x      x          x         x
keep       x          x          x      x        x        x        x      x        x      x          proved    x
adopt      x          x          x      x        x        proved   proved x        x      x          x         x
send_again x          x          x      x        x        x        queued x        x      x          x         x
give_up    x          x          x      x        x        x        failed x        x      x          x         x`;
const [head = [], ...lines] = table
  .trim()
  .split("\n")
  .map((line) => line.trim().split(/\s+/));
const itemOf: Record<ExportStatus, ItemState> = {
  outbox: "outbox",
  waiting: "outbox",
  queued: "exporting",
  leased: "exporting",
  imported: "exporting",
  unknown: "unknown",
  held: "held",
  proved: "synced",
  unlinking: "synced",
  unlinked: "not_sent",
  failed: "failed",
  taken_back: "ready",
};
const isAtRest = (status: ExportStatus) => ["held", "proved", "failed", "taken_back", "unlinked"].includes(status);

function at(status: ExportStatus, more: Partial<ExportState> = {}): ExportState {
  const lease = status === "leased" ? ({ mode: "deliver", deadline: now } as const) : null;
  const hasOpenIntent = ["leased", "imported", "unknown", "held"].includes(status);
  const nextCheckAt = isAtRest(status) ? null : now;
  const goneFence = status === "unlinked" ? 2 : 0;
  return { ...accepted(now), status, fence: 2, lease, attempts: 1, hasOpenIntent, nextCheckAt, goneFence, ...more };
}

test("the table names every status and every event", () => {
  expect([...head].sort()).toEqual([...exportStatuses].sort());
  expect(lines.map(([name]) => name).sort()).toEqual(Object.keys(events).sort());
});

describe.each(head as ExportStatus[])("%s", (status) => {
  test.each(lines.map(([name = "", ...cells]) => [name, cells[head.indexOf(status)] ?? ""]))(
    "%s → %s",
    (name, cell) => {
      const before = at(status);
      const step = stepExport(before, events[name] as ExportEvent);
      if (cell === "x") return expect(step).toEqual({ state: before, effects: [], isRefused: true });
      const next = (cell === "." ? status : cell) as ExportStatus;
      expect(step.isRefused).toBeUndefined();
      expect(step.state.status).toBe(next);
      expect(step.state.nextCheckAt === null, "somebody looks at it again, or it is at rest").toBe(isAtRest(next));
      expect(step.state.fence).toBe(name === "lease" ? 3 : 2);
      if (name === "accept" || name === "link") return;
      let item = itemOf[status];
      for (const effect of step.effects) {
        if (effect.kind !== "item") continue;
        expect(exportWorkflow[effect.gesture].from).toContain(item);
        item = exportWorkflow[effect.gesture].to;
      }
      expect(item, "the item went along").toBe(itemOf[next]);
    },
  );

  test("reports of older fences change nothing but a proof", () => {
    for (const kind of Object.keys(verdicts)) {
      if (kind !== "proved")
        expect(stepExport(at(status), report(kind, 1))).toEqual({ state: at(status), effects: [] });
    }
    const late = stepExport(at(status), report("proved", 1));
    if (status === "unlinking" || status === "unlinked")
      return expect(late, "it is from before the record was deleted").toEqual({ state: at(status), effects: [] });
    expect(late.state.status).toBe(status === "taken_back" ? "taken_back" : "proved");
    expect(late.effects.some((effect) => effect.kind === "alarm")).toBe(true);
  });

  test.each([0, 3, -1])("fence %i was never leased: an alarm and nothing else", (fence) => {
    const alarm = { kind: "alarm", alarm: "fence_never_leased" };
    for (const kind of Object.keys(verdicts))
      expect(stepExport(at(status), report(kind, fence))).toEqual({ state: at(status), effects: [alarm] });
  });

  test("a report that comes twice is heard once", () => {
    for (const kind of Object.keys(verdicts).filter((name) => name !== "pending" && name !== "mismatch")) {
      const once = stepExport(at(status), report(kind)).state;
      const twice = stepExport(once, report(kind)).state;
      expect({ ...twice, probes: 0, nextCheckAt: 0 }).toEqual({ ...once, probes: 0, nextCheckAt: 0 });
    }
  });
});

describe("limits", () => {
  test("absent: five attempts, then a person", () => {
    expect(stepExport(at("leased", { attempts: exportTimes.maxAttempts - 1 }), report("absent")).state.status).toBe(
      "queued",
    );
    const last = stepExport(at("leased", { attempts: exportTimes.maxAttempts }), report("absent")).state;
    expect(last).toMatchObject({ status: "held", hasOpenIntent: false, note: "Not in Sage after 5 attempts" });
  });
  test("pending: twelve looks, later and later, then a person", () => {
    let state = at("unknown");
    const waits: number[] = [];
    while (state.status === "unknown") {
      state = stepExport(state, report("pending")).state;
      if (state.nextCheckAt !== null) waits.push((state.nextCheckAt - now) / 1000);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60]);
    expect(state).toMatchObject({ status: "held", hasOpenIntent: true, note: "no report" });
  });
  test("Sage offline for a day uses nothing up", () => {
    let state = at("unknown");
    const waits: Verdict = { kind: "pending", reason: "Sage could not be read", waitsForSage: true };
    for (let n = 0; n < 1_440; n++) state = stepExport(state, { kind: "report", now, fence: 2, verdict: waits }).state;
    expect(state).toMatchObject({ status: "unknown", nextCheckAt: now + 60_000, probes: exportTimes.idleProbes });
    expect(stepExport(state, report("pending")).state.status).toBe("unknown");
  });
  test("posting held over a weekend is polled ever more rarely, without end", () => {
    let state = stepExport(at("leased"), report("imported")).state;
    expect(state.nextCheckAt).toBe(now + exportTimes.pollPostingMs);
    for (let n = 0; n < 1_000; n++) state = stepExport(state, report("imported")).state;
    expect(state).toMatchObject({ status: "imported", nextCheckAt: now + exportTimes.maxProbeMs });
  });
});

describe("leases", () => {
  const lease = { kind: "lease", now, ttl: 30_000 } as const;
  test("a delivery opens an intent; while its lease runs there is no other", () => {
    const { state } = stepExport(at("queued"), lease);
    expect(state).toMatchObject({
      status: "leased",
      fence: 3,
      attempts: 2,
      hasOpenIntent: true,
      lease: { mode: "deliver", deadline: now + 30_000 },
    });
    expect(stepExport(state, lease).isRefused).toBe(true);
    expect(stepExport(state, { kind: "tick", now: now + 29_999, gate: open }).state).toEqual(state);
    expect(stepExport(state, { kind: "tick", now: now + 30_000, gate: open }).state.status).toBe("unknown");
  });
  test.each(["unknown", "imported"] as const)("%s is only looked for, never written", (status) => {
    expect(stepExport(at(status), lease).state.lease?.mode).toBe("probe");
  });
  test("queued with an open intent is never delivered", () => {
    expect(stepExport(at("queued", { hasOpenIntent: true }), lease).isRefused).toBe(true);
  });
  test("early rings are not answered, so that doorbells do not multiply", () => {
    const early = at("unknown", { nextCheckAt: now + 1 });
    expect(stepExport(early, { kind: "tick", now, gate: open })).toEqual({ state: early, effects: [] });
  });
  test("only the first delivery of an order carries that older intents are settled", () => {
    expect(settledFence(stepExport(at("queued", { attempts: 0 }), lease).state)).toBe(2);
    expect(settledFence(stepExport(at("queued", { attempts: 1 }), lease).state)).toBe(0);
    expect(settledFence(stepExport(at("unknown"), lease).state)).toBe(0);
  });
});

test("stopped with its outcome open and accepted again: Sage is asked before anything is written", () => {
  const stopped = stepExport(at("held"), { kind: "resolve", now, as: "give_up" }).state;
  const again = stepExport(stopped, { kind: "accept", releaseAt: now }).state;
  const released = stepExport(again, { kind: "tick", now, gate: open }).state;
  expect([stopped.hasOpenIntent, again.status, released.status]).toEqual([true, "outbox", "unknown"]);
});

test("an outbox export is not released early", () => {
  const early = stepExport(accepted(now + 5), { kind: "tick", now, gate: open });
  expect(early.state.status).toBe("outbox");
  expect(early.effects).toEqual([{ kind: "ring", at: now + 5 }]);
});

describe("unlink", () => {
  const watched = (more: Partial<ExportState> = {}) => at("unlinking", { fence: 5, ...more });
  const told = (state: ExportState, verdict: string, fence = state.fence) => stepExport(state, report(verdict, fence));

  test("the wish is looked after at once, under a fence of its own, and delivers nothing", () => {
    const asked = stepExport(at("proved"), { kind: "unlink", now });
    expect(asked.effects).toEqual([{ kind: "offer" }]);
    const leased = stepExport(asked.state, { kind: "lease", now, ttl: 9 }).state;
    expect(leased).toMatchObject({ status: "unlinking", fence: 3, lease: { mode: "watch" }, hasOpenIntent: false });
    expect(settledFence(leased)).toBe(0);
  });

  test("opens at the second look in a row that finds nothing", () => {
    const once = told(watched(), "gone");
    expect(once.state).toMatchObject({ status: "unlinking", goneFence: 5, nextCheckAt: now + watchTimes.againMs });
    expect(once.effects.some((effect) => effect.kind === "item")).toBe(false);
    const twice = told({ ...once.state, fence: 6 }, "gone");
    expect(twice.state).toMatchObject({ status: "unlinked", goneFence: 6, nextCheckAt: null });
    expect(twice.effects).toEqual([{ kind: "item", gesture: "unlink" }, { kind: "write_back" }]);
  });

  test.each(["stands", "pending", "declined", "absent", "mismatch"])(
    "%s between two such looks begins anew",
    (kind) => {
      const between = told(watched({ goneFence: 4 }), kind);
      expect(between.state).toMatchObject({ status: "unlinking", goneFence: 0, nextCheckAt: now + watchTimes.nearMs });
      expect(told({ ...between.state, fence: 6 }, "gone").state.status).toBe("unlinking");
    },
  );

  test("a look that was lost between them counts as none", () => {
    expect(told(watched({ goneFence: 3 }), "gone").state).toMatchObject({ status: "unlinking", goneFence: 5 });
  });

  test("says where it still stands, and looks rarer after an hour", () => {
    expect(told(watched(), "stands").state.note).toBe("Still in Sage: JCM_MASTER__COMMITMENT SC-1");
    const late = told(watched({ probes: watchTimes.nearLooks }), "stands").state;
    expect(late.nextCheckAt).toBe(now + watchTimes.farMs);
  });

  test("a withdrawn wish hears nothing any more; one that is nearly through cannot be withdrawn", () => {
    const kept = stepExport(watched(), { kind: "keep" });
    expect(kept).toEqual({ state: { ...at("proved", { fence: 5 }), probes: 0 }, effects: [] });
    expect(told(kept.state, "gone")).toEqual({ state: kept.state, effects: [] });
    expect(stepExport(watched({ goneFence: 4 }), { kind: "keep" }).isRefused).toBe(true);
  });

  test("after it, a proof of the first life does not prove the second", () => {
    const again = stepExport(at("unlinked"), { kind: "accept", releaseAt: now }).state;
    expect(again).toMatchObject({ status: "outbox", attempts: 0, hasOpenIntent: false });
    expect(told(again, "proved", 1)).toEqual({ state: again, effects: [] });
    const leased = stepExport({ ...again, status: "queued" }, { kind: "lease", now, ttl: 9 }).state;
    expect(settledFence(leased), "the intent of the first life is settled").toBe(2);
    expect(told(leased, "proved", 3).state.status).toBe("proved");
  });
});

describe("look only: a record that stood in Sage before", () => {
  const lookOnly = (more: Partial<ExportState> = {}): ExportState => ({ ...lookedFor(now), fence: 2, ...more });
  const told = (state: ExportState, name: string) => stepExport(state, events[name] as ExportEvent);

  test("its leases are probes, the first one as well", () => {
    expect(told(lookedFor(now), "lease").state.lease?.mode).toBe("probe");
    expect(told(lookOnly({ status: "queued", hasOpenIntent: false }), "lease").isRefused).toBe(true);
  });

  test.each([
    ["proved", "proved", ["prove"]],
    ["absent", "held", ["hold"]],
    ["refused", "held", ["hold"]],
    ["mismatch", "held", ["hold"]],
    ["conflict", "held", ["hold"]],
    ["declined", "held", ["hold"]],
    ["imported", "unknown", []],
    ["pending", "unknown", []],
  ] as const)("%s: %s", (verdict, status, gestures) => {
    const step = told(lookOnly(), verdict);
    expect(step.state).toMatchObject({ status, isLookOnly: true });
    const moved = step.effects.flatMap((effect) => (effect.kind === "item" ? [effect.gesture] : []));
    expect(moved).toEqual(gestures);
  });

  test("a person says that it is the same or not, never that it is to be sent", () => {
    const held = lookOnly({ status: "held", nextCheckAt: null });
    expect(told(held, "adopt").state.status).toBe("proved");
    expect(told(held, "send_again").isRefused).toBe(true);
    const parted = told(held, "give_up");
    expect(parted.state).toMatchObject({ status: "unlinked", hasOpenIntent: false, goneFence: 2 });
    expect(parted.effects).toEqual([{ kind: "item", gesture: "part" }]);
    expect(told(parted.state, "proved").state, "a late look").toEqual(parted.state);
  });

  test("its link is taken off at once, because nothing has to be deleted in Sage", () => {
    const proved = lookOnly({ status: "proved", hasOpenIntent: false, nextCheckAt: null });
    const step = told(proved, "unlink");
    expect(step.state).toMatchObject({ status: "unlinked", goneFence: 2 });
    expect(step.effects).toEqual([{ kind: "item", gesture: "unlink" }, { kind: "write_back" }]);
    expect(told(step.state, "accept").state).toMatchObject({ status: "outbox", isLookOnly: false });
  });

  test("an outcome that is open is never linked over", () => {
    expect(stepExport(at("failed", { hasOpenIntent: true }), { kind: "link", now }).isRefused).toBe(true);
    const linked = stepExport(at("unlinked"), { kind: "link", now }).state;
    expect(linked).toMatchObject({ status: "unknown", isLookOnly: true, fence: 2, goneFence: 2 });
  });
});
