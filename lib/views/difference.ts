import type { Money } from "#lib/core/money.ts";
import type { DriftColumn } from "#lib/core/reconcile/drift.ts";

export type DifferenceAnswerId = "take" | "change_order" | "restore";

/** A synced record that Sage shows otherwise: the columns side by side, what was answered, and what can be. */
export type DifferenceView = {
  readonly status: "open" | "known" | "watched";
  readonly answer: DifferenceAnswerId | null;
  readonly columns: readonly DriftColumn[];
  /** Sage now less what was accepted. */
  readonly amountChange: Money;
  readonly isGone: boolean;
  readonly erpId: string;
  readonly noun: string;
  readonly openedAt: string;
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
  readonly note: string;
  /** Hash of the columns: what an answer is given for. */
  readonly sha256: string;
  /** Why the person may not answer; null when allowed. */
  readonly reason: string | null;
};
