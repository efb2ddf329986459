import type { Money } from "#lib/core/money.ts";
import type { InboxRow } from "#lib/views/inbox.ts";
import type { ItemView } from "#lib/views/item.ts";

/** What a decision needs to know of an item: exactly what the person saw. */
export type Decidable = {
  readonly itemId: string;
  readonly number: string;
  readonly title: string;
  readonly amount: Money;
  readonly version: number;
  readonly revisionId: string;
  readonly sha256: string | null;
  /** Why it cannot be accepted; null when it can. */
  readonly obstacle: string | null;
};

export function decidableRow(row: InboxRow): Decidable {
  const { id: itemId, number, title, amount, version, revisionId, documentSha256: sha256 } = row;
  return { itemId, number, title, amount, version, revisionId, sha256, obstacle: obstacleOf(row) };
}

function obstacleOf(row: InboxRow): string | null {
  if (row.state !== "ready") return "It is not waiting for a decision.";
  if (row.hold) return `It is held by ${row.hold.by}; lift the hold first (H).`;
  if (row.signature?.isOwn) return "You gave the first signature; another accountant gives the second.";
  if (row.blocks > 0) return row.note ?? `${row.blocks} finding${row.blocks === 1 ? "" : "s"} block it.`;
  if (row.documentSha256 === null) return row.note ?? "The export document cannot be made.";
  return null;
}

export function decidableItem(view: ItemView): Decidable {
  const accept = view.actions.find((action) => action.gesture === "accept");
  const obstacle = accept?.isAllowed ? null : (accept?.reason ?? "It is not waiting for a decision.");
  const { id: itemId, number, title, amount, version } = view;
  return {
    itemId,
    number,
    title,
    amount,
    version,
    revisionId: view.revision.id,
    sha256: view.document?.sha256 ?? null,
    obstacle,
  };
}
