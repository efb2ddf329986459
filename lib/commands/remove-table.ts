import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { isOpenFile } from "#lib/core/table-files.ts";
import { readTableFile, removeTableFile } from "#lib/db/table-files.ts";
import { TableFileRef } from "#lib/views/table-files.ts";

/** Removes an own file that is over, before its days are. */
export const removeTable = defineCommand({
  name: "table.remove",
  needs: "session.own",
  input: TableFileRef,
  touches: ["table.files"],
  async run({ tx, companyId, actor }, { fileId }): Promise<Outcome<{ fileId: string }>> {
    const file = actor.kind === "person" ? await readTableFile(tx, companyId, actor.personId, fileId, true) : null;
    if (!file || actor.kind !== "person") return refuse("table_file.unknown");
    if (isOpenFile(file.state)) return refuse("table_file.under_way");
    await removeTableFile(tx, companyId, actor, file);
    return ok({ fileId });
  },
});
