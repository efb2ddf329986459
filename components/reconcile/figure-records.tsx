"use client";
import Link from "next/link";
import { Amount } from "#components/money/amount.tsx";
import { firstOf } from "#components/money/count.ts";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { Button } from "#components/ui/button.tsx";
import { StateMark } from "#components/ui/state-chip.tsx";
import { ErrorState, Skeleton } from "#components/ui/states.tsx";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import type { CellInput } from "#lib/client/view-names.ts";
import { measures } from "#lib/core/reconcile/measures.ts";
import type { FigureRow, ReconcileCell } from "#lib/views/reconcile.ts";
import { partLabel } from "#lib/views/reconcile-table.ts";

/** The records that add up to one figure, each with a way to it. */
export function FigureRecords({ input }: { readonly input: CellInput }) {
  const { query, rows, newest: first } = useViewPages("reconcile.cell", input, { every: 10_000 });
  const title = `${measures[input.measure].label}, ${partLabel(input.part)}`;
  return (
    <section aria-label={`Records of ${title}`} className="border-t border-line bg-surface">
      <div className="flex flex-wrap items-center justify-between gap-2 px-4 py-2">
        <h2 className="font-semibold">{title}</h2>
        <ExportMenu table="reconcile-figure" input={{ ...input }} />
      </div>
      {query.error ? (
        <ErrorState sentence={query.error.sentence} fix={query.error.fix} onRetry={() => void query.refetch()} />
      ) : null}
      {!first && !query.error ? <Skeleton rows={4} label="Reading the records" /> : null}
      {first ? <Records rows={rows} first={first} /> : null}
      {query.hasNextPage ? (
        <p className="px-4 py-2">
          <Button isBusy={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
            Show more records
          </Button>
        </p>
      ) : null}
    </section>
  );
}

function Records({ rows, first }: { readonly rows: readonly FigureRow[]; readonly first: ReconcileCell }) {
  if (rows.length === 0) return <p className="px-4 pb-4 text-ink-2">No record: the figure is zero.</p>;
  return (
    <div className="overflow-x-auto">
      <table className="data-table">
        <caption className="unseen">Records behind the figure</caption>
        <thead>
          <tr>
            <th scope="col" className="pl-4">
              Record
            </th>
            <th scope="col" className="max-md:hidden">
              Description
            </th>
            <th scope="col" className="max-md:hidden">
              State
            </th>
            <th scope="col" className="max-lg:hidden">
              Sage id
            </th>
            <th scope="col" className="figure max-lg:hidden">
              Procore
            </th>
            <th scope="col" className="figure max-lg:hidden">
              Sage
            </th>
            <th scope="col" className="figure">
              In the figure
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <RecordRow key={row.key} row={row} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className="pl-4 text-left">
              {firstOf(rows.length, first.count, "record")}
            </th>
            <td className="max-md:hidden" />
            <td className="max-md:hidden" />
            <td className="max-lg:hidden" />
            <td className="max-lg:hidden" />
            <td className="max-lg:hidden" />
            <td className="figure">
              <Amount value={first.figure} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function RecordRow({ row }: { readonly row: FigureRow }) {
  const blankable = (value: string | null) => (value === null ? null : <Amount value={value} />);
  return (
    <tr>
      <th scope="row" className="max-w-56 pl-4">
        {row.itemId ? (
          <Link href={`/items/${row.itemId}`} prefetch={false} className="rounded-sm text-accent hover:underline">
            {row.label}
          </Link>
        ) : (
          row.label
        )}
      </th>
      <td className="max-w-72 max-md:hidden" title={row.words}>
        {row.words}
      </td>
      <td className="max-md:hidden">
        {row.state ? <StateMark state={row.state} /> : <span className="text-ink-3">in Sage</span>}
      </td>
      <td className="max-lg:hidden">{row.sageId}</td>
      <td className="figure max-lg:hidden">{blankable(row.procore)}</td>
      <td className="figure max-lg:hidden">{blankable(row.sage)}</td>
      <td className="figure">
        <Amount value={row.amount} />
      </td>
    </tr>
  );
}
