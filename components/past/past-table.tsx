"use client";
import Link from "next/link";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import type { PastQuery } from "#components/past/past-filter.ts";
import { ariaSort, SortHeader } from "#components/table/sort-header.tsx";
import { useCompany } from "#components/time/company.tsx";
import { Stamp } from "#components/time/when.tsx";
import { LaneMark, StateMark } from "#components/ui/state-chip.tsx";
import type { PastInbox, PastRow } from "#lib/views/past.ts";
import { itemAt, projectAt } from "#lib/views/past-address.ts";

type Props = {
  readonly rows: readonly PastRow[];
  readonly filter: PastQuery;
  readonly total: PastInbox["total"];
  readonly isStale: boolean;
  readonly cursorId: string | null;
  readonly onCursor: (id: string) => void;
  readonly onSort: (sort: PastQuery["sort"], dir: PastQuery["dir"]) => void;
};

export function PastTable({ rows, filter, total, isStale, cursorId, onCursor, onSort }: Props) {
  const { currency } = useCompany();
  const head = { filter, onSort };
  const hasMoved = filter.sort === "moved";
  return (
    <table className={`data-table table-fixed ${isStale ? "opacity-60" : ""}`} aria-busy={isStale} data-hover>
      <caption className="unseen">Items as they were</caption>
      <thead>
        <tr>
          <th scope="col" className="w-[9rem] pl-4 max-md:w-[3.25rem]">
            <span className="max-md:sr-only">State</span>
          </th>
          <SortedHead {...head} sort="number" label="Number" className="w-[8rem] max-md:w-auto" />
          <th scope="col" className="hidden w-[6rem] @[38rem]:table-cell">
            Project
          </th>
          <th scope="col" className="hidden @[32rem]:table-cell">
            Vendor
          </th>
          <th scope="col" className="hidden @[52rem]:table-cell">
            Title
          </th>
          <th scope="col" className="hidden w-[8rem] @[64rem]:table-cell">
            Assigned
          </th>
          <SortedHead {...head} sort="amount" label={`Amount, ${currency}`} isFigure className="figure w-[8rem]" />
          <SortedHead
            {...head}
            sort={hasMoved ? "moved" : "sent"}
            label={hasMoved ? "Last change" : "Sent"}
            isFigure
            className="figure hidden w-[10rem] pr-4 @[46rem]:table-cell"
          />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            at={filter.at}
            hasMoved={hasMoved}
            isCursor={row.id === cursorId}
            onCursor={onCursor}
          />
        ))}
      </tbody>
      {total ? (
        <tfoot>
          <tr>
            <th scope="row" colSpan={2} className="pl-4 text-left font-medium">
              {count(total.count, "item")} then
            </th>
            <td className="hidden @[38rem]:table-cell" />
            <td className="hidden @[32rem]:table-cell" />
            <td className="hidden @[52rem]:table-cell" />
            <td className="hidden @[64rem]:table-cell" />
            <td className="figure">
              <Amount value={total.amount} />
            </td>
            <td className="hidden @[46rem]:table-cell" />
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}

type HeadProps = Pick<Props, "filter" | "onSort"> & {
  readonly sort: PastQuery["sort"];
  readonly label: string;
  readonly className: string;
  readonly isFigure?: boolean;
};

function SortedHead({ filter, onSort, sort, label, className, isFigure = false }: HeadProps) {
  const direction = filter.sort === sort ? filter.dir : null;
  return (
    <th scope="col" aria-sort={ariaSort(direction)} className={className}>
      <SortHeader label={label} direction={direction} isFigure={isFigure} onSort={(dir) => onSort(sort, dir)} />
    </th>
  );
}

type RowProps = {
  readonly row: PastRow;
  readonly at: string;
  /** The last change of state in place of the time of sending, where that is the order. */
  readonly hasMoved: boolean;
  readonly isCursor: boolean;
  readonly onCursor: (id: string) => void;
};

function Row({ row, at, hasMoved, isCursor, onCursor }: RowProps) {
  return (
    <tr
      data-row={row.id}
      data-cursor={isCursor || undefined}
      aria-current={isCursor || undefined}
      onClick={() => onCursor(row.id)}
    >
      <td className="pl-4 text-xs max-md:[&_.truncate]:sr-only">
        <span className="flex items-center gap-1.5">
          {row.state === "ready" ? <LaneMark lane={row.lane} /> : <StateMark state={row.state} />}
          {row.isOnHold ? <span className="text-2xs text-wait">held</span> : null}
        </span>
      </td>
      <th scope="row">
        <Link
          href={itemAt(row.id, at)}
          prefetch={false}
          className="block truncate rounded-sm focus-visible:outline-offset-0"
        >
          {row.number}
        </Link>
      </th>
      <td className="hidden @[38rem]:table-cell" title={row.project.name}>
        {row.project.id === null ? (
          "Company"
        ) : (
          <Link href={projectAt(row.project.id, at)} prefetch={false} className="rounded-sm hover:underline">
            {row.project.number}
          </Link>
        )}
      </td>
      <td className="hidden @[32rem]:table-cell">{row.vendor?.name}</td>
      <td className="hidden @[52rem]:table-cell" title={row.title}>
        {row.title}
      </td>
      <td className="hidden @[64rem]:table-cell">{row.assignee?.name}</td>
      <td className="figure">
        <Amount value={row.amount} />
      </td>
      <td className="figure hidden pr-4 text-ink-2 @[46rem]:table-cell">
        <When at={hasMoved ? row.stateAt : row.sentAt} />
      </td>
    </tr>
  );
}

function When({ at }: { readonly at: string | null }) {
  return at ? <Stamp at={at} /> : null;
}
