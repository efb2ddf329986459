"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { Cursor } from "#components/inbox/use-cursor.ts";
import { type Decidable, decidableItem, decidableRow } from "#components/review/decidable.ts";
import { useAcceptOne } from "#components/review/use-accept-one.ts";
import type { Decisions } from "#components/review/use-decisions.ts";
import { notify } from "#components/ui/notices.tsx";
import { viewKey } from "#lib/client/view-names.ts";
import type { InboxRow } from "#lib/views/inbox.ts";
import type { ItemView } from "#lib/views/item.ts";

type Props = {
  readonly rows: readonly InboxRow[];
  readonly cursor: Cursor;
  readonly selected: readonly InboxRow[];
  readonly decisions: Decisions;
};
export type Open =
  | { readonly kind: "accept"; readonly rows: readonly InboxRow[] }
  | { readonly kind: "reject"; readonly rows: readonly Decidable[] }
  | null;

/** Accept and Reject at the cursor and on the selection; the cursor moves on before the server has answered. */
export function useInboxDecisions({ rows, cursor, selected, decisions }: Props) {
  const client = useQueryClient();
  const acceptOne = useAcceptOne(decisions.accept);
  const [dialog, setDialog] = useState<Open>(null);
  const moveOn = useCallback(
    (ids: ReadonlySet<string>) => {
      if (cursor.itemId === null || !ids.has(cursor.itemId)) return;
      const after = rows.slice(cursor.index + 1).find((row) => !ids.has(row.id));
      const before = rows.slice(0, cursor.index).findLast((row) => !ids.has(row.id));
      const next = after ?? before;
      if (next) cursor.setItem(next.id);
    },
    [rows, cursor],
  );
  /** What is under the cursor as it was shown: the item if it is loaded, else its row. */
  const current = (): Decidable | null => {
    if (cursor.itemId === null) return null;
    const view = client.getQueryData<ItemView>(viewKey("item.view", { itemId: cursor.itemId }));
    if (view && (!cursor.row || view.version >= cursor.row.version)) return decidableItem(view);
    return cursor.row ? decidableRow(cursor.row) : null;
  };
  const accept = () => {
    const row = current();
    if (row && acceptOne(row)) moveOn(new Set([row.itemId]));
  };
  const reject = () => {
    const row = current();
    if (row) setDialog({ kind: "reject", rows: [row] });
  };
  const onSelection = (kind: "accept" | "reject") => {
    if (selected.length === 0)
      notify({ title: "Nothing is selected", text: "Select rows with X, or all in view with Ctrl+A." });
    else setDialog(kind === "accept" ? { kind, rows: selected } : { kind, rows: selected.map(decidableRow) });
  };
  return {
    dialog,
    close: useCallback(() => setDialog(null), []),
    moveOn,
    accept,
    reject,
    acceptSelection: () => onSelection("accept"),
    rejectSelection: () => onSelection("reject"),
  };
}
