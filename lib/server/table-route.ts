import "server-only";
import { tableLimits } from "#lib/core/table-files.ts";
import { progressType } from "#lib/core/table-progress.ts";
import { fault, problem, refused } from "#lib/server/route.ts";
import { principal } from "#lib/server/session.ts";
import { type Watched, watched } from "#lib/server/watched-table.ts";
import { database } from "#lib/server/wiring.ts";
import type { ReadOptions } from "#lib/tables/read-table.ts";
import { askedTable, download, tableFile } from "#lib/tables/table-file.ts";

/**
 * `GET /api/tables/<name>?format=csv|xlsx&…`: the whole table that a screen shows in pages, with the screen's own input. Who
 * accepts `progressType` is told how many rows are read while the file is made, and that the worker has to make a long one.
 */
export async function tableRoute(request: Request, name: string): Promise<Response> {
  const asked = askedTable(request.url, name);
  if (!asked)
    return problem(404, "table.unknown", "There is no such table.", "Go back to the screen and export it from there.");
  const who = await principal();
  if (!who) return problem(401, "session.ended", "You are signed out.", "Sign in again.");
  const make = async (options: ReadOptions): Promise<Watched> => {
    try {
      const file = await tableFile(database(), who, asked, options);
      if (file.ok) return file.value;
      const isLong = file.refusal.code === "table.too_long" && options.most === tableLimits.atOnce;
      return isLong ? "long" : refused(file.refusal);
    } catch (error) {
      return fault(error, { table: name }, "The table could not be made");
    }
  };
  if (request.headers.get("accept") === progressType)
    return watched((onRows) => make({ onRows, most: tableLimits.atOnce }));
  const made = await make({ most: tableLimits.inOneAnswer });
  if (made instanceof Response) return made;
  return made === null || made === "long" ? new Response(null, { status: 204 }) : download(made);
}
