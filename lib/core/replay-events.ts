import type { ReplayOutcome, ReplayTotal } from "#lib/core/replay.ts";

/** A replay of the record into a test Sage came to an end, or was refused. Counts are of documents. */
export type ReplayEvent = {
  readonly kind: "replay.ended";
  readonly runId: string;
  readonly outcome: ReplayOutcome;
  readonly words: string;
  /** Proved up to this instant. */
  readonly upTo: string;
  /** The one job that was asked for; null: the whole company. */
  readonly onlyJob: string | null;
  readonly count: number;
  readonly replayed: number;
  readonly byHand: number;
  readonly gone: number;
  readonly notReplayed: number;
  /** Totals that were compared, and how many of them differ. */
  readonly totals: number;
  readonly differing: number;
};

/** What is kept of a replay that ended, with the totals that differ, 200 at most. */
export type ReplayRun = Omit<ReplayEvent, "kind" | "runId" | "differing"> & {
  readonly endedAt: string;
  readonly differences: readonly ReplayTotal[];
};
