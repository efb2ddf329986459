import type {
  Alarm,
  ExportEffect,
  ExportEvent,
  ExportState,
  ExportStatus,
  ExportStep,
  Gate,
} from "#lib/core/machines/export-state.ts";
import type { Verdict } from "#lib/core/machines/look.ts";
import { askUnlink, keepLinked, watchedLook } from "#lib/core/machines/unlink.ts";
import type { Gesture } from "#lib/core/workflow.ts";

/** `maxProbes`: fruitless looks until a person is asked; `idleProbes`: where looks that only wait for Sage stop counting. */
export const exportTimes = {
  checkMs: 15_000,
  pollPostingMs: 2_000,
  firstProbeMs: 1_000,
  maxProbeMs: 60_000,
  maxAttempts: 5,
  maxProbes: 12,
  idleProbes: 6,
} as const;

/** The state of an export at the moment of acceptance. */
export function accepted(releaseAt: number): ExportState {
  return {
    status: "outbox",
    fence: 0,
    lease: null,
    releaseAt,
    nextCheckAt: releaseAt,
    isLookOnly: false,
    hasOpenIntent: false,
    attempts: 0,
    probes: 0,
    goneFence: 0,
    isOnHold: false,
    note: null,
  };
}

/** The state of an export that only looks for a record that was in Sage before: its first lease is a probe, and all others. */
export function lookedFor(now: number): ExportState {
  return { ...accepted(now), status: "unknown", isLookOnly: true, hasOpenIntent: true, note: looking };
}
const looking = "Being looked for in Sage; nothing is written";

/**
 * Goes with every lease to the sync client: intents up to this fence are settled. The first delivery after an accept or after
 * "send again" has this right, because nothing older is open then, or a person has looked into Sage; later ones have none.
 */
export function settledFence(state: ExportState): number {
  return state.lease?.mode === "deliver" && state.attempts === 1 ? state.fence - 1 : 0;
}

const to = (state: ExportState, change: Partial<ExportState>, ...effects: ExportEffect[]): ExportStep => ({
  state: { ...state, ...change },
  effects,
});
const same = (state: ExportState, ...effects: ExportEffect[]): ExportStep => ({ state, effects });
const refused = (state: ExportState): ExportStep => ({ state, effects: [], isRefused: true });
const item = (gesture: Gesture): ExportEffect => ({ kind: "item", gesture });
const ring = (at: number): ExportEffect => ({ kind: "ring", at });
const alarm = (kind: Alarm): ExportEffect => ({ kind: "alarm", alarm: kind });
const offer: ExportEffect = { kind: "offer" };

export function stepExport(state: ExportState, event: ExportEvent): ExportStep {
  switch (event.kind) {
    case "tick":
      return tick(state, event.now, event.gate);
    case "lease":
      return lease(state, event.now, event.ttl);
    case "report":
      return report(state, event.now, event.fence, event.verdict);
    case "accept":
      return reaccept(state, event.releaseAt);
    case "link":
      return relink(state, event.now);
    case "take_back":
      if (state.status !== "outbox" && state.status !== "waiting") return refused(state);
      return to(state, { status: "taken_back", nextCheckAt: null, note: null }, item("take_back"));
    case "hold":
      return hold(state);
    case "lift":
      return lift(state, event.now);
    case "resolve":
      return resolve(state, event.now, event.as);
    case "unlink":
      if (state.status !== "proved") return refused(state);
      return state.isLookOnly ? parted(state, "unlink") : askUnlink(state, event.now);
    case "keep":
      return state.status === "unlinking" && state.goneFence === 0 ? keepLinked(state) : refused(state);
  }
}

/** What has not been given to anybody can be held: nothing of it is released or delivered then. */
const holdable: readonly ExportStatus[] = ["outbox", "waiting", "queued"];

