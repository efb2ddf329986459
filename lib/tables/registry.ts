import { measures } from "#lib/core/reconcile/measures.ts";
import type { TableName } from "#lib/core/table-files.ts";
import { batchPage } from "#lib/queries/batch-page.ts";
import { projectCosts } from "#lib/queries/project-costs.ts";
import { reconcileCell } from "#lib/queries/reconcile-cell.ts";
import { reconcilePage } from "#lib/queries/reconcile-page.ts";
import { deskTables } from "#lib/tables/desk-tables.ts";
import {
  agedTable,
  agesTable,
  causesTable,
  daysTable,
  rehearsalItemTable,
  rehearsalTable,
} from "#lib/tables/month-tables.ts";
import { sageLine, searchLine, type TableSource } from "#lib/tables/table-source.ts";
import { type BatchItem, type BatchPage, batchColumns } from "#lib/views/batches.ts";
import { type JobCostRow, type JobCosts, jobCostColumns } from "#lib/views/job-costs.ts";
import type { FigureRow, ReconcileCell, ReconcilePage } from "#lib/views/reconcile.ts";
import {
  figureColumns,
  linesOfRow,
  partLabel,
  type ReconcileLine,
  reconcileColumns,
} from "#lib/views/reconcile-table.ts";

// biome-ignore lint/suspicious/noExplicitAny: the registry holds tables of every view and row
export type AnyTable = TableSource<any, any>;

const day = (upTo: string | null): string => (upTo === null ? "everything to date" : `up to ${upTo}`);

const reconcileTable: TableSource<ReconcilePage, ReconcileLine> = {
  name: "Reconcile",
  query: reconcilePage,
  pageSize: 50,
  rows: (view) => view.rows.flatMap(linesOfRow),
  columns: ({ currency }) => reconcileColumns(currency),
  about: (view, { q }) => [
    ["Period", day(view.upTo)],
    searchLine(q),
    sageLine(view.readAt),
    ["Reading", "Causes and Unexplained add up to the difference; Procore less Sage."],
  ],
};

const figureTable: TableSource<ReconcileCell, FigureRow> = {
  name: "Figure",
  query: reconcileCell,
  pageSize: 500,
  rows: (view) => view.rows,
  columns: ({ currency }) => figureColumns(currency),
  about: (view) => [
    ["Figure", `${measures[view.measure].label}, ${partLabel(view.part)}`],
    ["Project", `${view.project.number} ${view.project.name}`],
    ["Period", day(view.upTo)],
    sageLine(view.readAt),
  ],
};

const jobCostTable: TableSource<JobCosts, JobCostRow> = {
  name: "Job costs",
  query: projectCosts,
  pageSize: 500,
  rows: (view) => view.rows,
  columns: ({ currency }) => jobCostColumns(currency),
  about: ({ project, readAt }) => [
    ["Project", `${project.number} ${project.name}`],
    ["Sage job", project.job ?? "none"],
    sageLine(readAt),
  ],
};

const batchTable: TableSource<BatchPage, BatchItem> = {
  name: "Batch",
  query: batchPage,
  pageSize: 500,
  rows: (view) => view.rows,
  columns: ({ currency }) => batchColumns(currency),
  about: (view) => [
    ["Batch", String(view.number)],
    ["Accepted", `${view.at} by ${view.by}`],
    ["Release", view.releaseAt],
    ["Items", String(view.count)],
    ["Sum", `${view.currency} ${view.amount}`],
    ["Hash total", view.hashTotal],
    ["Rows", view.isWhole ? "equal the totals that were accepted" : "DIFFER from the totals that were accepted"],
    ...view.byOutcome.map((total) => [total.label, `${total.count}, ${view.currency} ${total.amount}`] as const),
  ],
};

/** Every table by its name in the address `/api/tables/<name>`. */
export const tables: ReadonlyMap<string, AnyTable> = new Map<TableName, AnyTable>([
  ["reconcile", reconcileTable],
  ["reconcile-figure", figureTable],
  ["rehearsal", rehearsalTable],
  ["rehearsal-items", rehearsalItemTable],
  ["ageing", agesTable],
  ["throughput", daysTable],
  ["failures", causesTable],
  ["aged-items", agedTable],
  ["job-costs", jobCostTable],
  ["batch", batchTable],
  ...deskTables,
]);
