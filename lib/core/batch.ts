import type { ExportStatus } from "#lib/core/machines/export-state.ts";
import { type Money, sum } from "#lib/core/money.ts";

/** Where an item of a batch has come to, in the words of the posting proof. */
export const batchOutcomes = {
  proved: "Proved in Sage",
  under_way: "Under way",
  attention: "Needs a person",
  taken_back: "Taken back",
  failed: "Failed to Export",
  unlinked: "Unlinked again",
  replaced: "Accepted again otherwise",
} as const;
export type BatchOutcome = keyof typeof batchOutcomes;

const outcomes: Readonly<Record<ExportStatus, BatchOutcome>> = {
  outbox: "under_way",
  waiting: "under_way",
  queued: "under_way",
  leased: "under_way",
  imported: "under_way",
  unknown: "attention",
  held: "attention",
  proved: "proved",
  unlinking: "proved",
  unlinked: "unlinked",
  failed: "failed",
  taken_back: "taken_back",
};

/**
 * What became of an item of a batch, from the export of the revision that was accepted with it: null when there is none.
 * An export that carries another document than the batch says nothing about it.
 */
export function batchOutcomeOf(
  order: { readonly status: ExportStatus; readonly documentSha256: string } | null,
  documentSha256: string,
): BatchOutcome {
  return order && order.documentSha256 === documentSha256 ? outcomes[order.status] : "replaced";
}

export type BatchMember = { readonly itemId: string; readonly documentSha256: string };

/** The text whose SHA-256 is the hash total: one line "<item id> <document hash>" for each item, by item id. */
export function hashTotalText(members: readonly BatchMember[]): string {
  return members
    .map(({ itemId, documentSha256 }) => `${itemId} ${documentSha256}\n`)
    .toSorted()
    .join("");
}

export type Subtotal = { readonly label: string; readonly count: number; readonly amount: Money };

/** Count and sum of rows by what `labelOf` says of them, in the order in which each was met first. */
export function subtotals<Row extends { readonly amount: Money }>(
  rows: readonly Row[],
  labelOf: (row: Row) => string,
): readonly Subtotal[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const label = labelOf(row);
    const members = groups.get(label);
    if (members) members.push(row);
    else groups.set(label, [row]);
  }
  return [...groups].map(([label, members]) => ({
    label,
    count: members.length,
    amount: sum(members.map((member) => member.amount)),
  }));
}
