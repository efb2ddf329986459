import { z } from "zod";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { retention } from "#lib/core/retention.ts";
import { tableNames } from "#lib/core/table-files.ts";
import { readNow } from "#lib/db/inbox.ts";
import { readTableFiles, type StoredTableFile } from "#lib/db/table-files.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { TableFileList, TableFileView } from "#lib/views/table-files.ts";

/** The files of tables that the person asked for, newest first: what waits, is being made, is ready, or failed. */
export const tableFiles = defineQuery({
  name: "table.files",
  needs: "session.own",
  input: z.object({}),
  async run({ tx, companyId, actor }): Promise<Outcome<TableFileList>> {
    const found = actor.kind === "person" ? await readTableFiles(tx, companyId, actor.personId) : [];
    return ok({ rows: found.map(toView), now: await readNow(tx) });
  },
});

const dayMs = 86_400_000;

function toView(file: StoredTableFile): TableFileView {
  const { id, table, format, state, name, about, rowsRead: rows, rowCount: of, size, note, createdAt, endedAt } = file;
  const goesAt =
    endedAt === null ? null : new Date(Date.parse(endedAt) + retention.tableFiles.days * dayMs).toISOString();
  const { title } = tableNames[table];
  return { id, table, title, format, state, name, about, rows, of, size, note, createdAt, endedAt, goesAt };
}
