"use client";
import Link from "next/link";
import type { Resolution } from "#components/review/resolve-dialog.tsx";
import { Age } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Side } from "#lib/core/machines/sides.ts";
import type { UnknownRow } from "#lib/views/unknown.ts";

type Props = { readonly row: UnknownRow; readonly now: string; readonly onAnswer: (as: Resolution) => void };
const labels = { adopt: "Found in Sage", send_again: "Not in Sage, send again", give_up: "Stop this export" } as const;

/** Both sides of one export, and what a person may answer. */
export function UnknownDetail({ row, now, onAnswer }: Props) {
  return (
    <section
      aria-label={`Both sides of ${row.number}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable without a pointer.
      tabIndex={0}
      className="min-h-0 overflow-y-auto max-md:border-t max-md:border-line"
    >
      <div className="flex flex-col gap-2 px-4 py-3">
        <h2 className="font-semibold wrap-anywhere">
          <Link href={`/items/${row.id}`} prefetch={false} className="rounded-sm text-accent hover:underline">
            {row.number}
          </Link>{" "}
          {row.title}
        </h2>
        <p className="text-ink-2 wrap-anywhere">
          {`${row.place.number} ${row.place.name}`.trim()} · {row.vendorName ?? "no vendor"} · Sage ID {row.sageId}
        </p>
        <p className="wrap-anywhere">{row.words}.</p>
        <p className="text-xs text-ink-2">
          {row.lookedAt ? (
            <>
              Last answer from Sage <Age at={row.lookedAt} now={now} />: {row.looked}
            </>
          ) : (
            "No answer came from Sage yet."
          )}
        </p>
        <p className="flex flex-wrap gap-2">
          {(Object.keys(labels) as Resolution[]).map((as) => {
            const action = row.actions.find(({ gesture }) => gesture === as);
            const reason = action ? action.reason : "Sage is still being asked; possible once the item is held.";
            return (
              <Button key={as} look={as === "adopt" ? "primary" : "plain"} reason={reason} onPress={() => onAnswer(as)}>
                {labels[as]}
              </Button>
            );
          })}
        </p>
      </div>
      <Sides sides={row.sides} more={row.moreSides} />
    </section>
  );
}

function Sides({ sides, more }: { readonly sides: readonly Side[]; readonly more: number }) {
  return (
    <table className="data-table table-fixed border-t border-line">
      <caption className="unseen">What was accepted, and what Sage shows</caption>
      <thead>
        <tr>
          <th scope="col" className="pl-4">
            Where
          </th>
          <th scope="col">Accepted</th>
          <th scope="col">In Sage</th>
        </tr>
      </thead>
      <tbody>
        {sides.map((side) => (
          <tr key={`${side.table} ${side.row} ${side.column}`}>
            <th scope="row" className="wrap pl-4 font-normal">
              <span className="block font-medium">{side.column || "Row"}</span>
              <span className="block text-2xs text-ink-2">
                {side.table} {side.row}
              </span>
            </th>
            <td className="wrap font-mono text-xs">{side.accepted || "empty"}</td>
            <td className={`wrap font-mono text-xs ${side.isDifferent ? "font-medium text-bad" : ""}`}>
              {side.found === null ? <span className="text-ink-2">not seen</span> : side.found || "empty"}
              {side.isDifferent ? <span className="unseen"> differs</span> : null}
            </td>
          </tr>
        ))}
        {more > 0 ? (
          <tr>
            <td colSpan={3} className="pl-4 text-ink-2">
              {more} more values are on the item's own page.
            </td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}
