"use client";
import { useState } from "react";
import { count } from "#components/money/count.ts";
import { announce } from "#components/ui/announcer.tsx";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { ViewName } from "#lib/client/view-names.ts";
import type { RowsAnswer } from "#lib/views/inputs.ts";

type Row = { readonly id: string; readonly version: number };
export type RowsCommand = {
  readonly run: (rows: readonly Row[]) => void;
  readonly busy: ReadonlySet<string>;
  /** Sentences for the rows of the last run that were refused. */
  readonly refused: ReadonlyMap<string, string>;
};

const nobody: ReadonlySet<string> = new Set();

/** One gesture on many rows in one action; what was refused is told at its row and once in a notice. */
export function useRowsCommand(
  action: Action<RowsAnswer>,
  done: string,
  touches: readonly ViewName[],
  onDone?: () => void,
): RowsCommand {
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  const [busy, setBusy] = useState(nobody);
  const command = useCommand<RowsAnswer>(action, {
    touches,
    onDone: (answer) => {
      const left = answer.rows.filter((row) => !row.isDone);
      setRefused(new Map(left.map((row) => [row.itemId, [row.sentence, row.fix].filter(Boolean).join(" ")])));
      if (answer.done > 0) announce(`${count(answer.done, "item")} ${done}`);
      const first = left[0];
      if (first)
        notify({
          title: `${left.length} of ${answer.rows.length} not ${done}: ${first.sentence ?? ""}`,
          text: first.fix ?? undefined,
          tone: "bad",
        });
      onDone?.();
    },
    onProblem: notifyProblem,
  });
  const run = (rows: readonly Row[]) => {
    if (rows.length === 0 || command.isPending) return;
    setBusy(new Set(rows.map((row) => row.id)));
    command.mutate(
      { items: rows.map((row) => ({ itemId: row.id, seenVersion: row.version })) },
      { onSettled: () => setBusy(nobody) },
    );
  };
  return { run, busy, refused };
}
