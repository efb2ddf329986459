import type { Side } from "#lib/core/machines/sides.ts";
import type { Money } from "#lib/core/money.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import type { PlaceView } from "#lib/views/inbox.ts";
import type { ActionView } from "#lib/views/item.ts";

/** An export whose outcome nobody knows, or that is held for a person's answer, with both sides. */
export type UnknownRow = {
  readonly id: string;
  readonly version: number;
  readonly kindLabel: string;
  readonly number: string;
  readonly title: string;
  readonly place: PlaceView;
  readonly vendorName: string | null;
  readonly amount: Money;
  readonly sageId: string;
  readonly state: ItemState;
  readonly since: string;
  /** Why it stands. */
  readonly words: string;
  /** The last look into Sage that was answered. */
  readonly lookedAt: string | null;
  readonly looked: string | null;
  readonly sides: readonly Side[];
  /** Values that are left out of `sides`. */
  readonly moreSides: number;
  /** It is only linked to a record that Sage had before, and is never sent. */
  readonly isLookOnly: boolean;
  readonly actions: readonly ActionView[];
};
export type UnknownPage = { readonly rows: readonly UnknownRow[]; readonly next: string | null; readonly now: string };

export const attemptOutcomes = {
  none: "No answer",
  proved: "Proved",
  imported: "Imported",
  refused: "Refused",
  absent: "Not in Sage",
  mismatch: "Differs",
  conflict: "Id taken",
  pending: "Not known yet",
  declined: "Declined",
} as const;
export type AttemptOutcome = keyof typeof attemptOutcomes;

export type AttemptFilter = {
  readonly outcome?: AttemptOutcome | undefined;
  readonly client?: string | undefined;
  readonly q?: string | undefined;
};
export type AttemptRow = {
  readonly id: string;
  readonly itemId: string;
  readonly number: string;
  readonly kindLabel: string;
  /** The name of the files of this attempt. */
  readonly tag: string;
  readonly fence: number;
  readonly phase: "Deliver" | "Look";
  readonly client: string;
  readonly leasedAt: string;
  readonly deadline: string;
  readonly reportedAt: string | null;
  readonly outcome: AttemptOutcome;
  readonly isLate: boolean;
  readonly words: string;
  readonly details: readonly string[];
  /** What the sync client reported, as it came. */
  readonly verbatim: string | null;
};
export type AttemptPage = {
  readonly rows: readonly AttemptRow[];
  readonly next: string | null;
  readonly clients: readonly { readonly id: string; readonly name: string }[];
  readonly now: string;
};
