import "server-only";
import type { Actor } from "#lib/core/actors.ts";
import { wallClock } from "#lib/core/out-table.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { type Database, snapshot, withCompany } from "#lib/db/database.ts";
import { readCompany } from "#lib/db/facts.ts";
import { readClock } from "#lib/db/own-preferences.ts";
import { writeCsv } from "#lib/out/write-csv.ts";
import { writeXlsx } from "#lib/out/write-xlsx.ts";
import { type OnRows, tables, wholeTable } from "#lib/server/tables.ts";

const types = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;
type Format = keyof typeof types;
type Source = NonNullable<ReturnType<typeof tables.get>>;
type Asker = { readonly companyId: string; readonly actor: Extract<Actor, { kind: "person" }> };

/** The table's name and the format that an address asks for; null where there is no such. Without a word it is XLSX. */
export function askedTable(url: string, name: string) {
  const source = tables.get(name);
  const { format = "xlsx", ...input } = Object.fromEntries(new URL(url).searchParams);
  return source && (format === "csv" || format === "xlsx") ? { source, format: format as Format, input } : null;
}

export type TableFile = { readonly name: string; readonly type: string; readonly body: Uint8Array<ArrayBuffer> };

/**
 * The whole table as a file, all rows from one state of the database; or why the person may not have it. `onRows` is told how
 * far it is.
 */
export async function tableFile(
  db: Database,
  who: Asker,
  { source, format, input }: { source: Source; format: Format; input: Readonly<Record<string, string>> },
  onRows?: OnRows,
): Promise<Outcome<TableFile>> {
  // All pages from one state of the database: no row twice or left out because it moved meanwhile.
  const found = await snapshot(db, (one) =>
    wholeTable(source, (query, asked) => query.execute(one, who, asked), input, { onRows }),
  );
  if (!found.ok) return found;
  const [company, clock] = await withCompany(db, who.companyId, async (tx) => [
    await readCompany(tx, who.companyId),
    await readClock(tx, who.companyId, who.actor),
  ]);
  const { name, token } = who.actor;
  const about = [
    ["Table", source.name],
    ["Company", company.name],
    ...found.value.about,
    ["Rows", String(found.value.rows.length)],
    ["Made at", wallClock(new Date().toISOString(), clock.timeZone)],
    ["Times in", clock.timeZone],
    ["Made by", token ? `${name} with token ${token.name}` : name],
  ] as const;
  const table = {
    name: source.name,
    columns: source.columns({ currency: company.currency, timeZone: clock.timeZone }),
    rows: found.value.rows,
    about,
  };
  const body = format === "csv" ? new TextEncoder().encode(writeCsv(table)) : new Uint8Array(await writeXlsx(table));
  return ok({ name: `${source.name} ${company.today}.${format}`, type: types[format], body });
}

/** The answer that a browser, or a program, keeps as a file. */
export function download({ name, type, body }: TableFile): Response {
  return new Response(body, {
    headers: {
      "cache-control": "private, no-store",
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
    },
  });
}
