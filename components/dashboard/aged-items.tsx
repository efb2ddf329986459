"use client";
import Link from "next/link";
import { Amount } from "#components/money/amount.tsx";
import { firstOf } from "#components/money/count.ts";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { type CursorProps, FigureItems } from "#components/table/figure-items.tsx";
import { useCompany } from "#components/time/company.tsx";
import { Age } from "#components/time/when.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { StateMark } from "#components/ui/state-chip.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import type { AgedFilter, AgedRow, AgedItems as View } from "#lib/views/dashboard.ts";

type Props = { readonly first: View; readonly filter: AgedFilter };

/** The items behind a figure of the ageing, the oldest first. */
export function AgedItems({ first, filter }: Props) {
  const { query, rows, newest: read } = useViewPages("dashboard.items", filter, { first, every: 30_000 });
  const newest = read ?? first;
  return (
    <FigureItems
      back={{ href: "/dashboard", label: "Dashboard" }}
      head={
        <PageHead title={newest.title} note="The oldest first, by how long each has been in its state">
          <ExportMenu table="aged-items" input={{ ...filter }} />
        </PageHead>
      }
      label="Items of this age"
      query={query}
      rows={rows}
      empty={
        <EmptyState title="No item is of this age now">It moved on meanwhile. Go back to see the figures.</EmptyState>
      }
    >
      {(cursor) => <Items rows={rows} view={newest} {...cursor} />}
    </FigureItems>
  );
}

type ItemsProps = CursorProps & { readonly rows: readonly AgedRow[]; readonly view: View };

function Items({ rows, view, cursorId, onCursor }: ItemsProps) {
  const { currency } = useCompany();
  return (
    <table className="data-table" data-hover>
      <caption className="unseen">Items behind the figure</caption>
      <thead>
        <tr>
          <th scope="col" className="pl-4">
            Item
          </th>
          <th scope="col" className="max-md:hidden">
            Project
          </th>
          <th scope="col" className="max-lg:hidden">
            Vendor
          </th>
          <th scope="col" className="max-sm:hidden">
            State
          </th>
          <th scope="col" className="max-md:hidden">
            Since
          </th>
          <th scope="col" className="figure pr-4">
            Amount, {currency}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.id}
            data-row={row.id}
            data-cursor={row.id === cursorId || undefined}
            onClick={() => onCursor(row.id)}
          >
            <th scope="row" className="max-w-64 py-1 pl-4 max-lg:max-w-52" title={row.title}>
              <Link
                href={`/items/${row.id}`}
                prefetch={false}
                className="rounded-sm text-accent underline underline-offset-2"
              >
                {row.label}
              </Link>{" "}
              <span className="font-normal text-ink-2">{row.title}</span>
              <span className="block text-xs font-normal sm:hidden">
                <StateMark state={row.state} />
              </span>
            </th>
            <td className="max-w-52 max-md:hidden">{row.place}</td>
            <td className="max-w-52 max-lg:hidden">{row.vendor}</td>
            <td className="max-sm:hidden">
              <StateMark state={row.state} />
            </td>
            <td className="max-md:hidden">
              <Age at={row.stateAt} now={view.now} />
            </td>
            <td className="figure pr-4">
              <Amount value={row.amount} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" className="pl-4 text-left">
            {firstOf(rows.length, view.items, "item")}
          </th>
          <td className="max-md:hidden" />
          <td className="max-lg:hidden" />
          <td className="max-sm:hidden" />
          <td className="max-md:hidden" />
          <td className="figure pr-4">
            <Amount value={view.amount} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
