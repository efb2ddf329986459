"use client";
import { useSyncExternalStore } from "react";

/** What this tab accepted, newest last: what Z takes back. The server alone knows whether it still can. */
export type AcceptedBatch = {
  readonly items: readonly { readonly itemId: string; readonly seenVersion: number }[];
  readonly releaseAt: string | null;
  /** Its posting proof; null for a single item. */
  readonly batchId: string | null;
};

const nothing: readonly AcceptedBatch[] = [];
let batches: readonly AcceptedBatch[] = nothing;
const listeners = new Set<() => void>();

function set(next: readonly AcceptedBatch[]): void {
  batches = next;
  for (const listener of listeners) listener();
}

export function addBatch(batch: AcceptedBatch): void {
  if (batch.items.length > 0) set([...batches, batch].slice(-50));
}
export function lastBatch(): AcceptedBatch | undefined {
  return batches.at(-1);
}
export function removeBatch(batch: AcceptedBatch): void {
  set(batches.filter((one) => one !== batch));
}
export function removeItems(itemIds: ReadonlySet<string>): void {
  const left = batches.map((batch) => ({ ...batch, items: batch.items.filter((item) => !itemIds.has(item.itemId)) }));
  set(left.filter((batch) => batch.items.length > 0));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
export function useAcceptedBatches(): readonly AcceptedBatch[] {
  return useSyncExternalStore(
    subscribe,
    () => batches,
    () => nothing,
  );
}
