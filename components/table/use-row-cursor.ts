"use client";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { KeyHandlers } from "#components/keys/key-registry.tsx";

export type RowCursor<Row> = {
  readonly id: string | null;
  readonly row: Row | undefined;
  readonly set: (id: string) => void;
  readonly keys: KeyHandlers;
};

/** A cursor that follows its row by id; when the row leaves, its place stays. Rows carry `data-row={id}`. */
export function useRowCursor<Row extends { readonly id: string }>(
  rows: readonly Row[],
  box: RefObject<HTMLElement | null>,
): RowCursor<Row> {
  const [wanted, setWanted] = useState<string | null>(null);
  const place = useRef(0);
  const found = rows.findIndex((row) => row.id === wanted);
  const index = found >= 0 ? found : Math.min(place.current, rows.length - 1);
  useEffect(() => {
    if (found >= 0) place.current = found;
  }, [found]);
  const row = rows[index];
  const go = (to: number) => {
    const next = rows[Math.max(0, Math.min(to, rows.length - 1))];
    if (!next) return;
    setWanted(next.id);
    box.current?.querySelector(`[data-row="${next.id}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const keys: KeyHandlers = {
    next: () => go(index + 1),
    previous: () => go(index - 1),
    pageDown: () => go(index + 10),
    pageUp: () => go(index - 10),
    first: () => go(0),
    last: () => go(rows.length - 1),
  };
  return { id: row?.id ?? null, row, set: setWanted, keys };
}
