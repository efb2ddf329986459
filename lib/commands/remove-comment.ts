import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { readFilesOf, removeFiles } from "#lib/db/comment-files.ts";
import { changeComment } from "#lib/db/conversation.ts";
import { sha256 } from "#lib/db/hash.ts";
import { retellComment } from "#lib/db/notices.ts";
import { ownComment } from "#lib/preflight/own-comment.ts";
import { commentMinutes } from "#lib/views/conversation.ts";
import { RemoveComment } from "#lib/views/inputs.ts";

/** Takes the words and files of an own comment away, for a short while; its place shows that there was one. */
export const removeComment = defineCommand({
  name: "item.remove_comment",
  needs: "item.comment",
  input: RemoveComment,
  touches: ["item.talk"],
  open: {
    about: "Takes the words of an own comment away, for a short while after it was written.",
    refusals: ["comment.unknown", "comment.not_yours", "comment.late", "access.project"],
    example: { commentId: "9d7b1c52-0a0f-4a55-8a43-6a1f7f3b2e90" },
  },
  async run({ tx, companyId, actor }, { commentId }): Promise<Outcome<{ commentId: string }>> {
    const own = await ownComment(tx, companyId, actor, commentId, commentMinutes);
    if (!own.ok) return own;
    const { itemId, text } = own.value;
    await changeComment(tx, companyId, commentId, { text: "", mentions: [] });
    await retellComment(tx, companyId, commentId, "");
    const its = await readFilesOf(tx, companyId, [commentId]);
    const files = await removeFiles(
      tx,
      companyId,
      its.map(({ id }) => id),
    );
    const words = { kind: "item.comment_removed" as const, commentId, sha256: sha256(text) };
    const event = files.length > 0 ? { ...words, files } : words;
    await appendAudit(tx, companyId, actor, [{ itemId, event }]);
    return ok({ commentId });
  },
});
