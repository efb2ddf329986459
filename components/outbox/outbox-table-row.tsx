"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { Amount } from "#components/money/amount.tsx";
import { OutboxStatus } from "#components/outbox/outbox-status.tsx";
import { Age } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import type { OutboxRow } from "#lib/views/screens.ts";

export type RowGestures = {
  readonly busy: ReadonlySet<string>;
  readonly refused: ReadonlyMap<string, string>;
  /** Why the row cannot be taken back; null when it can. */
  readonly reasonAgainst: (row: OutboxRow) => string | null;
  readonly onTakeBack: (row: OutboxRow) => void;
  readonly onRelease: (row: OutboxRow) => void;
  readonly onWhy: (row: OutboxRow) => void;
  readonly onCursor: (row: OutboxRow) => void;
};

type Props = RowGestures & {
  readonly row: OutboxRow;
  readonly isGone: boolean;
  readonly now: string;
  readonly isCursor: boolean;
  readonly isSelected: boolean;
  readonly onSelect: (isOn: boolean, isRange: boolean) => void;
};

export function OutboxTableRow({ row, isGone, now, isCursor, isSelected, onSelect, onCursor, ...gestures }: Props) {
  const buttons = isGone ? <span className="text-ink-3">left the outbox</span> : <Buttons row={row} {...gestures} />;
  return (
    <tr
      data-row={row.id}
      data-cursor={isCursor || undefined}
      data-selected={isSelected || undefined}
      className={isGone ? "text-ink-3" : ""}
      onClick={() => onCursor(row)}
    >
      <td className="h-12 w-9 px-1.5 text-center max-md:hidden">
        {isGone ? null : (
          <Checkbox label={`Select ${row.number}`} isOn={isSelected} tabIndex={-1} onChange={onSelect} />
        )}
      </td>
      <td className="max-md:py-1.5 max-md:align-top max-md:whitespace-normal">
        <OutboxStatus row={row} now={now} />
        <Words row={row} refused={gestures.refused.get(row.id)} />
        <span className="mt-1 flex flex-wrap gap-1 md:hidden">{buttons}</span>
      </td>
      <th scope="row" className="max-md:py-1.5 max-md:align-top">
        <Link href={`/items/${row.id}`} prefetch={false} className="rounded-sm font-medium text-accent hover:underline">
          {row.number}
        </Link>
        <Second title={row.title}>{row.title}</Second>
      </th>
      <td className="hidden @[58rem]:table-cell">
        {row.vendor?.name ?? <span className="text-ink-3">no vendor</span>}
        <Second title={row.project.name}>
          {row.project.number} {row.project.name}
        </Second>
      </td>
      <td className="figure max-md:py-1.5 max-md:align-top">
        <Amount value={row.amount} />
      </td>
      <td className="hidden font-mono text-xs @[66rem]:table-cell">{row.sageId}</td>
      <td className="hidden @[74rem]:table-cell">
        {row.acceptedBy}
        <Second>
          <Age at={row.acceptedAt} now={now} />
          {row.batch ? (
            <>
              {" · "}
              <Link href={`/batches/${row.batch.id}`} prefetch={false} className="text-accent hover:underline">
                batch {row.batch.number}
              </Link>
            </>
          ) : null}
        </Second>
      </td>
      <td className="max-md:hidden">
        <span className="flex justify-end gap-1">{buttons}</span>
      </td>
    </tr>
  );
}

function Second({ children, title }: { readonly children: ReactNode; readonly title?: string }) {
  return (
    <span title={title} className="block truncate text-xs font-normal text-ink-2">
      {children}
    </span>
  );
}

/** What was refused just now, or else what the export waits for. */
function Words({ row, refused }: { readonly row: OutboxRow; readonly refused: string | undefined }) {
  const words = refused ?? row.hold?.note ?? row.note;
  if (!words) return null;
  return (
    <span
      title={words}
      className={`block truncate text-xs max-md:whitespace-normal ${refused ? "text-bad" : "text-ink-2"}`}
    >
      {words}
    </span>
  );
}

function Buttons({
  row,
  busy,
  reasonAgainst,
  onTakeBack,
  onRelease,
  onWhy,
}: Omit<RowGestures, "onCursor" | "refused"> & { readonly row: OutboxRow }) {
  const why = (
    <Button size="sm" look="ghost" label={`Why is ${row.number} stuck?`} onPress={() => onWhy(row)}>
      Why?
    </Button>
  );
  if (!row.canTakeBack) return why;
  const reason = reasonAgainst(row);
  const isBusy = busy.has(row.id);
  return (
    <>
      <Button size="sm" reason={reason} isBusy={isBusy} onPress={() => onTakeBack(row)}>
        Take back
      </Button>
      {row.status === "outbox" ? (
        <Button
          size="sm"
          look="ghost"
          reason={row.hold ? "It is held; lift the hold first (H)." : reason}
          isBusy={isBusy}
          onPress={() => onRelease(row)}
          className="max-md:hidden"
        >
          Release now
        </Button>
      ) : (
        why
      )}
    </>
  );
}
