import type { Effect } from "#lib/simulators/sage/plan.ts";

/** What to post: the entries of one run, of one commitment, or all there are. */
export type Selection = { batch: string } | { commitment: string } | "all";

export interface PostedEntry {
  batch: string;
  record: string;
  key: string;
}

export interface Posting {
  entries: PostedEntry[];
  effects: { batch: string; effect: Effect }[];
}
