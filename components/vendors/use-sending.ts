"use client";
import { useState } from "react";
import { announce } from "#components/ui/announcer.tsx";
import { notifyProblem } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { RowsAnswer } from "#lib/views/inputs.ts";
import type { ActionView } from "#lib/views/item.ts";
import type { VendorMatch } from "#lib/views/vendors.ts";

export type SendAction = Action<RowsAnswer>;
type Item = NonNullable<VendorMatch["item"]>;

/** Sends the document of a company to accounting, and takes it back from there. */
export function useSending(send: SendAction, retrieve: SendAction) {
  const [busy, setBusy] = useState<string | null>(null);
  const options = { touches: ["vendor.page", "vendor.match", "inbox.page"] as const, onProblem: notifyProblem };
  const [sends, retrieves] = [useCommand<RowsAnswer>(send, options), useCommand<RowsAnswer>(retrieve, options)];
  const act = (name: string, { id, version }: Item, { gesture }: ActionView) => {
    if (busy !== null) return;
    const isSend = gesture === "send";
    setBusy(id);
    (isSend ? sends : retrieves).mutate(
      { items: [{ itemId: id, seenVersion: version }] },
      {
        onSuccess: ({ rows: [row] }) => {
          if (row?.isDone) announce(isSend ? `${name} sent to accounting` : `${name} retrieved`);
          else if (row) notifyProblem({ sentence: row.sentence ?? "", fix: row.fix ?? "" });
        },
        onSettled: () => setBusy(null),
      },
    );
  };
  return { act, busy };
}
export type Sending = ReturnType<typeof useSending>;
