import type { Money } from "#lib/core/money.ts";
import type { Added, Fate, RehearsalCells, RehearsalScope, RehearsedMeasure } from "#lib/core/rehearsal.ts";
import type { ItemState } from "#lib/core/workflow.ts";

/** What is rehearsed; `upTo` is YYYY-MM-DD. */
export type RehearsalFilter = {
  readonly scope?: RehearsalScope | undefined;
  readonly upTo?: string | undefined;
  readonly q?: string | undefined;
};
/** What a figure of it is made of. */
export type RehearsalItemFilter = RehearsalFilter & {
  readonly projectId?: string | undefined;
  readonly fate?: Fate | undefined;
  readonly measure?: RehearsedMeasure | undefined;
  readonly kind?: Added | undefined;
  readonly way?: "released" | "pending" | undefined;
  readonly cause?: string | undefined;
  readonly dated?: "closed" | undefined;
};

/** Items and their amounts together; money in the company's currency. */
export type Tally = { readonly items: number; readonly amount: Money };
export type RehearsalRow = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly job: string | null;
  readonly cells: RehearsalCells;
};
export type FateLine = Tally & { readonly fate: Fate };
/** Why items would fail: one cause with what it holds up. */
export type FailureLine = Tally & { readonly key: string; readonly words: string; readonly fix: string };
/** What the periods that are kept say: whether the day that is looked at is open, and the next open days from today. */
export type PeriodNote = {
  readonly name: string | null;
  readonly isApOpen: boolean;
  readonly isJcOpen: boolean;
  readonly nextAp: string | null;
  readonly nextJc: string | null;
};

export type RehearsalSummary = {
  readonly fates: readonly FateLine[];
  readonly failures: readonly FailureLine[];
  /** Of those that go: only behind others that go, and with a date in a closed period about which Sage may complain. */
  readonly behind: number;
  readonly warned: Tally;
  /** Items whose checks are being renewed. */
  readonly unchecked: number;
  /** Of those that need two signatures: the first is given. */
  readonly signed: number;
  /** Null while no periods are kept. */
  readonly period: PeriodNote | null;
};

export type RehearsalPage = {
  readonly scope: RehearsalScope;
  readonly upTo: string | null;
  /** The ends of the last months, newest first. */
  readonly periods: readonly string[];
  readonly rows: readonly RehearsalRow[];
  readonly next: string | null;
  /** Projects with something pending. */
  readonly projects: number;
  /** Over all pages; null on those after the first. */
  readonly summary: RehearsalSummary | null;
  readonly readAt: string | null;
  readonly now: string;
};

export type RehearsalItem = {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly place: string;
  readonly state: ItemState;
  readonly stateLabel: string;
  readonly fate: Fate;
  readonly fateLabel: string;
  /** Accounting date, YYYY-MM-DD; null where it has none. */
  readonly booked: string | null;
  /** The next open day of its ledger, where its date is in a closed period. */
  readonly nextOpen: string | null;
  /** Why it does not go. */
  readonly words: string;
  readonly amount: Money;
  readonly retainage: Money;
};
export type RehearsalItems = {
  /** What is listed, in words. */
  readonly title: string;
  readonly scope: RehearsalScope;
  readonly upTo: string | null;
  readonly rows: readonly RehearsalItem[];
  readonly count: number;
  readonly amount: Money;
  readonly retainage: Money;
  readonly next: string | null;
  readonly readAt: string | null;
  readonly now: string;
};
