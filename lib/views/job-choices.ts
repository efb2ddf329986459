import type { Money } from "#lib/core/money.ts";

/** A job of Sage beside the project that may be it. */
export type JobChoice = {
  readonly job: string;
  readonly name: string;
  readonly status: string;
  readonly place: string;
  readonly contract: Money;
  readonly originalEstimate: Money;
  readonly totalEstimate: Money;
  readonly committed: Money;
  readonly cost: Money;
  /** Commitments that Sage has on the job; 10,000 says that many or more. */
  readonly commitments: number;
  /** The project that it is linked to; null: free. */
  readonly linkedTo: string | null;
  readonly isSameNumber: boolean;
  /** 0 to 1: how many words the names share. */
  readonly likeness: number;
  readonly isCertain: boolean;
};

export type JobChoices = {
  readonly project: {
    readonly id: string;
    readonly number: string;
    readonly name: string;
    readonly job: string | null;
    readonly who: string | null;
    readonly at: string | null;
  };
  /** What Procore has of the project, by record type. */
  readonly documents: readonly { readonly label: string; readonly count: number; readonly amount: Money }[];
  /** The likeliest first; with a search, what has it in its id or description. */
  readonly rows: readonly JobChoice[];
  /** The linked job; null while there is none. */
  readonly linked: JobChoice | null;
  readonly readAt: string | null;
  readonly now: string;
};
