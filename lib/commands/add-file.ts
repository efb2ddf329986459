import { defineCommand } from "#lib/commands/define-command.ts";
import {
  allowedKinds,
  cleanFileName,
  fileKindOf,
  fileLimits,
  fileSize,
  largestFile,
  plainFileName,
} from "#lib/core/file-kinds.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { countUnsent, insertFile, readFile } from "#lib/db/comment-files.ts";
import { sha256 } from "#lib/db/hash.ts";
import { readItem } from "#lib/db/items.ts";
import { AddFile } from "#lib/views/inputs.ts";

/**
 * Stores a file for a comment that its person is writing. Until the comment is sent nobody else sees it, and the record has
 * nothing of it; the comment brings it into the record.
 */
export const addFile = defineCommand({
  name: "item.add_file",
  needs: "item.comment",
  input: AddFile,
  touches: ["item.talk"],
  async run({ tx, companyId, actor }, input): Promise<Outcome<{ fileId: string }>> {
    const { itemId, fileId } = input;
    const item = await readItem(tx, companyId, itemId);
    if (!item) return refuse("item.unknown");
    const right = can(actor, "item.comment", { projectId: item.projectId });
    if (!right.ok) return right;
    if (actor.kind !== "person")
      return refuse("access.role", { permission: "comment on items", company: "your company" });
    const bytes = Buffer.from(input.content, "base64");
    const shown = { name: plainFileName(input.name) };
    if (bytes.length === 0) return refuse("file.empty", shown);
    if (bytes.length > fileLimits.bytes)
      return refuse("file.large", { ...shown, size: fileSize(bytes.length), limit: largestFile });
    const kind = fileKindOf(bytes, input.name);
    if (kind === null) return refuse("file.kind", { ...shown, kinds: allowedKinds });
    const name = cleanFileName(input.name, kind);
    const file = { id: fileId, itemId, personId: actor.personId, name, kind, sha256: sha256(bytes) };
    const there = await readFile(tx, companyId, fileId);
    if (there) {
      const isSame = there.personId === file.personId && there.itemId === itemId && there.sha256 === file.sha256;
      return isSame ? ok({ fileId }) : refuse("file.reused");
    }
    const { here, all } = await countUnsent(tx, companyId, itemId, actor.personId);
    if (here >= fileLimits.perComment) return refuse("file.many", { name, limit: String(fileLimits.perComment) });
    if (all >= fileLimits.unsent) return refuse("file.unsent", { name, limit: String(fileLimits.unsent) });
    return (await insertFile(tx, companyId, { ...file, bytes })) ? ok({ fileId }) : refuse("file.reused");
  },
});
