"use client";
import { ConfirmDialog } from "#components/review/confirm-dialog.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { ItemView } from "#lib/views/item.ts";

export type Resolution = "adopt" | "send_again" | "give_up";
const words = {
  adopt: {
    title: "Found in Sage",
    verb: "It is in Sage",
    text: "You looked into Sage and it stands there as accepted. The item becomes “Synced”.",
  },
  send_again: {
    title: "Not in Sage, send again",
    verb: "Send again",
    text: "You looked into Sage and nothing of it is there. The same document is sent once more.",
  },
  give_up: {
    title: "Stop this export",
    verb: "Stop the export",
    text: "Nothing more is sent. The item becomes “Failed to Export”; you may then try again or reject it.",
  },
} as const;

/** For what is only linked to a record that Sage had before. */
const linked = {
  adopt: {
    title: "The same document",
    verb: "It is the same",
    text: "You looked at the differences and it is the same document. The item becomes “Synced”; nothing is sent.",
  },
  give_up: {
    title: "Not the same record",
    verb: "Not the same",
    text: "The link is taken off and the record is not proposed for this document again. The item becomes “Not sent”; Sage is not changed.",
  },
} as const;
const touches = ["inbox.page", "item.view", "shell.view", "unknown.page"] as const;

type Props = {
  readonly view: Pick<ItemView, "id" | "number" | "version">;
  /** It is only linked to a record that Sage had before. */
  readonly isLookOnly: boolean;
  readonly as: Resolution;
  readonly action: Action<{ version: number }>;
  readonly onClose: () => void;
};

/** A person settles what no machine could. */
export function ResolveDialog({ view, isLookOnly, as, action, onClose }: Props) {
  const resolve = useCommand(action, { touches, onDone: onClose });
  const { title, verb, text } = isLookOnly && as !== "send_again" ? linked[as] : words[as];
  return (
    <ConfirmDialog
      title={`${title}: ${view.number}`}
      verb={verb}
      isDanger={as !== "adopt"}
      isBusy={resolve.isPending}
      problem={resolve.error}
      onClose={onClose}
      onConfirm={() =>
        resolve.isPending ? undefined : resolve.mutate({ itemId: view.id, seenVersion: view.version, as })
      }
    >
      <p>{text}</p>
    </ConfirmDialog>
  );
}
