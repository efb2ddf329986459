"use client";
import { HoldWords } from "#components/hold/hold-words.tsx";
import { Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { HoldView } from "#lib/views/inbox.ts";
import type { RowsAnswer } from "#lib/views/inputs.ts";
import type { ItemView } from "#lib/views/item.ts";

type Props = { readonly view: ItemView; readonly hold: HoldView; readonly lift: Action<RowsAnswer> };

/** As long as a person holds it: who, until when or what, why, and the way on. */
export function HoldBlock({ view, hold, lift }: Props) {
  const command = useCommand<RowsAnswer>(lift, {
    touches: ["inbox.page", "item.view", "outbox.page", "shell.view"],
    onDone: ({ rows: [row] }) =>
      row?.isDone
        ? notify({ title: `${view.number} is not held any more`, tone: "good" })
        : notify({ title: row?.sentence ?? "Not lifted", text: row?.fix ?? undefined, tone: "bad" }),
    onProblem: notifyProblem,
  });
  return (
    <section aria-label="Hold" className="rounded-md border border-wait px-3 py-2">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h3 className="font-semibold">
            <HoldWords hold={hold} />
          </h3>
          {hold.note ? <p className="whitespace-pre-wrap wrap-anywhere">{hold.note}</p> : null}
          <p className="text-xs text-ink-3">
            By {hold.by}, <Stamp at={hold.at} />. It is neither accepted nor sent before the hold is lifted.
          </p>
        </div>
        <Button
          isBusy={command.isPending}
          reason={view.holding?.reason ?? null}
          onPress={() => command.mutate({ items: [{ itemId: view.id, seenVersion: view.version }] })}
        >
          Lift the hold
        </Button>
      </div>
    </section>
  );
}
