import type { Actor } from "#lib/core/actors.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { lockComment, type StoredComment } from "#lib/db/conversation.ts";
import type { Tx } from "#lib/db/database.ts";

/** A comment that the actor wrote a short while ago and may still change; locked. */
export async function ownComment(
  tx: Tx,
  companyId: string,
  actor: Actor,
  commentId: string,
  minutes: number,
): Promise<Outcome<StoredComment>> {
  const comment = await lockComment(tx, companyId, commentId, minutes);
  if (!comment || comment.removedAt !== null) return refuse("comment.unknown");
  const right = can(actor, "item.comment", { projectId: comment.projectId });
  if (!right.ok) return right;
  const isOwn = actor.kind === "person" && actor.personId === comment.personId;
  if (!isOwn) return refuse("comment.not_yours", { who: comment.personName });
  return comment.isFresh ? ok(comment) : refuse("comment.late", { minutes: String(minutes) });
}
