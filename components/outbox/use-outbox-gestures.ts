"use client";
import { useState } from "react";
import { useHold } from "#components/hold/use-hold.ts";
import { useReasonAgainst } from "#components/shell/use-person.ts";
import { useRowsCommand } from "#components/table/use-rows-command.ts";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import { lastBatch, removeBatch } from "#lib/client/accepted-batches.ts";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { ViewName } from "#lib/client/view-names.ts";
import type { RowsAnswer } from "#lib/views/inputs.ts";
import type { OutboxRow } from "#lib/views/screens.ts";

export type OutboxActions = {
  readonly takeBack: Action<RowsAnswer>;
  readonly takeBackBatch: Action<RowsAnswer>;
  readonly release: Action<RowsAnswer>;
  readonly hold: Action<RowsAnswer>;
  readonly liftHold: Action<RowsAnswer>;
};
type Reason = (row: OutboxRow) => string | null;
const touched: readonly ViewName[] = ["outbox.page", "inbox.page", "item.view", "shell.view"];

/** What can be done to rows of the outbox, one by one, several at once, or a batch as a whole. */
export function useOutboxGestures(actions: OutboxActions, selected: readonly OutboxRow[], onDone: () => void) {
  const back = useRowsCommand(actions.takeBack, "taken back", touched, onDone);
  const forward = useRowsCommand(actions.release, "released", ["outbox.page", "item.view", "shell.view"], onDone);
  const personal = useReasonAgainst("export.take_back");
  const backReason: Reason = (row) =>
    row.canTakeBack ? personal : `It can no longer be taken back: it is “${row.statusLabel}”.`;
  const releaseReason: Reason = (row) =>
    row.hold
      ? "It is held; lift the hold first (H)."
      : row.status === "outbox"
        ? personal
        : `There is nothing to release: it is “${row.statusLabel}”.`;
  const batch = useBatchBack(actions.takeBackBatch, personal);
  const backable = selected.filter((row) => backReason(row) === null);
  const releasable = selected.filter((row) => releaseReason(row) === null);
  return {
    hold: useHold(actions),
    backReason,
    backable,
    releasable,
    batch,
    busy: new Set([...back.busy, ...forward.busy]),
    refused: new Map([...back.refused, ...forward.refused]),
    backOne: (row: OutboxRow | undefined) => runOne(row, backReason, back.run),
    releaseOne: (row: OutboxRow | undefined) => runOne(row, releaseReason, forward.run),
    backSelected: () => back.run(backable),
    releaseSelected: () => forward.run(releasable),
    undoLast: () => takeBackLast(back.run),
  };
}

/** The batch of a row is asked about first: it holds more than what is in view. */
function useBatchBack(action: Action<RowsAnswer>, personal: string | null) {
  const [asked, setAsked] = useState<NonNullable<OutboxRow["batch"]> | null>(null);
  const command = useCommand<RowsAnswer>(action, {
    touches: touched,
    onDone: ({ rows, done }) => {
      const first = rows.find((row) => !row.isDone);
      const [title, tone] = first
        ? ([`${done} of ${rows.length} taken back: ${first.sentence ?? ""}`, done > 0 ? undefined : "bad"] as const)
        : ([
            rows.length === 0 ? "Nothing of the batch can be taken back any more" : `${done} taken back`,
            "good",
          ] as const);
      notify({ title, text: first?.fix ?? undefined, ...(tone ? { tone } : {}) });
      setAsked(null);
    },
    onProblem: notifyProblem,
  });
  return {
    asked,
    isBusy: command.isPending,
    close: () => setAsked(null),
    confirm: () => asked && command.mutate({ batchId: asked.id }),
    ask: (row: OutboxRow | undefined) => {
      if (!row) return;
      if (personal) notify({ title: `${row.number} stays as it is`, text: personal });
      else if (row.batch) setAsked(row.batch);
      else notify({ title: `${row.number} is in no batch`, text: "It was accepted alone. U takes it back." });
    },
  };
}

function runOne(row: OutboxRow | undefined, reasonOf: Reason, run: (rows: readonly OutboxRow[]) => void): void {
  if (!row) return;
  const reason = reasonOf(row);
  if (reason) notify({ title: `${row.number} stays as it is`, text: reason });
  else run([row]);
}

function takeBackLast(back: (rows: readonly { id: string; version: number }[]) => void): void {
  const batch = lastBatch();
  if (!batch) {
    notify({ title: "Nothing to take back", text: "You accepted nothing in this tab yet." });
    return;
  }
  back(batch.items.map((item) => ({ id: item.itemId, version: item.seenVersion })));
  removeBatch(batch);
}
