"use client";
import type { RefObject } from "react";
import { Amount } from "#components/money/amount.tsx";
import { TableFrame } from "#components/table/table-frame.tsx";
import { useCompany } from "#components/time/company.tsx";
import { Age } from "#components/time/when.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { StateMark } from "#components/ui/state-chip.tsx";
import type { UnknownRow } from "#lib/views/unknown.ts";

type Props = {
  readonly rows: readonly UnknownRow[];
  readonly now: string;
  readonly cursorId: string | null;
  readonly boxRef: RefObject<HTMLDivElement | null>;
  readonly hasMore: boolean;
  readonly isBusy: boolean;
  readonly onMore: () => void;
  readonly onCursor: (id: string) => void;
};

/** Exports whose outcome is unknown or held for an answer; the one under the cursor is shown beside. */
export function UnknownList({ rows, now, cursorId, boxRef, hasMore, isBusy, onMore, onCursor }: Props) {
  const { currency } = useCompany();
  return (
    <TableFrame label="Exports whose outcome is unknown" scrollRef={boxRef} className="border-r border-line bg-surface">
      <table className="data-table table-fixed" data-hover>
        <caption className="unseen">Exports whose outcome is unknown or that are held for an answer</caption>
        <thead>
          <tr>
            <th scope="col" className="pl-4">
              Item
            </th>
            <th scope="col" className="figure w-32 max-md:w-28">
              Amount, {currency}
            </th>
            <th scope="col" className="w-36">
              State
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
              <th scope="row" className="wrap py-1.5 pl-4 align-top font-normal">
                <button
                  type="button"
                  aria-current={row.id === cursorId ? "true" : undefined}
                  className="rounded-sm font-medium hover:underline"
                  onClick={() => onCursor(row.id)}
                >
                  {row.number}
                </button>{" "}
                <span className="text-xs text-ink-2">{row.kindLabel}</span>
                <span className="block text-xs text-ink-2 wrap-anywhere">{row.title}</span>
                <span className="block text-xs wrap-anywhere">{row.words}</span>
              </th>
              <td className="figure wrap py-1.5 align-top">
                <Amount value={row.amount} />
              </td>
              <td className="wrap py-1.5 align-top">
                <StateMark state={row.state} />
                <Age at={row.since} now={now} className="block text-xs text-ink-2" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <LoadMore hasMore={hasMore} isBusy={isBusy} onMore={onMore} end="Every export whose outcome is unknown" />
    </TableFrame>
  );
}
