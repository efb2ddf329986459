"use client";
import { useState } from "react";
import { count } from "#components/money/count.ts";
import { useReasonAgainst } from "#components/shell/use-person.ts";
import { announce } from "#components/ui/announcer.tsx";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { ViewName } from "#lib/client/view-names.ts";
import type { HoldView } from "#lib/views/inbox.ts";
import type { RowsAnswer } from "#lib/views/inputs.ts";

type Row = { readonly id: string; readonly version: number; readonly number: string; readonly hold: HoldView | null };
type Actions = { readonly hold: Action<RowsAnswer>; readonly liftHold: Action<RowsAnswer> };
export type Holding = ReturnType<typeof useHold>;
const touched: readonly ViewName[] = ["inbox.page", "item.view", "outbox.page", "shell.view"];

/** H: asks until when rows are to be held; where all of them are held already, lifts that. */
export function useHold(actions: Actions) {
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  const personal = useReasonAgainst("item.hold");
  const options = (word: string) => ({
    touches: touched,
    onDone: (answer: RowsAnswer) => tell(answer, word),
    onProblem: notifyProblem,
  });
  const hold = useCommand<RowsAnswer>(actions.hold, options("held"));
  const lift = useCommand<RowsAnswer>(actions.liftHold, options("not held any more"));
  const itemsOf = (list: readonly Row[]) => list.map(({ id, version }) => ({ itemId: id, seenVersion: version }));
  return {
    rows,
    isBusy: hold.isPending || lift.isPending,
    close: () => setRows(null),
    press: (list: readonly Row[]) => {
      if (list.length === 0 || hold.isPending || lift.isPending) return;
      if (personal) notify({ title: "Nothing was held", text: personal });
      else if (list.every((row) => row.hold !== null)) lift.mutate({ items: itemsOf(list) });
      else setRows(list);
    },
    confirm: (until: object, note: string, onDone?: () => void) => {
      if (!rows || hold.isPending) return;
      hold.mutate(
        { items: itemsOf(rows), until, note },
        {
          onSuccess: () => {
            setRows(null);
            onDone?.();
          },
        },
      );
    },
  };
}

function tell({ rows, done }: RowsAnswer, word: string): void {
  const first = rows.find((row) => !row.isDone);
  if (done > 0) announce(`${count(done, "item")} ${word}`);
  if (first)
    notify({
      title: `${rows.length - done} of ${rows.length} not ${word}: ${first.sentence ?? ""}`,
      text: first.fix ?? undefined,
      tone: "bad",
    });
}
