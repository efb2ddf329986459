import "server-only";
import { progressType } from "#lib/core/table-progress.ts";
import { fault, problem, refused } from "#lib/server/route.ts";
import { principal } from "#lib/server/session.ts";
import { askedTable, download, type TableFile, tableFile } from "#lib/server/table-file.ts";
import type { OnRows } from "#lib/server/tables.ts";
import { watched } from "#lib/server/watched-table.ts";
import { database } from "#lib/server/wiring.ts";

/**
 * `GET /api/tables/<name>?format=csv|xlsx&…`: the whole table that a screen shows in pages, with the screen's own input. Who
 * accepts `progressType` is told how many rows are read while the file is made.
 */
export async function tableRoute(request: Request, name: string): Promise<Response> {
  const asked = askedTable(request.url, name);
  if (!asked)
    return problem(404, "table.unknown", "There is no such table.", "Go back to the screen and export it from there.");
  const who = await principal();
  if (!who) return problem(401, "session.ended", "You are signed out.", "Sign in again.");
  const make = async (onRows?: OnRows): Promise<TableFile | Response> => {
    try {
      const file = await tableFile(database(), who, asked, onRows);
      return file.ok ? file.value : refused(file.refusal);
    } catch (error) {
      return fault(error, { table: name }, "The table could not be made");
    }
  };
  if (request.headers.get("accept") === progressType) return watched(make);
  const made = await make();
  return made instanceof Response ? made : download(made);
}
