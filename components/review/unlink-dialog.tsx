"use client";
import Link from "next/link";
import { ConfirmDialog } from "#components/review/confirm-dialog.tsx";
import { CopyText } from "#components/ui/copy-text.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { ItemView, UnlinkView } from "#lib/views/item.ts";

type Props = {
  readonly view: ItemView;
  readonly unlink: UnlinkView;
  readonly action: Action<{ version: number }>;
  readonly onClose: () => void;
};

/** Guided take-back (ux.md N11): children first, what to delete in Sage, and what happens by itself then. */
export function UnlinkDialog({ view, unlink, action, onClose }: Props) {
  const ask = useCommand(action, { onDone: onClose });
  return (
    <ConfirmDialog
      title={`Unlink ${view.number}`}
      verb={unlink.isKept ? "Take the link off" : "Watch Sage"}
      isBusy={ask.isPending}
      reason={unlink.reason}
      problem={ask.error}
      onClose={onClose}
      onConfirm={() => (ask.isPending ? undefined : ask.mutate({ itemId: view.id, seenVersion: view.version }))}
    >
      {unlink.inTheWay.length > 0 ? <InTheWay list={unlink.inTheWay} /> : null}
      {unlink.isKept ? (
        <p>
          {unlink.erpId} stands in Sage since before it was linked, and stays there. The item becomes “Not sent”;
          Procore no longer shows it as synced.
        </p>
      ) : (
        <ol className="list-decimal space-y-2 pl-5">
          <li>
            Delete the {unlink.noun}: <CopyText text={unlink.erpId} label="Sage ID" shown={40} />
          </li>
          <li>Countersign watches Sage. Nothing changes here as long as the record stands there.</li>
          <li>Once it is gone the item opens by itself: “Not sent”, and the project can edit and send it again.</li>
        </ol>
      )}
    </ConfirmDialog>
  );
}

function InTheWay({ list }: { readonly list: UnlinkView["inTheWay"] }) {
  return (
    <section aria-label="What comes first" className="mb-3 rounded-md border border-wait px-3 py-2">
      <h3 className="font-semibold">These belong to it and come first</h3>
      <ul className="mt-1">
        {list.map(({ id, typeLabel, number, stateLabel, erpId }) => (
          <li key={id} className="flex min-h-7 flex-wrap items-center justify-between gap-x-4">
            <Link href={`/items/${id}`} prefetch={false} className="underline">
              {typeLabel} {number}
            </Link>
            <span className="inline-flex items-center gap-2 text-ink-2">
              {stateLabel}
              {erpId === "" ? null : <CopyText text={erpId} label={`Sage ID of ${number}`} shown={40} />}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
