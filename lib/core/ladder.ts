import { type Money, sum } from "#lib/core/money.ts";
import { type ItemState, itemStates } from "#lib/core/workflow.ts";

/** The way of a project into accounting, in the order in which one stands on the other (ux.md 6.6). */
export const rungs = {
  job: "Job",
  codes: "Codes",
  vendors: "Vendors",
  budget: "Budget",
  commitments: "Commitments",
  change_orders: "Change orders",
  invoices: "Invoices",
  prime_contract: "Prime contract",
} as const;
export type Rung = keyof typeof rungs;
export const rungIds = Object.keys(rungs) as readonly Rung[];

/** Items of one rung in one state; `blocked`: how many of them a check blocks. `oldestAt`: ISO instant. */
export type RungCount = {
  readonly rung: Rung;
  readonly state: ItemState;
  readonly count: number;
  readonly blocked: number;
  readonly amount: Money;
  readonly oldestAt: string;
};

export type RungTotals = {
  readonly rung: Rung;
  readonly count: number;
  readonly synced: number;
  readonly accounting: number;
  readonly sage: number;
  /** Returned to the project, by rejection or retrieval. */
  readonly returned: number;
  readonly notSent: number;
  readonly blocked: number;
  readonly failed: number;
  readonly amount: Money;
  readonly open: Money;
  /** Since when the oldest of those that are not Synced is where it is; null where all are. */
  readonly oldestAt: string | null;
};

/** The rungs of a project with what stands on each, in order, also the empty ones. */
export function ladderOf(counts: readonly RungCount[]): readonly RungTotals[] {
  return rungIds.map((rung) => {
    const own = counts.filter((one) => one.rung === rung);
    const open = own.filter(({ state }) => state !== "synced");
    const of = (keep: (state: ItemState) => boolean) =>
      own.reduce((all, one) => (keep(one.state) ? all + one.count : all), 0);
    return {
      rung,
      count: of(() => true),
      synced: of((state) => state === "synced"),
      accounting: of((state) => itemStates[state].holder === "accounting" && state !== "failed"),
      sage: of((state) => itemStates[state].holder === "erp"),
      returned: of((state) => state === "rejected" || state === "retrieved"),
      notSent: of((state) => state === "not_sent"),
      blocked: open.reduce((all, one) => all + one.blocked, 0),
      failed: of((state) => state === "failed"),
      amount: sum(own.map((one) => one.amount)),
      open: sum(open.map((one) => one.amount)),
      oldestAt: open.map((one) => one.oldestAt).toSorted()[0] ?? null,
    };
  });
}

/** How long documents of one type took of late: medians in whole seconds, over `samples` proved ones. */
export type Pace = { readonly samples: number; readonly accounting: number; readonly sage: number };
/** Fewer are no experience. */
const leastSamples = 5;

/** The pace of a rung: over its types together, weighted by what was seen; null where too little was. */
export function paceOf(paces: readonly Pace[]): Omit<Pace, "samples"> | null {
  const samples = paces.reduce((all, pace) => all + pace.samples, 0);
  if (samples < leastSamples) return null;
  const mean = (of: (pace: Pace) => number) =>
    Math.round(paces.reduce((all, pace) => all + of(pace) * pace.samples, 0) / samples);
  return { accounting: mean(({ accounting }) => accounting), sage: mean(({ sage }) => sage) };
}
