"use client";
import type { RowSelectionState, Updater } from "@tanstack/react-table";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { sum } from "#lib/core/money.ts";
import type { InboxRow, Total } from "#lib/views/inbox.ts";

export type Selection = {
  readonly state: RowSelectionState;
  readonly setState: (updater: Updater<RowSelectionState>) => void;
  /** The selected rows that are still in view, in the order of the list. */
  readonly rows: readonly InboxRow[];
  readonly total: Total;
  readonly toggle: (index: number, isRange?: boolean) => void;
  /** The same by item, for checkboxes; never changes, so that rows need not be drawn anew for it. */
  readonly toggleItem: (itemId: string, isRange: boolean) => void;
  readonly extend: (from: number, to: number) => void;
  readonly selectAll: (rows: readonly InboxRow[]) => void;
  readonly clear: () => void;
};

/** Selection by item, kept while the list refreshes, dropped when another list is shown (`listKey`). */
export function useSelection(list: readonly InboxRow[], listKey: string): Selection {
  const [state, setState] = useState<RowSelectionState>({});
  const anchor = useRef<number | null>(null);
  const known = useRef(listKey);
  useEffect(() => {
    if (known.current !== listKey) setState({});
    known.current = listKey;
  }, [listKey]);
  const rows = useMemo(() => list.filter((row) => state[row.id]), [list, state]);
  const total = useMemo(() => ({ count: rows.length, amount: sum(rows.map((row) => row.amount)) }), [rows]);
  const add = useCallback((more: readonly InboxRow[]) => {
    setState((now) => ({ ...now, ...Object.fromEntries(more.map((row) => [row.id, true as const])) }));
  }, []);
  const toggle = useCallback(
    (index: number, isRange = false) => {
      const row = list[index];
      if (!row) return;
      const from = anchor.current;
      anchor.current = index;
      if (isRange && from !== null) add(list.slice(Math.min(from, index), Math.max(from, index) + 1));
      else setState((now) => (now[row.id] ? withoutRow(now, row.id) : { ...now, [row.id]: true }));
    },
    [list, add],
  );
  const extend = useCallback(
    (from: number, to: number) => {
      anchor.current = to;
      add([list[from], list[to]].filter((row) => row !== undefined));
    },
    [list, add],
  );
  const toggleItem = useToggleItem(list, toggle);
  return {
    state,
    setState,
    rows,
    total,
    toggle,
    toggleItem,
    extend,
    selectAll: add,
    clear: useCallback(() => setState({}), []),
  };
}

function useToggleItem(list: readonly InboxRow[], toggle: Selection["toggle"]): Selection["toggleItem"] {
  const latest = useRef({ list, toggle });
  useEffect(() => {
    latest.current = { list, toggle };
  });
  return useCallback((itemId, isRange) => {
    const { list: rows, toggle: act } = latest.current;
    act(
      rows.findIndex((row) => row.id === itemId),
      isRange,
    );
  }, []);
}

function withoutRow(state: RowSelectionState, id: string): RowSelectionState {
  const { [id]: _, ...rest } = state;
  return rest;
}
