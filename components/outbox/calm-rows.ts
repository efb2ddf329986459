import type { OutboxRow } from "#lib/views/screens.ts";

export type CalmRow = { readonly row: OutboxRow; readonly isGone: boolean };

/**
 * While the pointer is over the table no row changes its place, so that a press meets the row that was aimed at: what left
 * stays as gone, what is new comes at the end. Otherwise the list is as the server has it.
 */
export function calmRows(before: readonly CalmRow[], now: readonly OutboxRow[], isHeld: boolean): readonly CalmRow[] {
  if (!isHeld) return now.map((row) => ({ row, isGone: false }));
  const fresh = new Map(now.map((row) => [row.id, row]));
  const kept = before.map(({ row }) => {
    const next = fresh.get(row.id);
    fresh.delete(row.id);
    return next ? { row: next, isGone: false } : { row, isGone: true };
  });
  return [...kept, ...[...fresh.values()].map((row) => ({ row, isGone: false }))];
}
