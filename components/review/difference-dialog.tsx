"use client";
import { useState } from "react";
import { Amount } from "#components/money/amount.tsx";
import { ConfirmDialog } from "#components/review/confirm-dialog.tsx";
import { CopyText } from "#components/ui/copy-text.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { isZero } from "#lib/core/money.ts";
import type { DifferenceAnswerId, DifferenceView } from "#lib/views/difference.ts";
import type { ItemView } from "#lib/views/item.ts";

type Props = {
  readonly view: ItemView;
  readonly difference: DifferenceView;
  readonly answer: DifferenceAnswerId;
  readonly action: Action<{ version: number }>;
  readonly onClose: () => void;
};
const verbs = { take: "Take Sage's value", change_order: "Watch Sage", restore: "Watch Sage" } as const;

/** One answer: what it means, what is to be done by hand, and the note that goes into the record. */
export function DifferenceDialog({ view, difference, answer, action, onClose }: Props) {
  const [note, setNote] = useState("");
  const given = useCommand(action, { touches: ["item.view", "inbox.page", "shell.view"], onDone: onClose });
  const reason = answer === "take" && note.trim() === "" ? "Write why the change in Sage is right." : null;
  const input = { itemId: view.id, answer, seenSha256: difference.sha256, note: note.trim() };
  return (
    <ConfirmDialog
      title={`${view.number} changed in Sage`}
      verb={verbs[answer]}
      isBusy={given.isPending}
      reason={reason}
      problem={given.error}
      onClose={onClose}
      onConfirm={() => (given.isPending ? undefined : given.mutate(input))}
    >
      {answer === "take" ? <Take /> : null}
      {answer === "change_order" ? <Raise view={view} difference={difference} /> : null}
      {answer === "restore" ? <Restore difference={difference} /> : null}
      <div className="mt-3">
        <Textarea label="Note for the record" value={note} onChange={setNote} max={500} rows={3} />
      </div>
    </ConfirmDialog>
  );
}

function Take() {
  return (
    <p>
      Sage stays as it is. The item keeps what was accepted, Reconcile goes on showing the difference as “Changed in
      Sage”, and nobody is asked again unless Sage changes once more.
    </p>
  );
}

function Raise({ view, difference }: { readonly view: ItemView; readonly difference: DifferenceView }) {
  return (
    <ol className="list-decimal space-y-2 pl-5">
      <li>
        In Procore, raise a change of {view.number}
        {isZero(difference.amountChange) ? " with what Sage shows." : " of "}
        {isZero(difference.amountChange) ? null : <Amount value={difference.amountChange} className="font-medium" />}
      </li>
      <li>Before it is exported, put Sage back to what was accepted: else it counts twice.</li>
      <li>This stays in view, and closes by itself once Sage shows what was accepted.</li>
    </ol>
  );
}

function Restore({ difference }: { readonly difference: DifferenceView }) {
  return (
    <>
      <p>
        {difference.isGone ? "Key it in again in Sage" : "Key in again in Sage"}, {difference.noun}{" "}
        <CopyText text={difference.erpId} label="Sage ID" shown={40} />:
      </p>
      <ul className="my-2 list-disc space-y-1 pl-5">
        {difference.columns.map(({ table, row, column, label, accepted }) => (
          <li key={`${table} ${row} ${column}`}>
            {[row, label].filter(Boolean).join(" · ")}: <span className="font-medium">{accepted || "empty"}</span>
          </li>
        ))}
      </ul>
      <p>Countersign watches Sage, and this closes by itself once it is equal.</p>
    </>
  );
}
