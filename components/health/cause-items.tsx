"use client";
import Link from "next/link";
import type { RefObject } from "react";
import { Amount } from "#components/money/amount.tsx";
import { TableFrame } from "#components/table/table-frame.tsx";
import { useCompany } from "#components/time/company.tsx";
import { Age } from "#components/time/when.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { StateMark } from "#components/ui/state-chip.tsx";
import type { CauseItem } from "#lib/views/causes.ts";

const mid = "hidden @[46rem]:table-cell";
const wide = "hidden @[64rem]:table-cell";

type Props = {
  readonly rows: readonly CauseItem[];
  readonly now: string;
  readonly cursorId: string | null;
  readonly refused: ReadonlyMap<string, string>;
  readonly boxRef: RefObject<HTMLDivElement | null>;
  readonly hasMore: boolean;
  readonly isBusy: boolean;
  readonly onMore: () => void;
  readonly onCursor: (id: string) => void;
};

/** The items behind a cause, the newest first, each with what was said of it. */
export function CauseItems({ rows, boxRef, hasMore, isBusy, onMore, ...rest }: Props) {
  const { currency } = useCompany();
  return (
    <TableFrame label="Items behind the cause" scrollRef={boxRef} className="@container flex-1 bg-surface">
      <table className="data-table table-fixed" data-hover>
        <caption className="unseen">Items behind the cause, newest first</caption>
        <thead>
          <tr>
            <th scope="col" className="pl-4">
              Item
            </th>
            <th scope="col" className={mid}>
              Project and vendor
            </th>
            <th scope="col" className="figure w-32 max-md:w-28">
              Amount, {currency}
            </th>
            <th scope="col" className={`w-40 ${wide}`}>
              State
            </th>
            <th scope="col" className={`w-32 ${wide}`}>
              Since
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} {...rest} />
          ))}
        </tbody>
      </table>
      <LoadMore hasMore={hasMore} isBusy={isBusy} onMore={onMore} end="Every item of the cause" />
    </TableFrame>
  );
}

type RowProps = Pick<Props, "now" | "cursorId" | "refused" | "onCursor"> & { readonly row: CauseItem };

function Row({ row, now, cursorId, refused, onCursor }: RowProps) {
  const no = refused.get(row.id);
  return (
    <tr data-row={row.id} data-cursor={row.id === cursorId || undefined} onClick={() => onCursor(row.id)}>
      <th scope="row" className="wrap py-1.5 pl-4 align-top font-normal">
        <Link href={`/items/${row.id}`} prefetch={false} className="rounded-sm font-medium text-accent hover:underline">
          {row.number}
        </Link>{" "}
        <span className="text-xs text-ink-2">{row.kindLabel}</span>
        <span className="block text-xs text-ink-2 wrap-anywhere">{row.title}</span>
        {row.words ? <span className="block text-xs wrap-anywhere">{row.words}</span> : null}
        {no ? (
          <span role="status" className="block text-xs font-medium text-bad wrap-anywhere">
            Not tried again: {no}
          </span>
        ) : null}
      </th>
      <td className={`wrap py-1.5 align-top ${mid}`}>
        {`${row.place.number} ${row.place.name}`.trim()}
        <span className="block text-xs text-ink-2">{row.vendorName ?? "no vendor"}</span>
      </td>
      <td className="figure wrap py-1.5 align-top">
        <Amount value={row.amount} />
      </td>
      <td className={`py-1.5 align-top ${wide}`}>
        <StateMark state={row.state} />
      </td>
      <td className={`wrap py-1.5 align-top ${wide}`}>
        <Age at={row.at} now={now} />
      </td>
    </tr>
  );
}
