import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import { list, rows, type Tx } from "#lib/db/database.ts";
import { nameOf, transition } from "#lib/db/transition.ts";

/**
 * Sends items to accounting. An item that comes back after a rejection is marked as returned; whoever sends is closed to
 * deciding on it. Returns the new version by item id; ids that could not be sent are missing.
 */
export async function send(
  tx: Tx,
  companyId: string,
  actor: Actor,
  wanted: readonly { itemId: string; seenVersion: number | null }[],
): Promise<ReadonlyMap<string, number>> {
  const ids = wanted.map((entry) => entry.itemId);
  const back = await rows<{ id: string }>(
    tx,
    sql`select distinct item_id as id from decision where company_id = ${companyId} and item_id = any(${list(ids)}) and verdict = 'reject'`,
  );
  const isAgain = new Set(back.map((entry) => entry.id));
  const versions = await transition(
    tx,
    companyId,
    actor,
    "send",
    wanted.map((entry) => ({
      ...entry,
      isReturned: isAgain.has(entry.itemId),
      event: { kind: "item.sent" as const, isAgain: isAgain.has(entry.itemId) },
    })),
  );
  const personId = actor.kind === "person" ? actor.personId : null;
  await tx.execute(sql`update item set sent_at = clock_timestamp(), sent_by = ${nameOf(actor)}, checked_at = null,
      own_person_ids = case when ${personId}::uuid is null or ${personId}::uuid = any(own_person_ids) then own_person_ids else own_person_ids || ${personId}::uuid end
    where company_id = ${companyId} and id = any(${list([...versions.keys()])})`);
  return versions;
}
