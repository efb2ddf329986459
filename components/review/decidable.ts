import type { Money } from "#lib/core/money.ts";
import { obstacleOf } from "#lib/views/accept-plan.ts";
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
