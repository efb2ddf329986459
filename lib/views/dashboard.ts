import type { AgeBucket, AgeLine, DayLine } from "#lib/core/dashboard.ts";
import type { ClockHolder } from "#lib/core/holder-clock.ts";
import type { Money } from "#lib/core/money.ts";
import type { ItemState } from "#lib/core/workflow.ts";

/** A cause that holds items up, with where it is looked into. */
export type CauseBar = {
  readonly key: string;
  readonly words: string;
  readonly items: number;
  readonly amount: Money;
  readonly href: string;
};
export type DashboardView = {
  readonly ages: readonly AgeLine[];
  /** The last days, newest first, by the company's clock. */
  readonly days: readonly DayLine[];
  /** Those with the most items. */
  readonly causes: readonly CauseBar[];
  readonly moreCauses: number;
  /** It is one page. */
  readonly next: null;
  readonly now: string;
};

/** What an ageing figure is made of; no bucket: every age. */
export type AgedFilter = { readonly holder: ClockHolder; readonly age?: AgeBucket | undefined };
export type AgedRow = {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly place: string;
  readonly vendor: string;
  readonly state: ItemState;
  readonly stateLabel: string;
  readonly stateAt: string;
  readonly amount: Money;
};
export type AgedItems = {
  readonly title: string;
  readonly rows: readonly AgedRow[];
  readonly next: string | null;
  /** Over all pages. */
  readonly items: number;
  readonly amount: Money;
  readonly now: string;
};
