import type { Actor } from "#lib/core/actors.ts";
import type { Clock } from "#lib/core/clock.ts";
import { mostSheetRows, type OutAbout, wallClock } from "#lib/core/out-table.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { type TableFormat, tableFormats } from "#lib/core/table-files.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { type Database, snapshot, type Transactor, withCompany } from "#lib/db/database.ts";
import { type CompanyBasics, readCompany } from "#lib/db/facts.ts";
import { readClock } from "#lib/db/own-preferences.ts";
import { writeCsv } from "#lib/out/write-csv.ts";
import { SheetFull, writeXlsx } from "#lib/out/write-xlsx.ts";
import { openTable, type ReadOptions, TableEnded } from "#lib/tables/read-table.ts";
import { type AnyTable, tables } from "#lib/tables/registry.ts";

type Asker = { readonly companyId: string; readonly actor: Extract<Actor, { kind: "person" }> };
/** A table with the format and the input that its address has. */
export type AskedTable = {
  readonly source: AnyTable;
  readonly format: TableFormat;
  readonly input: Readonly<Record<string, string>>;
};

/** The table's name and the format that an address asks for; null where there is no such. Without a word it is XLSX. */
export function askedTable(url: string, name: string): AskedTable | null {
  const source = tables.get(name);
  const { format = "xlsx", ...input } = Object.fromEntries(new URL(url).searchParams);
  return source && (format === "csv" || format === "xlsx") ? { source, format, input } : null;
}

export type OpenFile = {
  /** With the company's day in it. */
  readonly name: string;
  /** What was asked for, in words; at the end of the bytes the file has more lines. */
  readonly about: OutAbout;
  readonly count: number | null;
  /** The bytes, made as they are taken. Throws TableEnded. */
  readonly bytes: AsyncIterable<Uint8Array>;
};

/** The company of a file, and the clock by which its person reads times. */
type FilePlace = { readonly company: CompanyBasics; readonly clock: Clock };

export async function readPlace(db: Database, who: Asker): Promise<FilePlace> {
  return await withCompany(db, who.companyId, async (tx) => {
    const company = await readCompany(tx, who.companyId);
    return { company, clock: await readClock(tx, company, who.actor) };
  });
}

/**
 * The one way to a file of a table, whoever waits for it: takes a snapshot to read in, the company and what is asked; its bytes
 * come as they are taken. Or why the person may not have it.
 */
export async function openFile(
  one: Transactor,
  who: Asker,
  { company, clock }: FilePlace,
  { source, format, input }: AskedTable,
  { onRows, most }: ReadOptions = {},
): Promise<Outcome<OpenFile>> {
  let rows = 0;
  const found = await openTable(source, (query, asked) => query.execute(one, who, asked), input, {
    most,
    onRows: (read, of) => {
      rows = read;
      return onRows?.(read, of) ?? true;
    },
  });
  if (!found.ok) return found;
  const { about, count, parts } = found.value;
  if (format === "xlsx" && count !== null && count + 2 > mostSheetRows) return sheetFull();
  const { name, token } = who.actor;
  const madeAt = new Date().toISOString();
  const table = {
    name: source.name,
    columns: source.columns({ currency: company.currency, timeZone: clock.timeZone }),
    parts,
    about: (): OutAbout => [
      ["Table", source.name],
      ["Company", company.name],
      ...about,
      ["Rows", String(rows)],
      ["Made at", wallClock(madeAt, clock.timeZone)],
      ["Times in", clock.timeZone],
      ["Made by", token ? `${name} with token ${token.name}` : name],
    ],
  };
  const bytes = format === "csv" ? writeCsv(table) : writeXlsx(table);
  return ok({ name: `${source.name} ${company.today}.${format}`, about, count, bytes });
}

const sheetFull = () => refuse<never>("table.sheet_full", { most: mostSheetRows.toLocaleString("en-US") });

/** What ended a file before its last byte, as a refusal; null when nobody wanted it any more. Throws what is a defect. */
export function endOf(error: unknown): Outcome<never> | null {
  if (error instanceof SheetFull) return sheetFull();
  if (!(error instanceof TableEnded)) throw error;
  return error.refusal && { ok: false, refusal: error.refusal };
}

export type TableFile = { readonly name: string; readonly type: string; readonly body: Uint8Array<ArrayBuffer> };

/** A filter in the words of the record: "Search: doors". */
const aboutWords = (about: OutAbout): readonly string[] => about.map(([label, value]) => `${label}: ${value}`);

/**
 * The whole table as a file at once, all rows from one state of the database, with its event in the record; null when nobody
 * wants it any more; or why the person may not have it. `onRows` is told how far it is.
 */
export async function tableFile(
  db: Database,
  who: Asker,
  asked: AskedTable,
  options: ReadOptions,
): Promise<Outcome<TableFile | null>> {
  const place = await readPlace(db, who);
  const pieces: Uint8Array[] = [];
  let rows = 0;
  const onRows = (read: number, of: number | null) => {
    rows = read;
    return options.onRows?.(read, of) ?? true;
  };
  const made = await snapshot(db, async (one): Promise<Outcome<OpenFile> | null> => {
    const opened = await openFile(one, who, place, asked, { ...options, onRows });
    if (!opened.ok) return opened;
    try {
      for await (const piece of opened.value.bytes) pieces.push(piece);
    } catch (error) {
      return endOf(error);
    }
    return opened;
  });
  if (made === null) return ok(null);
  if (!made.ok) return made;
  const { name, about } = made.value;
  const { source, format } = asked;
  await withCompany(db, who.companyId, (tx) =>
    appendAudit(tx, who.companyId, who.actor, [
      { event: { kind: "table.exported", table: source.name, format, rows, about: aboutWords(about) } },
    ]),
  );
  return ok({ name, type: tableFormats[format].type, body: new Uint8Array(Buffer.concat(pieces)) });
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
