"use client";
import { useCallback, useMemo, useRef, useState } from "react";

export type RowSelection<Row> = {
  readonly rows: readonly Row[];
  readonly has: (id: string) => boolean;
  readonly set: (id: string, isOn: boolean, isRange?: boolean) => void;
  readonly setAll: (isOn: boolean) => void;
  readonly clear: () => void;
  readonly isAll: boolean;
};

/** Selected rows by id; rows that left the list leave the selection. Shift selects from the last touched row. */
export function useRowSelection<Row extends { readonly id: string }>(rows: readonly Row[]): RowSelection<Row> {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | null>(null);
  const chosen = useMemo(() => rows.filter((row) => ids.has(row.id)), [rows, ids]);
  const set = (id: string, isOn: boolean, isRange = false) => {
    const from = isRange ? rows.findIndex((row) => row.id === anchor.current) : -1;
    const to = rows.findIndex((row) => row.id === id);
    const touched = from < 0 ? [id] : rows.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => row.id);
    anchor.current = id;
    setIds((now) => (isOn ? new Set([...now, ...touched]) : new Set([...now].filter((one) => !touched.includes(one)))));
  };
  const clear = useCallback(() => setIds(new Set()), []);
  const setAll = (isOn: boolean) => setIds(isOn ? new Set(rows.map((row) => row.id)) : new Set());
  return {
    rows: chosen,
    has: (id) => ids.has(id),
    set,
    setAll,
    clear,
    isAll: rows.length > 0 && chosen.length === rows.length,
  };
}
