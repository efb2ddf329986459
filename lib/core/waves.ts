import type { ParentKey } from "#lib/core/facts.ts";
import { makerKinds } from "#lib/core/makers.ts";

/** An item of one selection, with what says after which others it goes. */
export type Placed = {
  readonly id: string;
  readonly sourceKind: string;
  readonly sourceId: string;
  readonly projectId: string | null;
  readonly vendorId: string | null;
  readonly parent: ParentKey | null;
};

const ofProject: readonly string[] = [makerKinds.job, makerKinds.extra, makerKinds.codes];

/**
 * In which wave each item of a selection is decided, from 0: after its parent, after the items that make its vendor, job,
 * extras and codes, and one at a time for each parent, because every one is rendered behind the last. What has a parent
 * is never in the first wave. Items that would wait for each other in a circle end it where it is entered.
 */
export function waveNumbers(items: readonly Placed[]): ReadonlyMap<string, number> {
  const before = goesAfter(items);
  const depths = new Map<string, number>();
  const depthOf = (item: Placed): number => {
    const known = depths.get(item.id);
    if (known !== undefined) return known;
    depths.set(item.id, 0);
    const depth = Math.max(item.parent ? 1 : 0, ...before(item).map((other) => depthOf(other) + 1));
    depths.set(item.id, depth);
    return depth;
  };
  const numbers = new Map<string, number>();
  const last = new Map<string, number>();
  for (const item of items.toSorted((a, b) => depthOf(a) - depthOf(b))) {
    const own = Math.max(depthOf(item), ...before(item).map((other) => (numbers.get(other.id) ?? 0) + 1));
    const number = item.parent ? Math.max(own, (last.get(item.parent.sourceId) ?? 0) + 1) : own;
    if (item.parent) last.set(item.parent.sourceId, number);
    numbers.set(item.id, number);
  }
  return numbers;
}

/** Answers for one item of a selection which others of it it goes after. */
export function goesAfter(items: readonly Placed[]): (item: Placed) => readonly Placed[] {
  const bySource = group(items, ({ sourceId }) => sourceId);
  const vendors = group(items, ({ sourceKind, vendorId }) => (sourceKind === makerKinds.company ? vendorId : null));
  const projects = group(items, ({ sourceKind, projectId }) => (ofProject.includes(sourceKind) ? projectId : null));
  return ({ id, sourceKind, projectId, vendorId, parent }) => {
    const parents = (bySource.get(parent?.sourceId ?? "") ?? []).filter((other) =>
      parent?.sourceKinds.includes(other.sourceKind),
    );
    const isMaker = sourceKind === makerKinds.company || ofProject.includes(sourceKind);
    const makers = isMaker ? [] : [...(vendors.get(vendorId ?? "") ?? []), ...(projects.get(projectId ?? "") ?? [])];
    return [...parents, ...makers].filter((other) => other.id !== id);
  };
}

function group(items: readonly Placed[], keyOf: (item: Placed) => string | null): ReadonlyMap<string, Placed[]> {
  const found = new Map<string, Placed[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const held = found.get(key) ?? [];
    held.push(item);
    found.set(key, held);
  }
  return found;
}
