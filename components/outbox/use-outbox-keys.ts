"use client";
import { type KeyHandlers, useKeys } from "#components/keys/key-registry.tsx";
import type { useOutboxGestures } from "#components/outbox/use-outbox-gestures.ts";
import { useGo } from "#components/shell/use-go.ts";
import type { useRowCursor } from "#components/table/use-row-cursor.ts";
import type { useRowSelection } from "#components/table/use-row-selection.ts";
import type { OutboxRow } from "#lib/views/screens.ts";

type Props = {
  readonly cursor: ReturnType<typeof useRowCursor<OutboxRow>>;
  readonly selection: ReturnType<typeof useRowSelection<OutboxRow>>;
  readonly gestures: ReturnType<typeof useOutboxGestures>;
  readonly why: (row: OutboxRow | undefined) => void;
};

/** Shift U takes the selection back; without one, the whole batch of the row under the cursor. */
export function useOutboxKeys({ cursor, selection, gestures, why }: Props): void {
  const go = useGo();
  const { row } = cursor;
  const extend = (move: ((chord: string) => void) | undefined) => (chord: string) => {
    if (row) selection.set(row.id, true);
    move?.(chord);
  };
  const keys: KeyHandlers = {
    ...cursor.keys,
    open: () => row && go(`/items/${row.id}`),
    select: () => row && selection.set(row.id, !selection.has(row.id)),
    extendDown: extend(cursor.keys.next),
    extendUp: extend(cursor.keys.previous),
    selectAll: () => selection.setAll(true),
    back: selection.clear,
    takeBackRow: () => gestures.backOne(row),
    takeBackSelection: () => (selection.rows.length > 0 ? gestures.backSelected() : gestures.batch.ask(row)),
    hold: () => gestures.hold.press(selection.rows.length > 0 ? selection.rows : row ? [row] : []),
    releaseNow: () => gestures.releaseOne(row),
    takeBack: gestures.undoLast,
    why: () => why(row),
  };
  useKeys(keys);
}
