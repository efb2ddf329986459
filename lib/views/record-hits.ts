import type { Lane } from "#lib/core/findings.ts";
import type { Money } from "#lib/core/money.ts";
import type { ItemState } from "#lib/core/workflow.ts";

/** One record that a search over everything found, with the address that shows it. */
export type RecordHit = {
  readonly kind: "item" | "project" | "vendor";
  readonly id: string;
  readonly href: string;
  readonly label: string;
  readonly detail: string;
  /** Of items only. */
  readonly state: ItemState | null;
  readonly lane: Lane | null;
  readonly amount: Money | null;
};
export type RecordHits = { readonly rows: readonly RecordHit[]; readonly hasMoreItems: boolean };
