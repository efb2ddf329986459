import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { changeComment } from "#lib/db/conversation.ts";
import { sha256 } from "#lib/db/hash.ts";
import { retellComment } from "#lib/db/notices.ts";
import { mentionedPeople } from "#lib/preflight/mentions.ts";
import { ownComment } from "#lib/preflight/own-comment.ts";
import { commentMinutes } from "#lib/views/conversation.ts";
import { EditComment } from "#lib/views/inputs.ts";

/** Other words for an own comment, for a short while; the comment shows that it was changed. */
export const editComment = defineCommand({
  name: "item.edit_comment",
  needs: "item.comment",
  input: EditComment,
  touches: ["item.talk"],
  open: {
    about: "Changes an own comment, for a short while after it was written.",
    refusals: ["comment.unknown", "comment.not_yours", "comment.late", "comment.mention", "access.project"],
    example: {
      commentId: "9d7b1c52-0a0f-4a55-8a43-6a1f7f3b2e90",
      text: "Insurance of the vendor ends on Monday.",
      mentions: [],
    },
  },
  async run({ tx, companyId, actor }, { commentId, text, ...input }): Promise<Outcome<{ commentId: string }>> {
    const own = await ownComment(tx, companyId, actor, commentId, commentMinutes);
    if (!own.ok) return own;
    const { itemId, projectId, text: before } = own.value;
    if (before === text) return ok({ commentId });
    const mentions = await mentionedPeople(tx, companyId, projectId, input.mentions);
    if (!mentions.ok) return mentions;
    await changeComment(tx, companyId, commentId, { text, mentions: mentions.value.ids });
    await retellComment(tx, companyId, commentId, text);
    const event = { commentId, before: sha256(before), sha256: sha256(text), mentions: mentions.value.names };
    await appendAudit(tx, companyId, actor, [{ itemId, event: { kind: "item.comment_edited", ...event } }]);
    return ok({ commentId });
  },
});
