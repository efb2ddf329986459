"use client";
import Link from "next/link";
import { durationOf } from "#components/time/format-time.ts";
import { Stamp } from "#components/time/when.tsx";
import type { Tone } from "#components/ui/chip.tsx";
import { toneText } from "#components/ui/chip.tsx";
import { type AttemptOutcome, type AttemptRow, attemptOutcomes } from "#lib/views/unknown.ts";

const mid = "hidden @[46rem]:table-cell";
const wide = "hidden @[64rem]:table-cell";
const tones: Readonly<Record<AttemptOutcome, Tone>> = {
  none: "quiet",
  proved: "good",
  imported: "wait",
  refused: "bad",
  absent: "wait",
  mismatch: "bad",
  conflict: "bad",
  pending: "wait",
  declined: "bad",
};

type Props = {
  readonly rows: readonly AttemptRow[];
  readonly isStale: boolean;
  readonly cursorId: string | null;
  readonly onCursor: (id: string) => void;
};

export function AttemptsTable({ rows, isStale, cursorId, onCursor }: Props) {
  return (
    <table className={`data-table table-fixed ${isStale ? "opacity-60" : ""}`} data-hover aria-busy={isStale}>
      <caption className="unseen">Attempts at Sage, newest first</caption>
      <thead>
        <tr>
          <th scope="col" className="w-40 pl-4 max-md:w-32">
            Begun
          </th>
          <th scope="col" className={`w-24 ${wide}`}>
            Took
          </th>
          <th scope="col" className={`w-44 ${mid}`}>
            Item
          </th>
          <th scope="col" className={`w-32 ${wide}`}>
            Tag
          </th>
          <th scope="col" className={`w-40 ${mid}`}>
            Phase and sync client
          </th>
          <th scope="col">Outcome</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} isCursor={row.id === cursorId} onCursor={onCursor} />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = { readonly row: AttemptRow; readonly isCursor: boolean; readonly onCursor: (id: string) => void };

function Row({ row, isCursor, onCursor }: RowProps) {
  const { leasedAt, reportedAt } = row;
  return (
    <tr data-row={row.id} data-cursor={isCursor || undefined} onClick={() => onCursor(row.id)}>
      <td className="wrap py-1.5 pl-4 align-top">
        <Stamp at={leasedAt} className="max-md:whitespace-normal" />
      </td>
      <td className={`py-1.5 align-top text-ink-2 ${wide}`}>
        {reportedAt ? durationOf(leasedAt, reportedAt) : "no report"}
      </td>
      <th scope="row" className={`wrap py-1.5 align-top font-normal ${mid}`}>
        <Item row={row} />
      </th>
      <td className={`py-1.5 align-top font-mono text-xs leading-5 ${wide}`}>{row.tag}</td>
      <td className={`wrap py-1.5 align-top ${mid}`}>
        {row.phase}, no. {row.fence}
        <span className="block text-xs text-ink-2">{row.client}</span>
      </td>
      <td className="wrap py-1.5 align-top">
        <span className="@[46rem]:hidden">
          <Item row={row} />{" "}
        </span>
        <span className={`font-medium ${toneText[tones[row.outcome]]}`}>{attemptOutcomes[row.outcome]}</span>
        {row.isLate ? " (late)" : ""} <span className="text-ink-2 wrap-anywhere">{row.words}</span>
        {row.verbatim ? (
          <details className="text-xs">
            <summary className="w-fit cursor-default text-ink-2">
              Details
              <span className="unseen">
                {" "}
                of attempt {row.fence} of {row.number}
              </span>
            </summary>
            {row.details.length > 0 ? (
              <p className="py-1 whitespace-pre-wrap wrap-anywhere">{row.details.join("\n")}</p>
            ) : null}
            <pre className="mt-1 rounded-sm bg-sunken px-2 py-1 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
              {row.verbatim}
            </pre>
          </details>
        ) : null}
      </td>
    </tr>
  );
}

function Item({ row }: { readonly row: AttemptRow }) {
  return (
    <>
      <Link
        href={`/items/${row.itemId}`}
        prefetch={false}
        className="rounded-sm font-medium text-accent hover:underline"
      >
        {row.number}
      </Link>
      <span className="block text-xs text-ink-2">{row.kindLabel}</span>
    </>
  );
}
