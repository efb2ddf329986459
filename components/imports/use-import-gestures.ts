"use client";
import { useState } from "react";
import { count } from "#components/money/count.ts";
import { announce } from "#components/ui/announcer.tsx";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { ImportGesture } from "#lib/core/import-type.ts";
import type { RowsAnswer } from "#lib/views/inputs.ts";

export type ImportActions = Readonly<Record<ImportGesture, Action<RowsAnswer>>>;
type Ref = { readonly id: string; readonly version: number };
export type ImportGestures = {
  readonly run: (
    gesture: ImportGesture,
    rows: readonly Ref[],
    options?: Readonly<Record<string, string>>,
    onDone?: () => void,
  ) => void;
  readonly isBusy: boolean;
  /** Sentences for the rows of the last gesture that were refused. */
  readonly refused: ReadonlyMap<string, string>;
};

const done: Readonly<Record<ImportGesture, string>> = {
  import: "on the way into Procore",
  archive: "archived",
  restore: "restored",
  undo: "being unlinked",
};
const touches = ["import.page", "import.record"] as const;

/** One gesture on many records; what was refused is told at its row and once in a notice. */
export function useImportGestures(actions: ImportActions): ImportGestures {
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  const options = { touches, onProblem: notifyProblem };
  const commands = {
    import: useCommand<RowsAnswer>(actions.import, options),
    archive: useCommand<RowsAnswer>(actions.archive, options),
    restore: useCommand<RowsAnswer>(actions.restore, options),
    undo: useCommand<RowsAnswer>(actions.undo, options),
  };
  const isBusy = Object.values(commands).some((command) => command.isPending);
  const run: ImportGestures["run"] = (gesture, rows, chosen, onDone) => {
    if (rows.length === 0 || isBusy) return;
    const records = rows.map(({ id, version }) => ({ recordId: id, seenVersion: version }));
    commands[gesture].mutate(gesture === "import" ? { records, options: chosen ?? {} } : { records }, {
      onSuccess: (answer) => {
        setRefused(tell(answer, done[gesture]));
        onDone?.();
      },
    });
  };
  return { run, isBusy, refused };
}

function tell(answer: RowsAnswer, words: string): ReadonlyMap<string, string> {
  const left = answer.rows.filter((row) => !row.isDone);
  if (answer.done > 0) announce(`${count(answer.done, "record")} ${words}`);
  const first = left[0];
  if (first) {
    const title = `${left.length} of ${answer.rows.length} not ${words}: ${first.sentence ?? ""}`;
    notify({ title, text: first.fix ?? undefined, tone: "bad" });
  }
  return new Map(left.map((row) => [row.itemId, [row.sentence, row.fix].filter(Boolean).join(" ")]));
}
