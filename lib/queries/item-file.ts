import { z } from "zod";
import { ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { readFile } from "#lib/db/comment-files.ts";
import { defineQuery } from "#lib/queries/define-query.ts";

/** What a file of a comment is, for whoever may read the item; one that is not sent yet is its person's alone. */
export const itemFile = defineQuery({
  name: "item.file",
  needs: "item.read",
  input: z.object({ fileId: z.uuid() }),
  async run({ tx, companyId, actor }, { fileId }) {
    const file = await readFile(tx, companyId, fileId);
    if (!file || file.removedAt !== null) return refuse("file.unknown");
    const reading = can(actor, "item.read", { projectId: file.projectId });
    if (!reading.ok) return reading;
    const isOwn = actor.kind === "person" && actor.personId === file.personId;
    if (file.commentId === null && !isOwn) return refuse("file.unknown");
    const { name, kind, size, sha256 } = file;
    return ok({ name, kind, size, sha256 });
  },
});
