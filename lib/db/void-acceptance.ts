import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import { stepExport } from "#lib/core/machines/export.ts";
import type { Tx } from "#lib/db/database.ts";
import { lockExports } from "#lib/db/exports.ts";
import { transition } from "#lib/db/transition.ts";
import { voidDecisions } from "#lib/db/void-decisions.ts";

/**
 * A new version of an item in the outbox: the export is taken back and the item returns to Ready to Export. False when the
 * export was released in the meantime: then it goes on with what was accepted.
 */
export async function voidAcceptance(
  tx: Tx,
  companyId: string,
  actor: Actor,
  itemId: string,
  revision: number,
): Promise<boolean> {
  const [stored] = await lockExports(tx, companyId, { itemIds: [itemId] });
  if (!stored || stepExport(stored.state, { kind: "take_back" }).isRefused) return false;
  const moved = await transition(tx, companyId, actor, "void", [
    { itemId, seenVersion: null, event: { kind: "item.voided", revision } },
  ]);
  if (moved.size === 0) return false;
  await tx.execute(
    sql`update export set status = 'taken_back', next_check_at = null, is_offered = false where company_id = ${companyId} and id = ${stored.id}`,
  );
  await voidDecisions(tx, companyId, [itemId]);
  return true;
}
