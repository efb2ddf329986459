import type { ItemView } from "#lib/views/item.ts";

const moving: readonly ItemView["state"][] = ["outbox", "exporting", "unknown"];

/** Milliseconds between looks at an item: what is on its way to Sage is looked at every second. */
export function itemPace(seen: ItemView | undefined): number {
  return seen && moving.includes(seen.state) ? 1000 : 4000;
}
