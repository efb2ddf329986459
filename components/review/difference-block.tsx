"use client";
import { useState } from "react";
import { Amount } from "#components/money/amount.tsx";
import { isFigure } from "#components/money/figures.ts";
import { DifferenceDialog } from "#components/review/difference-dialog.tsx";
import { Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyText } from "#components/ui/copy-text.tsx";
import type { Action } from "#lib/client/actions.ts";
import type { DriftColumn } from "#lib/core/reconcile/drift.ts";
import type { DifferenceAnswerId, DifferenceView } from "#lib/views/difference.ts";
import type { ItemView } from "#lib/views/item.ts";

type Props = {
  readonly view: ItemView;
  readonly difference: DifferenceView;
  readonly answer: Action<{ version: number }>;
};

const titles = {
  open: "Changed in Sage",
  known: "Changed in Sage, taken as known",
  watched: "Changed in Sage, being corrected",
} as const;
const answerLabels: Readonly<Record<DifferenceAnswerId, string>> = {
  take: "Take Sage's value…",
  change_order: "Make a change order…",
  restore: "Restore in Sage…",
};

/** What Sage shows instead of what was accepted, column by column, and the three answers to it (ux.md N20). */
export function DifferenceBlock({ view, difference, answer }: Props) {
  const [asked, setAsked] = useState<DifferenceAnswerId | null>(null);
  const { status, columns, isGone, answeredBy, answeredAt, note, openedAt, erpId, noun, reason } = difference;
  return (
    <section
      aria-label="Changed in Sage"
      className={`rounded-md border px-3 py-2 ${status === "known" ? "border-line" : "border-bad"}`}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className={`font-semibold ${status === "open" ? "text-bad" : ""}`}>{titles[status]}</h3>
        <span className="text-xs text-ink-3">
          since <Stamp at={openedAt} />
        </span>
      </div>
      <p className="text-ink-2">
        {isGone ? "It is no longer there: " : ""}
        {noun} <CopyText text={erpId} label="Sage ID" shown={40} />
      </p>
      <Columns columns={columns} />
      {answeredBy && answeredAt && status !== "open" ? (
        <p className="text-xs text-ink-2">
          Answered by {answeredBy}, <Stamp at={answeredAt} />
          {note ? <span className="block whitespace-pre-wrap">{note}</span> : null}
        </p>
      ) : null}
      <div className="mt-2 flex flex-wrap gap-2" data-screen-only>
        {(Object.keys(answerLabels) as DifferenceAnswerId[]).map((id) => (
          <Button
            key={id}
            size="sm"
            reason={reason ?? (difference.answer === id ? "This is the answer that stands." : null)}
            onPress={() => setAsked(id)}
          >
            {answerLabels[id]}
          </Button>
        ))}
      </div>
      {asked ? (
        <DifferenceDialog
          view={view}
          difference={difference}
          answer={asked}
          action={answer}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </section>
  );
}

function Columns({ columns }: { readonly columns: readonly DriftColumn[] }) {
  return (
    <table className="data-table my-2 text-xs">
      <caption className="unseen">Accepted and in Sage now</caption>
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col" className="figure">
            Accepted
          </th>
          <th scope="col" className="figure">
            In Sage now
          </th>
        </tr>
      </thead>
      <tbody>
        {columns.map(({ table, row, column, label, accepted, found }) => (
          <tr key={`${table} ${row} ${column}`}>
            <th scope="row">{[row, label].filter(Boolean).join(" · ")}</th>
            <td className="figure wrap">
              <Value text={accepted} />
            </td>
            <td className="figure wrap font-medium">
              <Value text={found} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ text }: { readonly text: string }) {
  if (text === "") return <span className="text-ink-3">empty</span>;
  return isFigure(text) && text.includes(".") ? <Amount value={text} /> : text;
}
