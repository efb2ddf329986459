"use client";
import { Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyText } from "#components/ui/copy-text.tsx";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { ItemView, UnlinkView } from "#lib/views/item.ts";

type Props = {
  readonly view: ItemView;
  readonly unlink: UnlinkView;
  readonly watch: NonNullable<UnlinkView["watch"]>;
  readonly keep: Action<{ version: number }>;
};

/** As long as somebody wants it unlinked: what to delete in Sage, what the last look showed, and the way back. */
export function UnlinkBlock({ view, unlink, watch, keep }: Props) {
  const withdraw = useCommand(keep, {
    onDone: () => notify({ title: `${view.number} stays linked`, tone: "good" }),
    onProblem: notifyProblem,
  });
  return (
    <section aria-label="Unlink" className="rounded-md border border-wait px-3 py-2">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h3 className="font-semibold">Watching Sage</h3>
          <p>
            Delete the {unlink.noun}: <CopyText text={unlink.erpId} label="Sage ID" shown={40} />
          </p>
        </div>
        <Button
          isBusy={withdraw.isPending}
          reason={watch.noWithdrawal}
          onPress={() => withdraw.mutate({ itemId: view.id, seenVersion: view.version })}
        >
          Withdraw Unlink
        </Button>
      </div>
      <p role="status" className="min-h-5 text-ink-2">
        {watch.words}
      </p>
      <p className="text-xs text-ink-3">
        Asked for by {watch.by}, <Stamp at={watch.at} /> ·{" "}
        {watch.lookedAt ? (
          <>
            last look <Stamp at={watch.lookedAt} />
          </>
        ) : (
          "no look yet"
        )}
      </p>
    </section>
  );
}
