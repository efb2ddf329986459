"use client";
import Link from "next/link";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { useCompany } from "#components/time/company.tsx";
import { Stamp } from "#components/time/when.tsx";
import { LaneMark, StateMark } from "#components/ui/state-chip.tsx";
import type { PastRow } from "#lib/views/past.ts";
import { itemAt } from "#lib/views/past-address.ts";
import type { PastProjectView } from "#lib/views/past-project.ts";

type Props = {
  readonly group: PastProjectView["groups"][number];
  readonly at: string;
  readonly cursorId: string | null;
  readonly onCursor: (id: string) => void;
};

/** The items of a project that were in the states of a column then, newest change of state first. */
export function PastGroup({ group, at, cursorId, onCursor }: Props) {
  const { currency } = useCompany();
  return (
    <section aria-labelledby={`title-${group.id}`} className="@container border-b border-line-strong bg-surface">
      <header className="flex flex-wrap items-baseline gap-x-3 border-b border-line bg-canvas px-4 pt-4 pb-2">
        <h2 id={`title-${group.id}`} className="font-semibold">
          {group.label}
        </h2>
        <p className="ml-auto font-medium whitespace-nowrap">
          {count(group.total.count, "item")} <Amount value={group.total.amount} className="ml-2" />
        </p>
      </header>
      <table className="data-table table-fixed" data-hover>
        <caption className="unseen">{group.label}, as it was</caption>
        <thead className="[&_th]:static">
          <tr>
            <th scope="col" className="pl-4">
              Item
            </th>
            <th scope="col" className="hidden w-[22%] @[46rem]:table-cell">
              Vendor
            </th>
            <th scope="col" className="hidden w-[10rem] @[34rem]:table-cell">
              State
            </th>
            <th scope="col" className="hidden w-[10rem] @[56rem]:table-cell">
              Since
            </th>
            <th scope="col" className="figure w-[8.5rem] pr-4">
              Amount, {currency}
            </th>
          </tr>
        </thead>
        <tbody>
          {group.items.map((row) => (
            <Row key={row.id} row={row} at={at} isCursor={row.id === cursorId} onCursor={onCursor} />
          ))}
        </tbody>
      </table>
      {group.hasMore ? (
        <p className="px-4 py-2 text-xs text-ink-2">
          The {group.items.length} newest are shown; count and sum above are of all{" "}
          {group.total.count.toLocaleString("en-US")}.
        </p>
      ) : null}
    </section>
  );
}

type RowProps = Omit<Props, "group" | "cursorId"> & { readonly row: PastRow; readonly isCursor: boolean };

function Row({ row, at, isCursor, onCursor }: RowProps) {
  return (
    <tr
      data-row={row.id}
      data-cursor={isCursor || undefined}
      aria-current={isCursor || undefined}
      onClick={() => onCursor(row.id)}
    >
      <th scope="row" className="h-12 pl-4 font-normal">
        <span className="block truncate leading-4">
          <Link
            href={itemAt(row.id, at)}
            prefetch={false}
            className="rounded-sm font-medium text-accent hover:underline"
          >
            {row.number}
          </Link>{" "}
          <span className="text-xs text-ink-2">{row.kindLabel}</span>
        </span>
        <span className="block truncate text-xs leading-4 text-ink-2" title={row.note ?? row.title}>
          {row.note ?? row.title}
        </span>
      </th>
      <td className="hidden @[46rem]:table-cell">
        {row.vendor?.name ?? <span className="text-ink-3">no vendor</span>}
      </td>
      <td className="hidden text-xs @[34rem]:table-cell">
        {row.state === "ready" ? <LaneMark lane={row.lane} /> : <StateMark state={row.state} />}
        {row.isOnHold ? <span className="ml-1.5 text-2xs text-wait">held</span> : null}
      </td>
      <td className="hidden text-ink-2 @[56rem]:table-cell">
        <Stamp at={row.stateAt} />
      </td>
      <td className="figure pr-4">
        <Amount value={row.amount} />
      </td>
    </tr>
  );
}
