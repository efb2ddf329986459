import "server-only";
import type { z } from "zod";
import type { OutColumn, OutTable } from "#lib/core/out-table.ts";
import type { Outcome } from "#lib/core/outcome.ts";
import { measures } from "#lib/core/reconcile/measures.ts";
import { batchPage } from "#lib/queries/batch-page.ts";
import type { Query } from "#lib/queries/define-query.ts";
import { projectCosts } from "#lib/queries/project-costs.ts";
import { reconcileCell } from "#lib/queries/reconcile-cell.ts";
import { reconcilePage } from "#lib/queries/reconcile-page.ts";
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

type Pages = { readonly next: string | null };
type About = OutTable<never>["about"];

/** A table that can be taken out of the product: the query that shows it, and how its rows are written. */
export type TableSource<View extends Pages, Row> = {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: sources hold queries of every input
  readonly query: Query<any, View>;
  /** Rows of one question at most, so that a whole table takes few of them. */
  readonly pageSize: number;
  readonly rows: (view: View) => readonly Row[];
  readonly columns: (currency: string) => readonly OutColumn<Row>[];
  /** What was asked for, in words, from the first page. */
  readonly about: (view: View, input: Readonly<Record<string, string>>) => About;
};

const day = (upTo: string | null): string => (upTo === null ? "everything to date" : `up to ${upTo}`);

const reconcileTable: TableSource<ReconcilePage, ReconcileLine> = {
  name: "Reconcile",
  query: reconcilePage,
  pageSize: 50,
  rows: (view) => view.rows.flatMap(linesOfRow),
  columns: reconcileColumns,
  about: (view, { q }) => [
    ["Period", day(view.upTo)],
    ["Search", q || "none"],
    ["Sage read", view.readAt ?? "not completely yet"],
    ["Reading", "Causes and Unexplained add up to the difference; Procore less Sage."],
  ],
};

const figureTable: TableSource<ReconcileCell, FigureRow> = {
  name: "Figure",
  query: reconcileCell,
  pageSize: 500,
  rows: (view) => view.rows,
  columns: figureColumns,
  about: (view) => [
    ["Figure", `${measures[view.measure].label}, ${partLabel(view.part)}`],
    ["Project", `${view.project.number} ${view.project.name}`],
    ["Period", day(view.upTo)],
    ["Sage read", view.readAt ?? "not completely yet"],
  ],
};

const jobCostTable: TableSource<JobCosts, JobCostRow> = {
  name: "Job costs",
  query: projectCosts,
  pageSize: 500,
  rows: (view) => view.rows,
  columns: jobCostColumns,
  about: ({ project, readAt }) => [
    ["Project", `${project.number} ${project.name}`],
    ["Sage job", project.job ?? "none"],
    ["Sage read", readAt ?? "not completely yet"],
  ],
};

const batchTable: TableSource<BatchPage, BatchItem> = {
  name: "Batch",
  query: batchPage,
  pageSize: 500,
  rows: (view) => view.rows,
  columns: batchColumns,
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
  ["job-costs", jobCostTable],
  ["batch", batchTable],
]);

type Execute = <View>(query: Query<z.ZodType, View>, input: object) => Promise<Outcome<View>>;

/** All rows of a table, page by page, as far as the person may see them; or the refusal of the first page. */
export async function wholeTable<View extends Pages, Row>(
  source: TableSource<View, Row>,
  execute: Execute,
  input: Readonly<Record<string, string>>,
): Promise<Outcome<{ readonly rows: readonly Row[]; readonly about: About }>> {
  const rows: Row[] = [];
  let about: About = [];
  for (let after: string | null = null; ; ) {
    const asked: Readonly<Record<string, unknown>> = {
      ...input,
      limit: source.pageSize,
      ...(after === null ? {} : { after }),
    };
    const page: Outcome<View> = await execute(source.query, asked);
    if (!page.ok) return page;
    if (after === null) about = source.about(page.value, input);
    rows.push(...source.rows(page.value));
    after = page.value.next;
    if (after === null) return { ok: true, value: { rows, about } };
  }
}
