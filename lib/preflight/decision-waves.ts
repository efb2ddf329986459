import { type Placed, waveNumbers } from "#lib/core/waves.ts";
import type { StoredItem } from "#lib/db/items.ts";
import { recordType } from "#lib/records/registry.ts";

/** An item of a selection with what says after which others it goes. */
export function placedOf({
  id,
  sourceKind,
  sourceId,
  projectId,
  vendorId,
  recordType: type,
  body,
}: StoredItem): Placed {
  return { id, sourceKind, sourceId, projectId, vendorId, parent: recordType(type).parent?.(body) ?? null };
}

export type Wave<Row> = { readonly number: number; readonly rows: readonly Row[] };

/** Rows in the waves in which their items are decided, first things first; an item that is not known is in the first one. */
export function wavesOf<Row extends { readonly itemId: string }>(
  asked: readonly Row[],
  items: ReadonlyMap<string, StoredItem>,
): readonly Wave<Row>[] {
  const numbers = waveNumbers(asked.flatMap(({ itemId }) => items.get(itemId) ?? []).map(placedOf));
  const found = new Map<number, Row[]>();
  for (const entry of asked) {
    const number = numbers.get(entry.itemId) ?? 0;
    found.set(number, [...(found.get(number) ?? []), entry]);
  }
  return [...found].sort(([a], [b]) => a - b).map(([number, rows]) => ({ number, rows }));
}
