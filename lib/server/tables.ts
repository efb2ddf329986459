import "server-only";
import type { z } from "zod";
import { type Outcome, refuse } from "#lib/core/outcome.ts";
import { measures } from "#lib/core/reconcile/measures.ts";
import { batchPage } from "#lib/queries/batch-page.ts";
import type { Query } from "#lib/queries/define-query.ts";
import { projectCosts } from "#lib/queries/project-costs.ts";
import { reconcileCell } from "#lib/queries/reconcile-cell.ts";
import { reconcilePage } from "#lib/queries/reconcile-page.ts";
import { deskTables } from "#lib/server/desk-tables.ts";
import {
  agedTable,
  agesTable,
  causesTable,
  daysTable,
  rehearsalItemTable,
  rehearsalTable,
} from "#lib/server/month-tables.ts";
import { type About, type Pages, sageLine, searchLine, type TableSource } from "#lib/server/table-source.ts";
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
// biome-ignore lint/suspicious/noExplicitAny: the registry holds tables of every view and row
export const tables: ReadonlyMap<string, TableSource<any, any>> = new Map<string, TableSource<any, any>>([
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

/** One file holds no more rows: what is larger is asked for in parts. */
const mostRows = 50_000;

type Execute = <View>(query: Query<z.ZodType, View>, input: object) => Promise<Outcome<View>>;

/** Is told how many rows were read, and of how many where that is known; answers false when nobody wants them any more. */
export type OnRows = (rows: number, of: number | null) => boolean;
type Options = { readonly most?: number; readonly onRows?: OnRows | undefined };

/**
 * All rows of a table, page by page, as far as the person may see them; or the refusal of the first page. Nobody wants them
 * any more: reads no further page and answers none.
 */
export async function wholeTable<View extends Pages, Row>(
  source: TableSource<View, Row>,
  execute: Execute,
  input: Readonly<Record<string, string>>,
  { most = mostRows, onRows }: Options = {},
): Promise<Outcome<{ readonly rows: readonly Row[]; readonly about: About }>> {
  const rows: Row[] = [];
  let about: About = [];
  let count: number | null = null;
  for (let after: string | null = null; ; ) {
    const asked: Readonly<Record<string, unknown>> = {
      ...input,
      limit: source.pageSize,
      ...(after === null ? {} : { after }),
    };
    const page: Outcome<View> = await execute(source.query, asked);
    if (!page.ok) return page;
    if (after === null) {
      about = source.about(page.value, input);
      count = source.count?.(page.value, input) ?? null;
    }
    rows.push(...source.rows(page.value));
    after = page.value.next ?? null;
    if (rows.length > most) return refuse("table.too_long", { most: most.toLocaleString("en-US") });
    if (onRows?.(rows.length, count) === false) return { ok: true, value: { rows: [], about } };
    if (after === null) return { ok: true, value: { rows, about } };
  }
}
