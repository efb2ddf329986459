import type { Expectation } from "#lib/core/export-document.ts";
import type { LeaseMode } from "#lib/core/machines/export-state.ts";
import { differences, isNotYet, judge, judgeGone, type Look, type Verdict } from "#lib/core/machines/look.ts";

/**
 * One document at the sync client: state + event → state + effects. The shell does the effects one after the other and feeds
 * back what came of each: every `journal` is answered by `journaled` (also ACKED), once the record is on disk. Nothing is
 * written before an INTENT for the newest fence is on disk; no INTENT is followed by a second one without a look that proved
 * absence, or a person who settled it (reliability.md 7.5). A newer lease waits until the effect under way has ended.
 */
export type ClientPhase =
  | "idle"
  | "fencing"
  | "checking"
  | "intending"
  | "writing"
  | "importing"
  | "looking"
  | "recording"
  | "reporting"
  | "acking"
  | "done";

export type ClientLease = {
  readonly mode: LeaseMode;
  readonly fence: number;
  /** Why the package itself is not acceptable (hash, company, signature); null when it is sound. */
  readonly invalid: string | null;
  /** Intents up to this fence are settled by the server (`settledFence` in export.ts); absent: none. */
  readonly settledFence?: number;
};

export type ClientState = {
  readonly phase: ClientPhase;
  readonly mode: LeaseMode;
  /** The highest fence this client has accepted for the export; older ones never act again. */
  readonly fence: number;
  /** Fence of an INTENT whose outcome is not known to be "nothing in Sage"; null when there is none. */
  readonly intentFence: number | null;
  /** True once any INTENT was journaled: what stands in Sage may then be our own late doing. */
  readonly hasIntended: boolean;
  readonly verdict: Verdict | null;
  /** Hand-overs up to this fence are settled: only what still waits in the spool counts of them. */
  readonly settledFence: number;
  /** The look that found the record deleted, 0 when none did: nothing older makes what stands in Sage our own. */
  readonly goneFence: number;
  /** A newer lease that came while an effect was under way. */
  readonly next: ClientLease | null;
};

export type JournalRecord =
  | { readonly kind: "FENCE"; readonly fence: number; readonly settledFence?: number; readonly isWatch?: true }
  | { readonly kind: "INTENT"; readonly fence: number }
  | { readonly kind: "RESULT"; readonly fence: number; readonly verdict: Verdict }
  | { readonly kind: "ACKED"; readonly fence: number };

export type ClientEvent =
  | ({ readonly kind: "lease" } & ClientLease)
  | { readonly kind: "journaled" }
  | { readonly kind: "looked"; readonly look: Look }
  | { readonly kind: "written" }
  | { readonly kind: "write_failed"; readonly reason: string }
  | { readonly kind: "import_ended" }
  | { readonly kind: "import_timeout" }
  | { readonly kind: "acked"; readonly fence: number };

export type ClientEffect =
  | { readonly kind: "journal"; readonly record: JournalRecord }
  | { readonly kind: "look" }
  | { readonly kind: "write_files"; readonly fence: number }
  | { readonly kind: "await_import"; readonly fence: number }
  | { readonly kind: "send"; readonly fence: number; readonly verdict: Verdict };

export type ClientStep = { readonly state: ClientState; readonly effects: readonly ClientEffect[] };

export const idle: ClientState = {
  phase: "idle",
  mode: "deliver",
  fence: 0,
  intentFence: null,
  hasIntended: false,
  verdict: null,
  settledFence: 0,
  goneFence: 0,
  next: null,
};

/** The state after a restart, from the export's journal records in order; what has to be done first comes with it. */
export function recover(records: readonly JournalRecord[]): ClientStep {
  let state: ClientState = idle;
  let isAcked = true;
  for (const record of records) {
    if (record.kind === "ACKED") isAcked = true;
    else {
      state = replay({ ...state, fence: Math.max(state.fence, record.fence) }, record);
      isAcked = false;
    }
  }
  if (isAcked) return { state: { ...state, phase: state.fence === 0 ? "idle" : "done" }, effects: [] };
  if (state.verdict) return report(state, state.verdict);
  return look({ ...state, mode: state.mode === "watch" ? "watch" : "probe" });
}

