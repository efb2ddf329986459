import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { attachFiles } from "#lib/db/comment-files.ts";
import { followByItself, insertComment, lockComment } from "#lib/db/conversation.ts";
import { sha256 } from "#lib/db/hash.ts";
import { readItem } from "#lib/db/items.ts";
import { mentionedPeople } from "#lib/preflight/mentions.ts";
import { recordType } from "#lib/records/registry.ts";
import { commentMinutes } from "#lib/views/conversation.ts";
import { WriteComment } from "#lib/views/inputs.ts";
import { lineNameOf } from "#lib/views/line-name.ts";

/** Says something about an item or one of its lines to everybody who may read it; the writer follows the item from then on. */
export const writeComment = defineCommand({
  name: "item.comment",
  needs: "item.comment",
  input: WriteComment,
  touches: ["item.talk"],
  open: {
    about: "Says something about an item or one of its lines to everybody who may read it.",
    refusals: [
      "item.unknown",
      "item.changed",
      "comment.reused",
      "comment.mention",
      "file.unknown",
      "access.role",
      "access.project",
    ],
    example: {
      itemId: "4b0c9a5e-6a54-4d2f-9f0e-0d5a3a9b7c11",
      commentId: "9d7b1c52-0a0f-4a55-8a43-6a1f7f3b2e90",
      text: "Insurance of the vendor ends on Friday.",
      lineKey: null,
      mentions: [],
    },
    key: "commentId",
  },
  async run({ tx, companyId, actor }, input): Promise<Outcome<{ commentId: string }>> {
    const { itemId, commentId, text, lineKey, fileIds } = input;
    const item = await readItem(tx, companyId, itemId);
    if (!item) return refuse("item.unknown");
    const right = can(actor, "item.comment", { projectId: item.projectId });
    if (!right.ok) return right;
    if (actor.kind !== "person")
      return refuse("access.role", { permission: "comment on items", company: "your company" });
    const line =
      lineKey === null
        ? null
        : recordType(item.recordType)
            .lines(item.body)
            .find(({ key }) => key === lineKey);
    if (line === undefined) return refuse("item.changed");
    const mentions = await mentionedPeople(tx, companyId, item.projectId, input.mentions);
    if (!mentions.ok) return mentions;
    const lineLabel = line && lineNameOf(line);
    const { personId, name: personName } = actor;
    const comment = { itemId, lineKey, lineLabel, personId, personName, text, mentions: mentions.value.ids };
    if (!(await insertComment(tx, companyId, { ...comment, id: commentId }))) {
      const there = await lockComment(tx, companyId, commentId, commentMinutes);
      const isSame = there?.personId === personId && there.itemId === itemId && there.text === text;
      return isSame ? ok({ commentId }) : refuse("comment.reused");
    }
    const files = await attachFiles(tx, companyId, { itemId, personId, commentId }, fileIds);
    if (files.length < new Set(fileIds).size) return refuse("file.unknown");
    await followByItself(tx, companyId, [{ itemId, personId }]);
    const words = { commentId, line: lineLabel, sha256: sha256(text), mentions: mentions.value.names };
    const facts = files.map(({ name, sha256 }) => ({ name, sha256 }));
    const event = facts.length > 0 ? { ...words, files: facts } : words;
    await appendAudit(tx, companyId, actor, [{ itemId, event: { kind: "item.commented", ...event } }]);
    return ok({ commentId });
  },
});