function hold(state: ExportState): ExportStep {
  const canBe = holdable.includes(state.status) && state.lease === null && !state.isOnHold;
  return canBe ? to(state, { isOnHold: true, nextCheckAt: null }) : refused(state);
}

function lift(state: ExportState, now: number): ExportStep {
  if (!state.isOnHold) return refused(state);
  if (!holdable.includes(state.status)) return to(state, { isOnHold: false });
  if (state.status === "queued")
    return to(state, { isOnHold: false, nextCheckAt: now + exportTimes.checkMs }, { kind: "offer" });
  const nextCheckAt = Math.max(now, state.releaseAt);
  return to(state, { isOnHold: false, nextCheckAt }, ring(nextCheckAt));
}

function tick(state: ExportState, now: number, gate: Gate): ExportStep {
  if (state.isOnHold && holdable.includes(state.status)) return same(state);
  const isLeaseOver = state.lease !== null && now >= state.lease.deadline;
  const nextCheckAt = now + exportTimes.checkMs;
  if (state.status === "outbox" || state.status === "waiting") return release(state, now, gate);
  if (state.status === "queued") return to(state, { nextCheckAt }, offer);
  if (state.status === "leased" && isLeaseOver) {
    const at = now + exportTimes.firstProbeMs;
    const note = "Sage's side did not answer in time";
    return to(state, { status: "unknown", lease: null, nextCheckAt: at, note }, item("lose"), ring(at));
  }
  // Early rings are not answered: each answer rings again, and they would multiply.
  const isDue = state.nextCheckAt !== null && now >= state.nextCheckAt;
  const isLooking = ["unknown", "imported", "unlinking"].includes(state.status);
  if (isLooking && isDue && (state.lease === null || isLeaseOver)) {
    return to(state, { lease: null, nextCheckAt }, offer, ring(nextCheckAt));
  }
  return same(state);
}

function release(state: ExportState, now: number, gate: Gate): ExportStep {
  if (now < state.releaseAt) return to(state, { nextCheckAt: state.releaseAt }, ring(state.releaseAt));
  if (gate.kind === "stop") return to(state, { status: "failed", nextCheckAt: null, note: gate.reason }, item("stop"));
  const nextCheckAt = now + exportTimes.checkMs;
  if (gate.kind === "wait") return to(state, { status: "waiting", nextCheckAt, note: gate.reason });
  if (!state.hasOpenIntent) return to(state, { status: "queued", nextCheckAt, note: null }, item("release"), offer);
  // Stopped once with an open outcome and accepted again: Sage is asked first.
  const note = "An earlier attempt may have reached Sage";
  return to(state, { status: "unknown", nextCheckAt, note }, item("release"), item("lose"), offer);
}

function lease(state: ExportState, now: number, ttl: number): ExportStep {
  if (state.isOnHold) return refused(state);
  if (state.lease !== null && now < state.lease.deadline) return refused(state);
  const deadline = now + ttl;
  const fenced = { fence: state.fence + 1, nextCheckAt: deadline } as const;
  if (state.status === "queued" && !state.hasOpenIntent && !state.isLookOnly) {
    const attempts = state.attempts + 1;
    const leased = { status: "leased", lease: { mode: "deliver", deadline }, hasOpenIntent: true, attempts } as const;
    return to(state, { ...fenced, ...leased }, ring(deadline));
  }
  if (state.status === "unknown" || state.status === "imported") {
    return to(state, { ...fenced, lease: { mode: "probe", deadline } }, ring(deadline));
  }
  if (state.status === "unlinking") return to(state, { ...fenced, lease: { mode: "watch", deadline } }, ring(deadline));
  return refused(state);
}

const differs = "Sage shows something else than what was accepted";

