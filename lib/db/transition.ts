import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import type { AuditEvent } from "#lib/core/audit.ts";
import { holdableStates } from "#lib/core/holds.ts";
import { exportWorkflow, type Gesture, itemStates } from "#lib/core/workflow.ts";
import { type AuditEntry, appendAudit } from "#lib/db/audit.ts";
import { json, list, rows, type Tx } from "#lib/db/database.ts";
import { markFamily } from "#lib/db/family.ts";
import { endHolds } from "#lib/db/holds.ts";

export type Move = {
  readonly itemId: string;
  /** The version the actor saw; null for machines, which act on what is there. */
  readonly seenVersion: number | null;
  /** What is written into the record; null when the caller appends the event of the same step itself. */
  readonly event: AuditEvent | null;
  /** In whose stead the actor decides; absent where it follows from the rights. */
  readonly onBehalfOf?: string | undefined;
  /** The sentence shown in lists while the item is in its new state; undefined keeps what is there. */
  readonly note?: string | null;
  /** True for the way back to accounting after a rejection; undefined keeps it. */
  readonly isReturned?: boolean;
};

/**
 * The one writer of an item's state: moves items by one gesture of the workflow and appends their audit events. An item
 * that is in another state or version than expected is not moved: its id is missing from the answer, and nothing is
 * written for it. Returns the new version by item id.
 */
export async function transition(
  tx: Tx,
  companyId: string,
  actor: Actor,
  gesture: Gesture,
  moves: readonly Move[],
): Promise<ReadonlyMap<string, number>> {
  if (moves.length === 0) return new Map();
  const { from, to } = exportWorkflow[gesture];
  const wanted = moves.map((move) => ({
    id: move.itemId,
    seen: move.seenVersion,
    note: move.note ?? null,
    keep: move.note === undefined,
    returned: move.isReturned ?? null,
  }));
  const moved = await rows<{ id: string; version: number; is_let_go: boolean }>(
    tx,
    sql`
    update item i set is_on_hold = i.is_on_hold and ${holdableStates.includes(to)}, state = ${to}, version = i.version + 1, state_at = clock_timestamp(), state_by = ${nameOf(actor)},
      note = case when r.keep then i.note else r.note end, signature_id = null, is_returned = coalesce(r.returned, i.is_returned)
    from jsonb_to_recordset(${json(wanted)}) as r(id uuid, seen integer, note text, keep boolean, returned boolean)
    where i.company_id = ${companyId} and i.id = r.id and i.state = any(${list([...from], "text")}) and (r.seen is null or i.version = r.seen)
    returning i.id, i.version, old.is_on_hold and not i.is_on_hold as is_let_go`,
  );
  const versions = new Map(moved.map((entry) => [entry.id, entry.version]));
  const entries: AuditEntry[] = moves.flatMap((move) =>
    move.event && versions.has(move.itemId)
      ? [{ itemId: move.itemId, event: move.event, onBehalfOf: move.onBehalfOf }]
      : [],
  );
  const letGo = moved.filter((entry) => entry.is_let_go).map((entry) => entry.id);
  const ended = await endHolds(tx, companyId, letGo, nameOf(actor), `The item is “${itemStates[to].label}”`);
  await appendAudit(tx, companyId, actor, [...entries, ...ended]);
  await markFamily(tx, companyId, [...versions.keys()]);
  return versions;
}

/** The name under which an actor appears in lists. */
export function nameOf(actor: Actor): string {
  return actor.kind === "source" ? `Procore: ${actor.user}` : actor.name;
}