function replay(state: ClientState, record: Exclude<JournalRecord, { kind: "ACKED" }>): ClientState {
  switch (record.kind) {
    case "FENCE":
      return settle({ ...state, mode: record.isWatch ? "watch" : idle.mode, verdict: null }, record.settledFence ?? 0);
    case "INTENT":
      return { ...state, mode: idle.mode, intentFence: record.fence, hasIntended: true, verdict: null };
    case "RESULT":
      return conclude({ ...state, mode: idle.mode }, record.verdict);
  }
}

export function stepClient(state: ClientState, event: ClientEvent, expectations: readonly Expectation[]): ClientStep {
  const step = react(state, event, expectations);
  if (step.state.next === null || isBusy(step.state)) return step;
  const taken = take({ ...step.state, next: null }, step.state.next);
  return { state: taken.state, effects: [...step.effects, ...taken.effects] };
}

function react(state: ClientState, event: ClientEvent, expectations: readonly Expectation[]): ClientStep {
  switch (event.kind) {
    case "lease":
      return lease(state, event);
    case "journaled":
      return journaled(state);
    case "looked":
      return looked(state, event.look, expectations);
    case "written":
      if (state.phase !== "writing") return stay(state);
      return { state: { ...state, phase: "importing" }, effects: [{ kind: "await_import", fence: state.fence }] };
    case "write_failed":
      return state.phase === "writing" ? lookUnlessOutdated(state) : stay(state);
    case "import_ended":
    case "import_timeout":
      return state.phase === "importing" ? look(state) : stay(state);
    case "acked":
      if (event.fence !== state.fence || state.phase !== "reporting") return stay(state);
      return {
        state: { ...state, phase: "acking" },
        effects: [{ kind: "journal", record: { kind: "ACKED", fence: state.fence } }],
      };
  }
}

const stay = (state: ClientState): ClientStep => ({ state, effects: [] });
const look = (state: ClientState): ClientStep => ({
  state: { ...state, phase: "looking" },
  effects: [{ kind: "look" }],
});
/** Ends what was under way for an outdated fence without another act; the waiting lease is taken up next. */
const rest = (state: ClientState): ClientStep => stay({ ...state, phase: "done" });
const lookUnlessOutdated = (state: ClientState): ClientStep => (state.next ? rest(state) : look(state));

function report(state: ClientState, verdict: Verdict): ClientStep {
  return { state: { ...state, phase: "reporting", verdict }, effects: [{ kind: "send", fence: state.fence, verdict }] };
}

/** True while an effect is under way whose end must be known before anything else is begun. */
function isBusy(state: ClientState): boolean {
  return !["idle", "importing", "reporting", "done"].includes(state.phase);
}

/** Only these verdicts prove that this export left nothing in Sage and that nothing of it is on its way. */
function isNothing(verdict: Verdict): boolean {
  return verdict.kind === "absent" || verdict.kind === "refused" || verdict.kind === "gone";
}

const conclude = (state: ClientState, verdict: Verdict): ClientState => ({
  ...state,
  verdict,
  intentFence: isNothing(verdict) ? null : state.intentFence,
  ...(verdict.kind === "gone" ? { hasIntended: false, goneFence: state.fence } : {}),
});

function settle(state: ClientState, upTo: number): ClientState {
  const isSettled = state.intentFence !== null && state.intentFence <= upTo;
  return {
    ...state,
    settledFence: Math.max(state.settledFence, upTo),
    intentFence: isSettled ? null : state.intentFence,
  };
}

function lease(state: ClientState, asked: ClientLease): ClientStep {
  const { mode, fence, invalid, settledFence = 0 } = asked;
  if (fence > state.fence) {
    if (!isBusy(state)) return take(state, asked);
    return fence > (state.next?.fence ?? 0)
      ? stay({ ...state, next: { mode, fence, invalid, settledFence } })
      : stay(state);
  }
  const isTold = fence === state.fence && (state.phase === "reporting" || state.phase === "done");
  return isTold && state.verdict ? report(state, state.verdict) : stay(state);
}

