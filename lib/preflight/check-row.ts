import type { z } from "zod";
import type { Actor } from "#lib/core/actors.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { step } from "#lib/core/workflow.ts";
import type { EarlierUse } from "#lib/db/earlier-decisions.ts";
import type { StoredItem } from "#lib/db/items.ts";
import type { AcceptRow } from "#lib/views/inputs.ts";
import { moved } from "#lib/views/rows.ts";

/** A row of an acceptance with its item; what may be decided on, what was decided before, or the refusal. */
export type Checked = {
  readonly entry: z.infer<typeof AcceptRow>;
  readonly item: StoredItem | undefined;
  readonly outcome: Outcome<StoredItem | "replay" | "signed">;
};

/** Whether the actor may decide on the item as it was seen; what blocks it is asked behind (`withoutBlocked`). */
export function checkRow(
  { actor }: { readonly actor: Actor },
  entry: Checked["entry"],
  item: StoredItem | undefined,
  earlier: EarlierUse | undefined,
): Checked {
  return { entry, item, outcome: outcomeOf(actor, entry, item, earlier) };
}

function outcomeOf(
  actor: Actor,
  entry: Checked["entry"],
  item: StoredItem | undefined,
  earlier: EarlierUse | undefined,
): Checked["outcome"] {
  if (!item) return refuse("item.unknown");
  if (earlier) return earlier === "reused" ? refuse("decision.reused") : ok(earlier);
  const resource = { recordType: item.recordType, ownPersonIds: item.ownPersonIds };
  const right = can(actor, "export.decide", resource);
  if (!right.ok) return right;
  if (item.state !== "ready") return { ok: false, refusal: moved(item) };
  if (item.isOnHold) return refuse("item.on_hold", { number: item.number });
  const allowed = step(item.state, "accept", actor, resource);
  if (!allowed.ok) return allowed;
  if (
    item.revisionId !== entry.seenRevisionId ||
    item.version !== entry.seenVersion ||
    item.documentSha256 !== entry.seenSha256
  ) {
    return item.documentSha256 === null
      ? refuse("item.not_rendered", { problem: item.documentProblem ?? "" })
      : refuse("item.changed");
  }
  return ok(item);
}

/** The same, refused where findings block the item. */
export function withoutBlocked(checked: Checked): Checked {
  const item = checked.outcome.ok ? checked.outcome.value : null;
  if (item === null || typeof item === "string" || item.blocks === 0) return checked;
  return { ...checked, outcome: refuse("item.blocked", { count: String(item.blocks), first: item.note ?? "" }) };
}
