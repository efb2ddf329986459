import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { isOpenFile } from "#lib/core/table-files.ts";
import { readTableFile, stopTableFile } from "#lib/db/table-files.ts";
import { TableFileRef } from "#lib/views/table-files.ts";

/** Stops an own file that waits or is being made. */
export const stopTable = defineCommand({
  name: "table.stop",
  needs: "session.own",
  input: TableFileRef,
  touches: ["table.files"],
  async run({ tx, companyId, actor }, { fileId }): Promise<Outcome<{ fileId: string }>> {
    const file = actor.kind === "person" ? await readTableFile(tx, companyId, actor.personId, fileId, true) : null;
    if (!file || actor.kind !== "person") return refuse("table_file.unknown");
    if (!isOpenFile(file.state)) return refuse("table_file.over");
    await stopTableFile(tx, companyId, actor, file);
    return ok({ fileId });
  },
});
