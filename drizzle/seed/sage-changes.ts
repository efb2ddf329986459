import type { Entry } from "#drizzle/seed/ledger.ts";
import type { SageContent } from "#drizzle/seed/sage-content.ts";
import { sum, toScale } from "#lib/core/money.ts";

/** What one item of a commitment, or one code of a job, was changed by. */
type Change = { readonly units: string; readonly amount: string };
export type SageChanges = Required<Pick<SageContent, "changeOrders" | "changeOrderItems">> & {
  /** By commitment, by "<commitment>/<item>" and by "<job>|<cost code>|<category>". */
  readonly byCommitment: ReadonlyMap<string, Change>;
  readonly byItem: ReadonlyMap<string, Change>;
  readonly byCode: ReadonlyMap<string, Change>;
};

/**
 * The change orders that were exported, as their documents say they must stand in Sage, those that were keyed there, and
 * what posting them adds up to.
 */
export function sageChanges(
  entries: readonly Entry[],
  keyed: Required<Pick<SageContent, "changeOrders" | "changeOrderItems">>,
): SageChanges {
  const [changeOrders, changeOrderItems] = [[...keyed.changeOrders], [...keyed.changeOrderItems]];
  const [byCommitment, byItem, byCode] = [new Map(), new Map(), new Map()];
  for (const { commitment, item_number, amount } of keyed.changeOrderItems) {
    const change = { units: "0", amount: String(amount) };
    count(byCommitment, String(commitment), change);
    count(byItem, `${commitment}/${item_number}`, change);
  }
  for (const { story, state, document, parent } of entries) {
    const [head, items] = document?.expectations ?? [];
    if (!story.changeOrder || state !== "synced" || !head || !items) continue;
    const { Commitment: commitment = "", Commitment_CO: commitment_co = "" } = head.key;
    const key = { commitment, commitment_co };
    changeOrders.push({ ...key, ...columns(head.rows[0] ?? {}), scope: story.changeOrder.description });
    for (const item of items.rows) {
      changeOrderItems.push({ ...key, ...columns(item) });
      const known = parent?.items.find((one) => String(one.item) === item.Item_Number);
      const change = { units: item.Units ?? "0", amount: item.Amount ?? "0" };
      count(byCommitment, commitment, change);
      count(byItem, `${commitment}/${item.Item_Number}`, change);
      count(byCode, `${story.project.job?.job}|${known?.costCode}|${known?.category}`, change);
    }
  }
  return { changeOrders, changeOrderItems, byCommitment, byItem, byCode };
}

function count(into: Map<string, Change>, key: string, { units, amount }: Change): void {
  const before = into.get(key) ?? { units: "0", amount: "0" };
  into.set(key, { units: sum([before.units, units]), amount: toScale(sum([before.amount, amount]), 2) });
}

/** Column names in small letters, as PostgreSQL has them. */
export function columns(row: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column.toLowerCase(), value]));
}
