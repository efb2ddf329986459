import { defineCommand } from "#lib/commands/define-command.ts";
import { fileSize } from "#lib/core/file-kinds.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { retention } from "#lib/core/retention.ts";
import { tableLimits, tableNames } from "#lib/core/table-files.ts";
import { addTableFile, countTableFiles, readTableFile } from "#lib/db/table-files.ts";
import { AskTable } from "#lib/views/table-files.ts";

/** Has the worker make a table into a file, for whoever asks and with the rights that they have when it is made. */
export const askTable = defineCommand({
  name: "table.ask",
  needs: "session.own",
  input: AskTable,
  touches: ["table.files"],
  async run({ tx, companyId, actor }, { fileId, ...asked }): Promise<Outcome<{ fileId: string }>> {
    const right = can(actor, tableNames[asked.table].needs);
    if (!right.ok) return right;
    if (actor.kind !== "person") return refuse("table_file.unknown");
    const { open, kept, bytes } = await countTableFiles(tx, companyId, actor.personId);
    if (await readTableFile(tx, companyId, actor.personId, fileId)) return ok({ fileId });
    if (open >= tableLimits.open) return refuse("table_file.open_many", { count: String(open) });
    if (kept >= tableLimits.kept) return refuse("table_file.kept_many", { count: String(kept) });
    if (bytes >= tableLimits.companyBytes)
      return refuse("table_file.full", { size: fileSize(bytes), days: String(retention.tableFiles.days) });
    const isNew = await addTableFile(tx, companyId, actor, { id: fileId, ...asked });
    return isNew ? ok({ fileId }) : refuse("table_file.unknown");
  },
});
