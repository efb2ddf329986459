import { sum } from "#lib/core/money.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import type { Total } from "#lib/views/inbox.ts";
import type { ProjectRow } from "#lib/views/screens.ts";

/** Item states as a project manager counts them; `own` is what the own page of a project calls them. */
export const projectColumns = [
  { id: "returned", label: "Returned", own: "Returned to you", states: ["rejected", "retrieved"] },
  { id: "not_sent", label: "Not sent", states: ["not_sent"] },
  { id: "accounting", label: "With accounting", states: ["ready", "held", "outbox"] },
  { id: "exporting", label: "Exporting", states: ["exporting", "unknown"] },
  { id: "failed", label: "Failed to Export", states: ["failed"] },
  { id: "synced", label: "Synced", states: ["synced"] },
] as const satisfies readonly { id: string; label: string; own?: string; states: readonly ItemState[] }[];

/** Takes a project and states, returns how many of its items are in them and their sum. */
export function totalOf(row: ProjectRow, states: readonly ItemState[]): Total {
  const totals = states.map((state) => row.counts[state]).filter((total): total is Total => total !== undefined);
  return {
    count: totals.reduce((all, total) => all + total.count, 0),
    amount: sum(totals.map((total) => total.amount)),
  };
}
