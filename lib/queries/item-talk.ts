import { z } from "zod";
import { roleLabels } from "#lib/core/actors.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { reasonOf } from "#lib/core/refusals.ts";
import { type CommentFile, readFilesOf, readUnsentFiles } from "#lib/db/comment-files.ts";
import { readComments, readFollowers, type StoredComment } from "#lib/db/conversation.ts";
import { readNow } from "#lib/db/inbox.ts";
import { readItem } from "#lib/db/items.ts";
import { mayRead, readReaders } from "#lib/db/readers.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { type CommentView, type ConversationView, commentMinutes, type FileView } from "#lib/views/conversation.ts";

/** What people say about an item; whoever may read the item reads all of it. */
export const itemTalk = defineQuery({
  name: "item.talk",
  needs: "item.read",
  open: {
    about: "The comments on an item.",
    refusals: ["item.unknown", "access.project"],
  },
  input: z.object({ itemId: z.uuid(), limit: z.coerce.number().int().min(1).max(2000).default(50) }),
  async run({ tx, companyId, actor }, { itemId, limit }) {
    const item = await readItem(tx, companyId, itemId);
    if (!item) return refuse("item.unknown");
    const reading = can(actor, "item.read", { projectId: item.projectId });
    if (!reading.ok) return reading;
    const found = await readComments(tx, companyId, itemId, { limit, minutes: commentMinutes });
    const shown = found.slice(-limit);
    const ids = shown.map(({ id }) => id);
    const files = await readFilesOf(tx, companyId, ids);
    const filesOf = (id: string) => files.filter(({ commentId }) => commentId === id).map(toFile);
    const everybody = await readReaders(tx, companyId);
    const names = new Map(everybody.map((one) => [one.personId, one.name]));
    const followers = (await readFollowers(tx, companyId, [itemId])).get(itemId) ?? [];
    const own = actor.kind === "person" ? actor.personId : "";
    const right = can(actor, "item.comment", { projectId: item.projectId });
    const view: ConversationView = {
      comments: shown.map((one) => ({ ...toView(one, own, names), files: filesOf(one.id) })),
      hasOlder: found.length > limit,
      people: everybody
        .filter((one) => one.personId !== own && mayRead(one, item.projectId))
        .map(({ personId: id, name, roles }) => ({ id, name, role: roles.map((role) => roleLabels[role]).join(", ") })),
      followers: followers.flatMap((id) => names.get(id) ?? []).toSorted(),
      unsent: own === "" ? [] : (await readUnsentFiles(tx, companyId, itemId, own)).map(toFile),
      isFollowing: followers.includes(own),
      reason: right.ok ? null : reasonOf(right.refusal),
      now: await readNow(tx),
    };
    return ok(view);
  },
});

function toView(comment: StoredComment, own: string, names: ReadonlyMap<string, string>): Omit<CommentView, "files"> {
  const { id, personName: who, at, text, lineLabel: line, editedAt, removedAt } = comment;
  const isOpen = comment.personId === own && comment.isFresh && removedAt === null;
  return {
    ...{ id, who, at, text, line, editedAt, removedAt },
    mentions: comment.mentions.flatMap((one) => names.get(one) ?? []),
    openUntil: isOpen ? new Date(Date.parse(at) + commentMinutes * 60_000).toISOString() : null,
  };
}

const toFile = ({ id, name, kind, size, removedAt }: CommentFile): FileView => ({
  ...{ id, name, kind, size },
  isRemoved: removedAt !== null,
});
