import type { ExportEvent, ExportState, ExportStep } from "#lib/core/machines/export-state.ts";
import { realMachines } from "#lib/core/machines/simulation/simulate.ts";
import type { Machines } from "#lib/core/machines/simulation/world.ts";
import { type ClientEvent, type ClientState, type ClientStep, idle } from "#lib/core/machines/sync-client.ts";

type ExportBug = (state: ExportState, event: ExportEvent, real: ExportStep) => ExportStep;
type ClientBug = (state: ClientState, event: ClientEvent, real: () => ClientStep) => ClientStep;

function serverWith(bug: ExportBug): Machines {
  return { ...realMachines, stepExport: (state, event) => bug(state, event, realMachines.stepExport(state, event)) };
}
function clientWith(bug: ClientBug): Machines {
  return {
    ...realMachines,
    stepClient: (state, event, expectations) =>
      bug(state, event, () => realMachines.stepClient(state, event, expectations)),
  };
}
function seenWith(change: (event: ClientEvent & { kind: "looked" }) => ClientEvent): Machines {
  return {
    ...realMachines,
    stepClient: (state, event, expectations) =>
      realMachines.stepClient(state, event.kind === "looked" ? change(event) : event, expectations),
  };
}
const same = (state: ExportState): ExportStep => ({ state, effects: [] });

const retryWithoutProbe = serverWith((state, event, real) => {
  if (event.kind !== "tick" || state.status !== "leased" || real.state.status !== "unknown") return real;
  return {
    state: { ...state, status: "queued", lease: null, hasOpenIntent: false, nextCheckAt: event.now },
    effects: [],
  };
});

const fenceStays = serverWith((state, event, real) =>
  event.kind === "lease" && state.fence > 0 ? { ...real, state: { ...real.state, fence: state.fence } } : real,
);

const lateSuccessIgnored = serverWith((state, event, real) => {
  const isLate = event.kind === "report" && event.verdict.kind === "proved" && event.fence < state.fence;
  return isLate ? same(state) : real;
});

const lateFailureBelieved = serverWith((state, event, real) => {
  const isLate = event.kind === "report" && event.verdict.kind !== "proved" && event.fence < state.fence;
  return isLate ? realMachines.stepExport(state, { ...event, fence: state.fence }) : real;
});

const doorbellIsTheLedger = serverWith((_, event, real) =>
  event.kind === "tick" && real.state.status === "queued"
    ? { ...real, state: { ...real.state, nextCheckAt: null } }
    : real,
);

const newLeaseDuringWrite = clientWith((state, event, real) => {
  if (event.kind !== "lease" || state.phase !== "writing" || event.fence <= state.fence) return real();
  return realMachines.stepClient({ ...state, phase: "done" }, event, []);
});

const oldFenceActs = clientWith((state, event, real) => {
  const isOld = event.kind === "lease" && event.fence < state.fence && state.phase === "done" && event.invalid === null;
  if (!isOld) return real();
  const effects = [{ kind: "journal", record: { kind: "FENCE", fence: event.fence } }] as const;
  return { state: { ...state, phase: "fencing", mode: event.mode, fence: event.fence, verdict: null }, effects };
});

const holdNotLookedAt = serverWith((state, event, real) => {
  if (!state.isOnHold || (event.kind !== "tick" && event.kind !== "lease")) return real;
  const step = realMachines.stepExport({ ...state, isOnHold: false }, event);
  return { ...step, state: { ...step.state, isOnHold: true } };
});

const holdEndsTheClock = serverWith((_, event, real) =>
  event.kind === "lift" ? { ...real, state: { ...real.state, nextCheckAt: null }, effects: [] } : real,
);

const standingTakenForGone = serverWith((state, event, real) => {
  if (event.kind !== "report" || state.status !== "unlinking" || event.verdict.kind !== "stands") return real;
  return realMachines.stepExport(state, { ...event, verdict: { kind: "gone" } });
});

const pendingTakenForGone = serverWith((state, event, real) => {
  if (event.kind !== "report" || state.status !== "unlinking" || event.verdict.kind !== "pending") return real;
  return realMachines.stepExport(state, { ...event, verdict: { kind: "gone" } });
});

const oldProofAfterUnlink = serverWith((state, event, real) => {
  if (event.kind !== "report" || state.status === "unlinking" || event.fence > state.goneFence) return real;
  return realMachines.stepExport({ ...state, goneFence: 0 }, event);
});

const deliveryTakesWatch = clientWith((state, event, real) =>
  event.kind === "lease" && event.mode === "watch"
    ? realMachines.stepClient(state, { ...event, mode: "deliver", settledFence: event.fence - 1 }, [])
    : real(),
);

/** The result is journaled first: files are written at once, the INTENT follows the deed. */
const resultBeforeIntent = clientWith((state, _event, real) => {
  const step = real();
  if (step.state.phase !== "intending" || state.phase === "intending") return step;
  return { state: { ...step.state, phase: "writing" }, effects: [{ kind: "write_files", fence: step.state.fence }] };
});

/** Faults that were made on purpose: the simulation is worth as much as it finds of them (reliability.md 7.3). */
export const plantedBugs: Readonly<Record<string, Machines>> = {
  "retry on timeout without probe": retryWithoutProbe,
  "files before the INTENT": resultBeforeIntent,
  "INTENT without fsync": { ...realMachines, flushesIntents: false },
  "fence not incremented on re-lease": fenceStays,
  "late success ignored": lateSuccessIgnored,
  "late failure of an old fence believed": lateFailureBelieved,
  "probe looks at posted entries only": seenWith((event) => ({
    ...event,
    look: { ...event.look, found: event.look.found.map(({ posted }) => ({ posted, unposted: [] })), runs: [] },
  })),
  "spool not looked at": seenWith((event) => ({ ...event, look: { ...event.look, runs: [] } })),
  "unreadable Sage taken for an empty one": seenWith((event) => ({
    ...event,
    look: { ...event.look, isReadable: true },
  })),
  "client acts for an old fence": oldFenceActs,
  "newer lease taken up during a write": newLeaseDuringWrite,
  "child released before its parent is proved": { ...realMachines, gateOf: () => ({ kind: "open" }) },
  "journal not read at restart": { ...realMachines, recover: () => ({ state: idle, effects: [] }) },
  "no next check beside the doorbell": doorbellIsTheLedger,
  "delivered while a person holds it": holdNotLookedAt,
  "a lifted hold wakes nobody": holdEndsTheClock,
  "unlinked while it still stands": standingTakenForGone,
  "unlinked because nothing could be read": pendingTakenForGone,
  "proof from before the deletion believed": oldProofAfterUnlink,
  "a watch delivers": deliveryTakesWatch,
  "a person's word is not passed on": { ...realMachines, settledFence: () => 0 },
};

const lookOnlyDropped = (kinds: readonly ExportEvent["kind"][]) =>
  serverWith((state, event, real) =>
    state.isLookOnly && kinds.includes(event.kind)
      ? realMachines.stepExport({ ...state, isLookOnly: false }, event)
      : real,
  );

/** Each way in which a look-only export could be taken for one that may be sent. */
export const lookOnlyBugs: Readonly<Record<string, Machines>> = {
  "not in Sage, so it is sent": lookOnlyDropped(["report"]),
  "sent again by a person": lookOnlyDropped(["resolve"]),
};