/** Success is heard under every fence; anything else only from the newest one, and only while somebody waits for it. */
function report(state: ExportState, now: number, fence: number, verdict: Verdict): ExportStep {
  if (fence > state.fence || fence < 1) return same(state, alarm("fence_never_leased"));
  if (state.status === "unlinking") return fence < state.fence ? same(state) : watchedLook(state, now, verdict);
  // What was seen before the record was found deleted says nothing about now.
  if (fence <= state.goneFence) return same(state);
  const isAwaited = state.status === "leased" || state.status === "unknown" || state.status === "imported";
  if (verdict.kind !== "proved" && (fence < state.fence || !isAwaited)) return same(state);
  const open: ExportState = { ...state, lease: null };
  if (state.isLookOnly) return lookedAt(open, now, fence, verdict);
  switch (verdict.kind) {
    case "proved":
      return proved(state, fence);
    case "imported":
      return imported(open, now, verdict.reason ?? "Imported, not posted in Sage yet");
    case "refused": {
      const note = verdict.messages[0] ?? null;
      return to(open, { status: "failed", hasOpenIntent: false, nextCheckAt: null, note }, item("refuse"));
    }
    case "absent":
      return open.status === "imported" ? held(open, "What was handed over is no longer in Sage") : absent(open, now);
    case "pending":
      return pending(open, now, verdict.reason, verdict.waitsForSage === true);
    case "mismatch":
      // Believed at the second look: Sage may have been posting while the rows were read.
      return open.status === "unknown"
        ? held(open, differs)
        : pending({ ...open, status: "leased" }, now, differs, true);
    case "conflict":
      return held(open, differs);
    case "declined":
      return held(open, verdict.reason);
    case "gone":
    case "stands":
      return same(state);
  }
}

/** What a look for a record of Sage's own showed: whatever is not there as the document says waits for a person. */
function lookedAt(open: ExportState, now: number, fence: number, verdict: Verdict): ExportStep {
  switch (verdict.kind) {
    case "proved":
      return proved(open, fence);
    case "pending":
      return pending(open, now, verdict.reason, verdict.waitsForSage === true);
    case "imported":
      return pending(open, now, "It stands in Sage and is not posted yet", true);
    case "absent":
    case "refused":
      return held(open, "Sage does not have the record");
    case "mismatch":
    case "conflict":
      return held(open, "Sage shows something else than the document says");
    case "declined":
      return held(open, verdict.reason);
    case "gone":
    case "stands":
      return same(open);
  }
}

const held = (open: ExportState, note: string, ...before: ExportEffect[]): ExportStep =>
  to(open, { status: "held", nextCheckAt: null, note }, ...before, item("hold"));

/** What moves an item that was being exported before its outcome is doubted. */
const lost = (open: ExportState): ExportEffect[] => (open.status === "leased" ? [item("lose")] : []);

/** The first time posting is near; later it is looked at less and less often, without end. */
function imported(open: ExportState, now: number, note: string): ExportStep {
  const probes = open.status === "imported" ? Math.min(open.probes + 1, exportTimes.idleProbes) : 0;
  const nextCheckAt = now + Math.min(exportTimes.pollPostingMs * 2 ** probes, exportTimes.maxProbeMs);
  const back = open.status === "unknown" ? [item("requeue")] : [];
  return to(open, { status: "imported", nextCheckAt, probes, note }, ...back, ring(nextCheckAt));
}

function proved(state: ExportState, fence: number): ExportStep {
  const isLate = fence < state.fence;
  if (state.status === "proved") return isLate ? same(state, alarm("double_success")) : same(state);
  // The item went its own way since: a person is told, and the next attempt will find the record.
  if (state.status === "taken_back") return to(state, { hasOpenIntent: true }, alarm("success_after_stop"));
  const wasStopped = state.status === "failed" || state.status === "outbox" || state.status === "waiting";
  const alarms = wasStopped ? [alarm("success_after_stop")] : isLate ? [alarm("late_success")] : [];
  return settled(state, "prove", ...alarms);
}

