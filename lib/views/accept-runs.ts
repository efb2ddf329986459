import { z } from "zod";
import type { Subtotal } from "#lib/core/batch.ts";
import type { Money } from "#lib/core/money.ts";
import type { Ledger, Period } from "#lib/core/periods.ts";
import { type BookedDays, RedateItems } from "#lib/views/accept-check.ts";
import { InboxFilter, narrowing } from "#lib/views/inbox.ts";
import type { RunProgress } from "#lib/views/run-progress.ts";

/** The most that one run accepts. */
export const mostInRun = 20_000;

/** The list that a run is made of, in the order of the screen. */
export const RunScope = InboxFilter.pick({ tab: true, sort: true, dir: true }).extend(narrowing);
export type RunScope = z.infer<typeof RunScope>;
/** `date`: as if everything that is booked on a day were booked on this one. */
export const RunCheckInput = RunScope.extend({ date: z.string().max(20).optional() });
export type RunCheckInput = z.infer<typeof RunCheckInput>;

/** One accounting date for all of a run that have one; `changing`: how many would be booked on another day, as it was shown. */
const RunDating = z.strictObject({ ...RedateItems.pick({ date: true, reason: true }).shape, changing: z.int().min(0) });
export type RunDating = z.infer<typeof RunDating>;

/** `seen` are the control totals that were shown; `runId` is made with the form, so that a repeated click is the same run. */
export const StartRun = z.strictObject({
  runId: z.uuid(),
  view: RunScope,
  seen: z.strictObject({ count: z.int().min(1), hashTotal: z.string().length(64).nullable() }),
  releaseAt: z.iso.datetime().optional(),
  dating: RunDating.optional(),
});
export const RunRef = z.strictObject({ runId: z.uuid() });

/** On which days a run would be booked. */
export type RunDates = {
  /** Of what would go, day by day. */
  readonly days: readonly BookedDays[];
  /** How many of what would go are booked on no day. */
  readonly without: number;
  /** How many in view could be given one date, and the ledgers that they are booked in. */
  readonly targets: number;
  readonly books: readonly Ledger[];
  /** With one date for all: how many of what would go change theirs. */
  readonly changing: number;
  /** Without it: how many are left out for their own date alone; with it: how many of those go. */
  readonly freed: number;
  readonly periods: readonly Period[];
};

/** What a run over everything in view would do now. */
export type RunCheck = {
  readonly count: number;
  readonly amount: Money;
  /** Over what would be accepted, without first signatures; null where nothing would be. */
  readonly hashTotal: string | null;
  readonly projects: readonly Subtotal[];
  /** How many go after others of the view, get the first of two signatures, have warnings. */
  readonly behind: number;
  readonly signing: number;
  readonly warned: number;
  readonly left: { readonly count: number; readonly reasons: readonly { why: string; count: number }[] };
  readonly dates: RunDates;
  /** Seconds until each part goes. */
  readonly undoSeconds: number;
  readonly now: string;
};

/** A run on its page: what was decided, how far it is, and what was not accepted. */
export type RunPage = RunProgress & {
  readonly amount: Money;
  readonly currency: string;
  readonly hashTotal: string | null;
  readonly releaseAt: string | null;
  readonly endedBy: string | null;
  readonly finishedAt: string | null;
  readonly leftOut: number;
  /** The one accounting date (YYYY-MM-DD) of all that have one, why, and how many were given it; null: each keeps its own. */
  readonly bookedDay: string | null;
  readonly dateReason: string | null;
  readonly dated: number;
  readonly batches: readonly { id: string; number: number; count: number; amount: Money }[];
  /** What was not accepted. */
  readonly rows: readonly { itemId: string; number: string; title: string; why: string }[];
  readonly next: string | null;
  readonly now: string;
};
export type RunList = { readonly rows: readonly RunProgress[]; readonly now: string };
