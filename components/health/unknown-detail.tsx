"use client";
import Link from "next/link";
import type { Resolution } from "#components/review/resolve-dialog.tsx";
import { SageDifferences } from "#components/review/sage-differences.tsx";
import { Age } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
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
          <Link href={`/items/${row.id}`} prefetch={false} className="rounded-sm text-accent underline">
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
      <SageDifferences
        caption="What was accepted, and what Sage shows"
        sides={row.sides}
        more={row.moreSides}
        inset="pl-4"
        className="border-t border-line"
      />
    </section>
  );
}