const settled = (state: ExportState, gesture: Gesture, ...alarms: ExportEffect[]): ExportStep =>
  to(
    state,
    { status: "proved", lease: null, nextCheckAt: null, hasOpenIntent: false, isOnHold: false, note: null },
    item(gesture),
    { kind: "write_back" },
    { kind: "wake_children" },
    ...alarms,
  );

/** Nothing of it is in Sage: the next attempt may be made, but not without end. */
function absent(open: ExportState, now: number): ExportStep {
  const nothing: ExportState = { ...open, hasOpenIntent: false };
  if (open.attempts >= exportTimes.maxAttempts)
    return held(nothing, `Not in Sage after ${open.attempts} attempts`, ...lost(open));
  const nextCheckAt = now + exportTimes.checkMs;
  return to(nothing, { status: "queued", probes: 0, nextCheckAt, note: null }, ...lost(open), item("requeue"), offer);
}

/** Nothing can be concluded yet: look again, later and later; a person is asked when looks in vain used up their number. */
function pending(open: ExportState, now: number, note: string, waitsForSage: boolean): ExportStep {
  const idle = Math.max(open.probes, Math.min(open.probes + 1, exportTimes.idleProbes));
  const probes = waitsForSage ? idle : open.probes + 1;
  if (probes >= exportTimes.maxProbes) return held({ ...open, probes }, note, ...lost(open));
  const nextCheckAt = now + Math.min(exportTimes.firstProbeMs * 2 ** open.probes, exportTimes.maxProbeMs);
  const status = open.status === "imported" ? "imported" : "unknown";
  return to(open, { status, nextCheckAt, probes, note }, ...lost(open), ring(nextCheckAt));
}

/** An order accepted anew; an outcome that nobody has settled stays open and is asked for before anything is written. */
function reaccept(state: ExportState, releaseAt: number): ExportStep {
  if (state.isOnHold || !["taken_back", "failed", "unlinked"].includes(state.status)) return refused(state);
  const fresh = {
    isLookOnly: false,
    lease: null,
    releaseAt,
    nextCheckAt: releaseAt,
    attempts: 0,
    probes: 0,
    note: null,
  } as const;
  return to(state, { status: "outbox", ...fresh }, ring(releaseAt));
}

/** As a new look-only export, in the row of one that ended: fences go on, and what was found missing before is history. */
function relink(state: ExportState, now: number): ExportStep {
  const isOver = ["taken_back", "failed", "unlinked"].includes(state.status);
  if (!isOver || state.hasOpenIntent) return refused(state);
  const { fence, goneFence } = state;
  return to(state, { ...lookedFor(now), fence, goneFence }, ring(now));
}

/** The link to a record that we never wrote is taken off; the record stays in Sage, and late looks say nothing any more. */
function parted(state: ExportState, gesture: "unlink" | "part"): ExportStep {
  const over = {
    status: "unlinked",
    lease: null,
    nextCheckAt: null,
    hasOpenIntent: false,
    probes: 0,
    note: null,
  } as const;
  const told: ExportEffect[] = gesture === "unlink" ? [{ kind: "write_back" }] : [];
  return to(state, { ...over, goneFence: state.fence }, item(gesture), ...told);
}

/** A person settles what no machine could: it stands in Sage, it provably does not, or it is stopped with its outcome open. */
function resolve(state: ExportState, now: number, as: "adopt" | "send_again" | "give_up"): ExportStep {
  if (as === "adopt" && (state.status === "held" || state.status === "unknown")) return settled(state, "adopt");
  if (as === "adopt" || state.status !== "held") return refused(state);
  if (state.isLookOnly) return as === "give_up" ? parted(state, "part") : refused(state);
  if (as === "give_up") return to(state, { status: "failed", nextCheckAt: null }, item("give_up"));
  const nextCheckAt = now + exportTimes.checkMs;
  const fresh = { hasOpenIntent: false, attempts: 0, probes: 0, nextCheckAt, note: null } as const;
  return to(state, { status: "queued", ...fresh }, item("send_again"), offer);
}
