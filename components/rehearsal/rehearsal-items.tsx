"use client";
import Link from "next/link";
import { Amount } from "#components/money/amount.tsx";
import { firstOf } from "#components/money/count.ts";
import { rehearsalHref, scopeOf } from "#components/rehearsal/rehearsal-address.ts";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { type CursorProps, FigureItems } from "#components/table/figure-items.tsx";
import { useCompany } from "#components/time/company.tsx";
import { Day, useBusinessDate } from "#components/time/when.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { StateMark } from "#components/ui/state-chip.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import { rehearsalScopes } from "#lib/core/rehearsal.ts";
import type { RehearsalItem, RehearsalItemFilter, RehearsalItems as View } from "#lib/views/rehearsal.ts";

type Props = { readonly first: View; readonly filter: RehearsalItemFilter };

/** The items behind one figure of the rehearsal, each with what becomes of it and why. */
export function RehearsalItems({ first, filter }: Props) {
  const { query, rows, newest: read } = useViewPages("rehearsal.items", filter, { first, every: 30_000 });
  const newest = read ?? first;
  const { scope, upTo, q } = filter;
  const back = rehearsalHref({ ...(scope ? { scope } : {}), ...(upTo ? { upTo } : {}), ...(q ? { q } : {}) });
  const dayOf = useBusinessDate();
  const period = upTo ? `up to ${dayOf(upTo)}` : "everything to date";
  return (
    <FigureItems
      back={{ href: back, label: "Month-end rehearsal" }}
      head={
        <PageHead title={newest.title} note={`If released now: ${rehearsalScopes[scopeOf(scope)].label}, ${period}`}>
          <ExportMenu table="rehearsal-items" input={{ ...filter }} />
        </PageHead>
      }
      label="Items of the rehearsal"
      query={query}
      rows={rows}
      empty={
        <EmptyState title="No item stands behind this figure now">
          It was decided on, proved or changed meanwhile. Go back to see the figures as they are.
        </EmptyState>
      }
    >
      {(cursor) => <Items rows={rows} view={newest} {...cursor} />}
    </FigureItems>
  );
}

type ItemsProps = CursorProps & { readonly rows: readonly RehearsalItem[]; readonly view: View };

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
          <th scope="col" className="max-lg:hidden">
            Project
          </th>
          <th scope="col" className="max-md:hidden">
            State
          </th>
          <th scope="col" className="max-sm:hidden">
            What becomes of it
          </th>
          <th scope="col" className="max-md:hidden">
            Accounting date
          </th>
          <th scope="col" className="figure max-lg:hidden">
            Retainage
          </th>
          <th scope="col" className="figure pr-4">
            Amount, {currency}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <ItemRow key={row.id} row={row} isHere={row.id === cursorId} onCursor={onCursor} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" className="pl-4 text-left">
            {firstOf(rows.length, view.count, "item")}
          </th>
          <td className="max-lg:hidden" />
          <td className="max-md:hidden" />
          <td className="max-sm:hidden" />
          <td className="max-md:hidden" />
          <td className="figure max-lg:hidden">
            <Amount value={view.retainage} />
          </td>
          <td className="figure pr-4">
            <Amount value={view.amount} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

type RowProps = { readonly row: RehearsalItem; readonly isHere: boolean; readonly onCursor: (id: string) => void };

function ItemRow({ row, isHere, onCursor }: RowProps) {
  return (
    <tr data-row={row.id} data-cursor={isHere || undefined} onClick={() => onCursor(row.id)}>
      <th scope="row" className="max-w-64 py-1 pl-4 max-lg:max-w-48" title={row.title}>
        <Link
          href={`/items/${row.id}`}
          prefetch={false}
          className="rounded-sm text-accent underline underline-offset-2"
        >
          {row.label}
        </Link>{" "}
        <span className="font-normal text-ink-2">{row.title}</span>
      </th>
      <td className="max-w-52 max-lg:hidden">{row.place}</td>
      <td className="max-md:hidden">
        <StateMark state={row.state} />
      </td>
      <td className="max-w-96 whitespace-normal max-lg:max-w-64 max-sm:hidden">
        {row.fateLabel}
        {row.words ? <span className="block text-xs text-ink-2">{row.words}</span> : null}
      </td>
      <td className="whitespace-normal max-md:hidden">
        {row.booked ? <Day date={row.booked} /> : null}
        {row.nextOpen ? (
          <span className="block text-xs text-ink-2">
            next open: <Day date={row.nextOpen} />
          </span>
        ) : null}
      </td>
      <td className="figure max-lg:hidden">
        <Amount value={row.retainage} />
      </td>
      <td className="figure pr-4">
        <Amount value={row.amount} />
      </td>
    </tr>
  );
}
