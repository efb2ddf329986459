import type { Money } from "#lib/core/money.ts";
import type { ChangedFigure } from "#lib/core/reconcile/changed-figures.ts";
import type { CellPart, Measure } from "#lib/core/reconcile/measures.ts";
import type { Cell, Cells } from "#lib/core/reconcile/reconcile.ts";
import type { ItemState } from "#lib/core/workflow.ts";

/** A signature under a project's figures up to a day; `broken` when they are no longer what was signed. */
export type SealView = {
  readonly state: "signed" | "broken";
  readonly by: string;
  readonly at: string;
  readonly note: string;
  /** Figures that are no longer as they were signed. */
  readonly changes: readonly ChangedFigure[];
};
export type ReconcileRow = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly job: string | null;
  readonly cells: Cells;
  /** Null while no day is chosen, or nobody signed. */
  readonly seal: SealView | null;
};
/** The ends of the last months, newest first, in the company's time zone: YYYY-MM-DD. */
type Periods = { readonly upTo: string | null; readonly periods: readonly string[] };
type Freshness = { readonly readAt: string | null; readonly now: string };

export type ReconcilePage = Periods &
  Freshness & {
    readonly rows: readonly ReconcileRow[];
    readonly next: string | null;
    readonly projects: number;
  };
export type ReconcileProject = Periods &
  Freshness & {
    readonly project: ReconcileRow;
    /** Hash of the figures shown: what a signature is given for. */
    readonly sha256: string | null;
    readonly canSign: { readonly isAllowed: boolean; readonly reason: string | null };
  };

/** One line behind a figure: an item, a record of Sage, a code of the job, or what no record shows. */
export type FigureRow = {
  readonly key: string;
  readonly itemId: string | null;
  readonly label: string;
  readonly words: string;
  readonly state: ItemState | null;
  readonly stateLabel: string;
  readonly sageId: string;
  readonly procore: Money | null;
  readonly sage: Money | null;
  readonly amount: Money;
};
export type ReconcileCell = Freshness & {
  readonly project: { readonly id: string; readonly number: string; readonly name: string };
  readonly measure: Measure;
  readonly part: CellPart;
  readonly upTo: string | null;
  readonly cell: Cell;
  /** The figure itself; the sum of all rows. */
  readonly figure: Money;
  readonly rows: readonly FigureRow[];
  readonly count: number;
  readonly next: string | null;
};
