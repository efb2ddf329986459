import { z } from "zod";
import type { ReplayRun } from "#lib/core/replay-events.ts";

const day = z.iso.date({ error: "is no day, YYYY-MM-DD" });

/** The filter of the history: the address bar's schema and the query's input in one. */
export const HistoryFilter = z.object({
  kind: z.string().max(60).optional(),
  who: z.string().max(100).optional(),
  q: z.string().max(100).optional(),
  itemId: z.uuid().optional(),
  /** A record type. */
  type: z.string().max(40).optional(),
  project: z.uuid().optional(),
  /** Days by the company's clock, both included. */
  from: day.optional(),
  to: day.optional(),
});
export type HistoryFilter = z.infer<typeof HistoryFilter>;

/** The newest verification of the chain, running or at its end; null before the first one. */
export type ChainView = {
  readonly check: {
    readonly askedBy: string;
    readonly askedAt: string;
    readonly finishedAt: string | null;
    readonly done: number;
    readonly of: number;
    readonly firstBreak: number | null;
    /** The event at the break, as it stands there now; null where it is missing or nothing is broken. */
    readonly broken: { readonly kind: string; readonly at: string; readonly who: string } | null;
    /** Hash of the last event; empty where nothing was proved. */
    readonly head: string;
  } | null;
  readonly now: string;
};

/** How the newest replay of the record into a test Sage ended; null before the first one. Counts are of documents. */
export type ReplayView = {
  readonly company: string;
  readonly last: ReplayRun | null;
};
