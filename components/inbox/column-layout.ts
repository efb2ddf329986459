import type { ColumnLayout } from "#lib/views/column-layout.ts";
import { columnWidths, type InboxColumnId, inboxColumnIds } from "#lib/views/inbox-columns.ts";

/** How wide a column is that somebody shows for the first time. */
const firstWidths: Readonly<Record<InboxColumnId, number>> = {
  state: 124,
  number: 120,
  type: 144,
  project: 64,
  vendor: 192,
  title: 240,
  assignee: 120,
  amount: 116,
  sent: 72,
  moved: 72,
  findings: 72,
};
/** Shown as long as nobody chose. */
const usual: readonly InboxColumnId[] = inboxColumnIds.filter((id) => id !== "moved");

export const usualLayout: ColumnLayout = usual.map((id) => ({ id, width: firstWidths[id] }));

const bounded = (width: number) => Math.round(Math.min(columnWidths.most, Math.max(columnWidths.least, width)));

/** The layout with one column wider or narrower. */
export function withWidth(layout: ColumnLayout, id: InboxColumnId, width: number): ColumnLayout {
  return layout.map((column) => (column.id === id ? { ...column, width: bounded(width) } : column));
}

/** The layout with one column a place further left or right; at the edge it stays. */
export function withMove(layout: ColumnLayout, id: InboxColumnId, by: 1 | -1): ColumnLayout {
  const from = layout.findIndex((column) => column.id === id);
  const to = from + by;
  const [column, other] = [layout[from], layout[to]];
  if (!column || !other) return layout;
  return layout.with(from, other).with(to, column);
}

/** The layout with one column shown at the end, or hidden; the number names the row and stays. */
export function withShown(layout: ColumnLayout, id: InboxColumnId, isShown: boolean): ColumnLayout {
  const rest = layout.filter((column) => column.id !== id);
  if (isShown) return rest.length === layout.length ? [...layout, { id, width: firstWidths[id] }] : layout;
  return id === "number" ? layout : rest;
}
