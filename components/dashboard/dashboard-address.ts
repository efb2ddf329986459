import { ageBucketIds, holderIds } from "#lib/core/dashboard.ts";
import type { AgedFilter } from "#lib/views/dashboard.ts";

/** The figure of the ageing that is looked into, from the address; nonsense means what accounting has, of every age. */
export function agedFilterOf(params: Readonly<Record<string, string | string[] | undefined>>): AgedFilter {
  const holder = holderIds.find((id) => id === params.holder) ?? "accounting";
  const age = ageBucketIds.find((id) => id === params.age);
  return { holder, ...(age ? { age } : {}) };
}
