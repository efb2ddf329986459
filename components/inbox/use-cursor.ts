"use client";
import { parseAsString, useQueryState } from "nuqs";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { addressWritten } from "#components/shell/use-go.ts";
import type { InboxRow } from "#lib/views/inbox.ts";

export type Cursor = {
  readonly itemId: string | null;
  readonly index: number;
  readonly row: InboxRow | undefined;
  readonly moveTo: (index: number) => void;
  readonly setItem: (itemId: string) => void;
  /** Back to the first row, for another list. */
  readonly reset: () => void;
};

/**
 * The row under review; its item is in the address. When the row leaves because somebody else acted, its place is kept:
 * the review stays, and the next step goes to the row that moved up.
 */
export function useCursor(rows: readonly InboxRow[]): Cursor {
  const [item, setItem] = useQueryState("item", parseAsString.withOptions({ history: "replace", shallow: true }));
  const place = useRef(0);
  const itemId = item ?? rows[0]?.id ?? null;
  const found = rows.findIndex((row) => row.id === itemId);
  useEffect(() => {
    if (found >= 0) place.current = found;
  }, [found]);
  const moveTo = useCallback(
    (index: number) => {
      const row = rows[Math.max(0, Math.min(index, rows.length - 1))];
      if (row) addressWritten(setItem(row.id));
    },
    [rows, setItem],
  );
  const index = found >= 0 ? found : Math.min(place.current, rows.length - 1);
  const set = useCallback((id: string) => addressWritten(setItem(id)), [setItem]);
  const reset = useCallback(() => addressWritten(setItem(null)), [setItem]);
  return useMemo(
    () => ({ itemId, index, row: rows[found], moveTo, setItem: set, reset }),
    [itemId, index, rows, found, moveTo, set, reset],
  );
}
