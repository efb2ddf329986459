import type { ExportStatus } from "#lib/core/machines/export-state.ts";

/** What the outbox is divided into, in the order in which an export runs through it; failed ones are beside it, not in it. */
export const outboxParts = {
  outbox: { label: "In the outbox", statuses: ["outbox"] },
  hold: { label: "Held", statuses: [] },
  waiting: { label: "Waits for parent", statuses: ["waiting"] },
  queued: { label: "Waits for sync client", statuses: ["queued"] },
  exporting: { label: "Exporting", statuses: ["leased", "imported"] },
  doubt: { label: "Outcome unknown", statuses: ["unknown", "held"] },
  failed: { label: "Failed to Export", statuses: ["failed"] },
} as const satisfies Record<string, { readonly label: string; readonly statuses: readonly ExportStatus[] }>;

export type OutboxPart = keyof typeof outboxParts;
export const outboxPartIds = Object.keys(outboxParts) as [OutboxPart, ...OutboxPart[]];

/** Everything that is accepted and not settled: what the outbox shows when nothing narrows it. */
export const underWay: readonly OutboxPart[] = outboxPartIds.filter((part) => part !== "failed");

/** The part that an export is in; null once it is settled. What a person holds is in a part of its own, wherever it stands. */
export function outboxPartOf(status: ExportStatus, isOnHold: boolean): OutboxPart | null {
  if (isOnHold && (status === "outbox" || status === "waiting" || status === "queued")) return "hold";
  return outboxPartIds.find((part) => (outboxParts[part].statuses as readonly ExportStatus[]).includes(status)) ?? null;
}
