import type { Money } from "#lib/core/money.ts";
import { moneyColumn, type OutColumn } from "#lib/core/out-table.ts";

/** Figures of Sage's category totals, in the order of the screen; each with two decimals. */
export const jobCostFigures = {
  originalEstimate: "Original estimate",
  estimateChanges: "Approved changes",
  totalEstimate: "Total estimate",
  originalCommitment: "Original commitment",
  commitmentChanges: "Commitment changes",
  revisedCommitment: "Revised commitment",
  invoiced: "Invoiced",
  jtdCost: "JTD cost",
  paid: "Dollars paid",
} as const;
export type JobCostFigure = keyof typeof jobCostFigures;
export const jobCostFigureNames = Object.keys(jobCostFigures) as readonly JobCostFigure[];
export type JobCostFigures = Readonly<Record<JobCostFigure, Money>>;

/** One category of one cost code of the job or of an extra ("" for the job itself). */
export type JobCostRow = JobCostFigures & {
  readonly extra: string;
  readonly costCode: string;
  readonly codeName: string;
  readonly category: string;
  readonly categoryName: string;
};

/** The job cost of one project as Sage has it, and whether its transactions flow into Procore. */
export type JobCosts = {
  readonly project: {
    readonly id: string;
    readonly number: string;
    readonly name: string;
    readonly job: string | null;
  };
  readonly rows: readonly JobCostRow[];
  /** Of the whole job, whatever page this is. */
  readonly totals: JobCostFigures;
  readonly count: number;
  readonly next: string | null;
  readonly directCosts: {
    readonly isOn: boolean;
    readonly since: string | null;
    readonly imported: number;
    /** Refused, failed or on their way. */
    readonly waiting: number;
    readonly canSwitch: { readonly isAllowed: boolean; readonly reason: string | null };
    readonly canSee: boolean;
  };
  readonly readAt: string | null;
  readonly problem: string | null;
  readonly now: string;
};

/** The columns of the table as it leaves the product. */
export function jobCostColumns(currency: string): readonly OutColumn<JobCostRow>[] {
  return [
    { header: "Extra", kind: "text", value: ({ extra }) => extra },
    { header: "Cost code", kind: "text", value: ({ costCode }) => costCode },
    { header: "Description", kind: "text", width: 32, value: ({ codeName }) => codeName },
    { header: "Category", kind: "text", value: ({ category }) => category },
    { header: "Category name", kind: "text", width: 22, value: ({ categoryName }) => categoryName },
    ...jobCostFigureNames.map((name) =>
      moneyColumn(jobCostFigures[name], { currency }, (row: JobCostRow) => row[name]),
    ),
  ];
}
