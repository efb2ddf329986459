import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { mayStillHave, type TableFormat, tableNames } from "#lib/core/table-files.ts";
import { readTableFile } from "#lib/db/table-files.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { TableFileRef } from "#lib/views/table-files.ts";

type Fetched = { readonly name: string; readonly format: TableFormat; readonly size: number };

/** An own file that is ready, for as long as its person may see what is in it. */
export const tableFile = defineQuery({
  name: "table.file",
  needs: "session.own",
  input: TableFileRef,
  async run({ tx, companyId, actor }, { fileId }): Promise<Outcome<Fetched>> {
    const file = actor.kind === "person" ? await readTableFile(tx, companyId, actor.personId, fileId) : null;
    if (!file) return refuse("table_file.unknown");
    const right = can(actor, tableNames[file.table].needs);
    if (!right.ok) return right;
    const { name, format, size, state, ownProjects } = file;
    if (state !== "ready" || name === null) return refuse("table_file.not_ready");
    if (!mayStillHave(actor, ownProjects)) return refuse("table_file.rights");
    return ok({ name, format, size });
  },
});
