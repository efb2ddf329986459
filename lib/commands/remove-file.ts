import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { discardFile, readFile, removeFiles } from "#lib/db/comment-files.ts";
import { ownComment } from "#lib/preflight/own-comment.ts";
import { commentMinutes } from "#lib/views/conversation.ts";
import { RemoveFile } from "#lib/views/inputs.ts";

/**
 * Takes a file out of a comment that is not sent yet, or its bytes away from an own comment, for a short while; that there
 * was such a file stays in the conversation and in the record.
 */
export const removeFile = defineCommand({
  name: "item.remove_file",
  needs: "item.comment",
  input: RemoveFile,
  touches: ["item.talk"],
  async run({ tx, companyId, actor }, { fileId }): Promise<Outcome<{ fileId: string }>> {
    const file = await readFile(tx, companyId, fileId, true);
    const isOwn = actor.kind === "person" && actor.personId === file?.personId;
    if (!file || file.removedAt !== null || (file.commentId === null && !isOwn)) return refuse("file.unknown");
    if (file.commentId === null) {
      const right = can(actor, "item.comment", { projectId: file.projectId });
      if (!right.ok) return right;
      await discardFile(tx, companyId, fileId);
      return ok({ fileId });
    }
    const own = await ownComment(tx, companyId, actor, file.commentId, commentMinutes);
    if (!own.ok) return own;
    await removeFiles(tx, companyId, [fileId]);
    const event = { commentId: file.commentId, name: file.name, sha256: file.sha256 };
    await appendAudit(tx, companyId, actor, [
      { itemId: file.itemId, event: { kind: "item.comment_file_removed", ...event } },
    ]);
    return ok({ fileId });
  },
});
