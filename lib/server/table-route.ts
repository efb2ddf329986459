import "server-only";
import { type OutTable, wallClock } from "#lib/core/out-table.ts";
import { snapshot, withCompany } from "#lib/db/database.ts";
import { readCompany } from "#lib/db/facts.ts";
import { writeCsv } from "#lib/out/write-csv.ts";
import { writeXlsx } from "#lib/out/write-xlsx.ts";
import { fault, problem, refused } from "#lib/server/route.ts";
import { principal } from "#lib/server/session.ts";
import { tables, wholeTable } from "#lib/server/tables.ts";
import { database } from "#lib/server/wiring.ts";

const types = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;
type Format = keyof typeof types;

/** `GET /api/tables/<name>?format=csv|xlsx&…`: the whole table that a screen shows in pages, with the screen's own input. */
export async function tableRoute(request: Request, name: string): Promise<Response> {
  const source = tables.get(name);
  const { format = "xlsx", ...input } = Object.fromEntries(new URL(request.url).searchParams);
  if (!source || !(format === "csv" || format === "xlsx"))
    return problem(404, "table.unknown", "There is no such table.", "Go back to the screen and export it from there.");
  const who = await principal();
  if (!who) return problem(401, "session.ended", "You are signed out.", "Sign in again.");
  try {
    // All pages from one state of the database: no row twice or left out because it moved meanwhile.
    const found = await snapshot(database(), (one) =>
      wholeTable(source, (query, asked) => query.execute(one, who, asked), input),
    );
    if (!found.ok) return refused(found.refusal);
    const company = await withCompany(database(), who.companyId, (tx) => readCompany(tx, who.companyId));
    const about = [
      ["Table", source.name],
      ["Company", company.name],
      ...found.value.about,
      ["Rows", String(found.value.rows.length)],
      ["Made at", `${wallClock(new Date().toISOString(), company.timeZone)}, ${company.timeZone}`],
      ["Made by", who.actor.name],
    ] as const;
    const table = { name: source.name, columns: source.columns(company), rows: found.value.rows, about };
    return await fileOf(table, format, `${source.name} ${company.today}`);
  } catch (error) {
    return fault(error, { table: name }, "The table could not be made");
  }
}

async function fileOf(table: OutTable<unknown>, format: Format, name: string): Promise<Response> {
  const body = format === "csv" ? writeCsv(table) : new Blob([new Uint8Array(await writeXlsx(table))]);
  return new Response(body, {
    headers: {
      "cache-control": "private, no-store",
      "content-type": types[format],
      "content-disposition": `attachment; filename="${name}.${format}"`,
    },
  });
}