/** The fence is on disk first, so that nothing older acts after it. A probe, or any lease beside an open INTENT, only looks. */
function take(state: ClientState, { mode, fence, invalid, settledFence = 0 }: ClientLease): ClientStep {
  if (invalid !== null) return result({ ...state, fence, mode }, { kind: "declined", reason: invalid });
  const settled = settle({ ...state, fence, verdict: null }, settledFence);
  const isOpen = settled.intentFence !== null && mode === "deliver";
  const record: JournalRecord = {
    kind: "FENCE",
    fence,
    ...(settledFence > 0 ? { settledFence } : {}),
    ...(mode === "watch" ? { isWatch: true } : {}),
  };
  return {
    state: { ...settled, phase: "fencing", mode: isOpen ? "probe" : mode },
    effects: [{ kind: "journal", record }],
  };
}

function journaled(state: ClientState): ClientStep {
  switch (state.phase) {
    case "fencing":
      if (state.next) return rest(state);
      return {
        state: { ...state, phase: state.mode === "deliver" ? "checking" : "looking" },
        effects: [{ kind: "look" }],
      };
    case "intending": {
      const open: ClientState = { ...state, intentFence: state.fence, hasIntended: true };
      return open.next
        ? rest(open)
        : { state: { ...open, phase: "writing" }, effects: [{ kind: "write_files", fence: state.fence }] };
    }
    case "recording":
      return state.verdict ? report(state, state.verdict) : stay(state);
    case "acking":
      return stay({ ...state, phase: "done" });
    default:
      return stay(state);
  }
}

function looked(state: ClientState, seen: Look, expectations: readonly Expectation[]): ClientStep {
  if (state.phase !== "checking" && state.phase !== "looking") return stay(state);
  if (state.next) return rest(state);
  const verdict = state.mode === "watch" ? judgeGone(expectations, seen) : verdictOf(state, seen, expectations);
  if (state.phase === "looking" || verdict.kind !== "absent") return result(state, verdict);
  return {
    state: { ...state, phase: "intending" },
    effects: [{ kind: "journal", record: { kind: "INTENT", fence: state.fence } }],
  };
}

/** What stands in Sage may be our own doing only if there ever was an INTENT or a hand-over; else it is somebody else's, which is what a document of door "none" asks for. */
function verdictOf(state: ClientState, seen: Look, expectations: readonly Expectation[]): Verdict {
  const isThere = (expectation: Expectation, n: number) =>
    !isNotYet(expectation, seen.found[n]?.posted ?? []) || (seen.found[n]?.unposted.length ?? 0) > 0;
  const isTaken = seen.isReadable && expectations.some(isThere);
  const isOwn = state.hasIntended || seen.runs.some(({ fence, spool }) => spool !== "none" && fence > state.goneFence);
  if (isTaken && !isOwn && !seen.isAnybodys) {
    const rows = (n: number) => (seen.found[n]?.posted.length ? seen.found[n].posted : (seen.found[n]?.unposted ?? []));
    return {
      kind: "conflict",
      differences: expectations.flatMap((expectation, n) => differences(expectation, rows(n))),
    };
  }
  // Before a write, hand-overs of our own that ended without a trace are history; in a look after it they are the outcome.
  const settled = state.phase === "checking" && state.hasIntended ? state.fence - 1 : state.settledFence;
  const runs = seen.runs.filter((run) => run.fence > settled || run.spool === "waiting");
  return judge(expectations, { ...seen, runs });
}

function result(state: ClientState, verdict: Verdict): ClientStep {
  const effects: ClientEffect[] = [{ kind: "journal", record: { kind: "RESULT", fence: state.fence, verdict } }];
  return { state: { ...conclude(state, verdict), phase: "recording" }, effects };
}
