import type { Actor } from "#lib/core/actors.ts";
import { type HoldFacts, holdIsOver } from "#lib/core/holds.ts";
import { appendAudit } from "#lib/db/audit.ts";
import type { Tx } from "#lib/db/database.ts";
import { advance, databaseNow, lockExports } from "#lib/db/exports.ts";
import { readParent } from "#lib/db/family.ts";
import { liftHolds, type OpenHold, readDueHolds, readHoldFacts, readHolds } from "#lib/db/holds.ts";
import { lockItems, type StoredItem } from "#lib/db/items.ts";
import { nameOf } from "#lib/db/transition.ts";
import { recordType } from "#lib/records/registry.ts";

/** What the holds of these items could wait for, as it is now. */
export async function holdFactsOf(
  tx: Tx,
  companyId: string,
  items: readonly StoredItem[],
): Promise<ReadonlyMap<string, HoldFacts>> {
  const now = await databaseNow(tx);
  const ids = items.map(({ id }) => id);
  const stored = await readHoldFacts(tx, companyId, ids);
  const facts = new Map<string, HoldFacts>();
  for (const item of items) {
    const key = recordType(item.recordType).parent?.(item.body) ?? null;
    const parent = key && (await readParent(tx, companyId, item.id, key));
    const { isVendorLinked = null, isPeriodOpen = null } = stored.get(item.id) ?? {};
    const isParentSynced = parent ? parent.state === "synced" && !parent.isUnlinking : null;
    facts.set(item.id, { now, isVendorLinked, isParentSynced, isPeriodOpen });
  }
  return facts;
}

/** Lifts the holds of locked items: their exports go on where they stood, and the record says why. */
export async function liftAll(
  tx: Tx,
  companyId: string,
  actor: Actor,
  itemIds: readonly string[],
  reason: string,
): Promise<void> {
  const now = await databaseNow(tx);
  for (const stored of await lockExports(tx, companyId, { itemIds }))
    if (stored.state.isOnHold) await advance(tx, companyId, actor, stored, { kind: "lift", now });
  await appendAudit(tx, companyId, actor, await liftHolds(tx, companyId, itemIds, nameOf(actor), reason));
}

/** A few at a time: the next bell takes the rest. */
const most = 200;

/** Lifts the company's holds that are over; answers how many. */
export async function liftDueHolds(tx: Tx, companyId: string, actor: Actor): Promise<number> {
  const due = await readDueHolds(tx, companyId, most);
  if (due.length === 0) return 0;
  const ids = due.map(({ itemId }) => itemId);
  const items = [...(await lockItems(tx, companyId, ids)).values()];
  const facts = await holdFactsOf(tx, companyId, items);
  // Read again under the lock: somebody may have lifted it, or held it otherwise.
  const holds = await readHolds(tx, companyId, ids);
  const over = new Map<string, string[]>();
  for (const { id } of items) {
    const reason = reasonOf(holds.get(id), facts.get(id));
    if (reason !== null) over.set(reason, [...(over.get(reason) ?? []), id]);
  }
  for (const [reason, itemIds] of over) await liftAll(tx, companyId, actor, itemIds, reason);
  return [...over.values()].flat().length;
}

function reasonOf(hold: OpenHold | undefined, facts: HoldFacts | undefined): string | null {
  if (!hold || !facts) return null;
  return holdIsOver(hold.until, hold.untilAt === null ? null : Date.parse(hold.untilAt), facts);
}
