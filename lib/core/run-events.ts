import type { Money } from "#lib/core/money.ts";

/** A run that accepts more than one decision holds: what was decided, each part, and its end. */
export type RunEvent =
  | {
      readonly kind: "run.started";
      readonly runId: string;
      readonly number: number;
      readonly count: number;
      readonly amount: Money;
      /** Null where all get the first of two signatures. */
      readonly hashTotal: string | null;
      readonly leftOut: number;
      /** The chosen instant; null: each part after the company's undo time. */
      readonly releaseAt: string | null;
      /** One accounting date for all that have one, and why; absent where each keeps its own. */
      readonly bookedDay?: string;
      readonly reason?: string;
    }
  /** `dated`: how many were given the run's accounting date; absent where it has none. */
  | ({ readonly kind: "run.part"; readonly dated?: number } & RunCounts)
  | { readonly kind: "run.stop_asked"; readonly runId: string; readonly number: number }
  /** `endedBy`: who or what ended it before its end; null at its end. */
  | ({ readonly kind: "run.ended"; readonly endedBy: string | null } & RunCounts);

type RunCounts = {
  readonly runId: string;
  readonly number: number;
  readonly accepted: number;
  readonly signed: number;
  readonly refused: number;
};
