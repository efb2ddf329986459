import type { ExpectedRows } from "#lib/core/export-document.ts";
import type { Row } from "#lib/core/machines/look.ts";
import { readableColumns } from "#lib/sync-client/document-package.ts";
import type { SageReader, SageRow } from "#lib/sync-client/readers/reader.ts";

const version = "Row_Version";

/** The rows of one table under the key of an expectation, with the columns that it names. */
export async function rowsUnderKey(reader: SageReader, expectation: ExpectedRows): Promise<readonly Row[]> {
  const { table } = expectation;
  const columns = [...new Set([...expectation.rowKey, ...Object.keys(expectation.columns)])];
  const key = Object.entries(expectation.key);
  allow(table, [...columns, ...key.map(([column]) => column)]);
  const where = key.map(([column]) => `${column} = ?`).join(" AND ");
  // More rows than expected are already a difference; there is no need to read all of a thousand of them.
  const sql = `SELECT ${columns.join(", ")} FROM ${table} WHERE ${where} LIMIT ${expectation.rows.length + 50}`;
  const rows = await reader.query(
    sql,
    key.map(([, value]) => value),
  );
  return rows.map((row) => mapValues(spelled(row, columns), (value) => value ?? ""));
}

export type Page = { readonly rows: readonly SageRow[]; readonly cursor: string; readonly isLast: boolean };
export type PageRequest = {
  readonly table: string;
  readonly columns: readonly string[];
  /** A row version; rows that changed after it are meant. */
  readonly cursor: string;
  readonly limit: number;
};

/** One page of a mirrored table: rows that changed after the cursor, in the order of their change. */
export async function pageAfter(reader: SageReader, { table, columns, cursor, limit }: PageRequest): Promise<Page> {
  allow(table, columns);
  if (!/^\d{1,19}$/.test(cursor)) throw new Error(`${cursor} is not a row version.`);
  const all = [...columns, version];
  const sql = `SELECT ${all.join(", ")} FROM ${table} WHERE ${version} > ? ORDER BY ${version} LIMIT ${limit}`;
  const found = (await reader.query(sql, [cursor])).map((row) => spelled(row, all));
  const last = found.at(-1)?.[version] ?? cursor;
  if (found.length < limit) return { rows: found, cursor: last, isLast: true };
  // Rows of one version may go on behind the page: they are left for the next one, which starts before them.
  const whole = found.filter((row) => row[version] !== last);
  const end = whole.at(-1)?.[version];
  if (end === undefined || end === null) {
    if (limit > 1) throw new Error(`More than ${limit} rows of ${table} have the version ${last}.`);
    return { rows: found, cursor: last, isLast: false };
  }
  return { rows: whole, cursor: end, isLast: false };
}

/** How many rows a mirrored table has, and their highest row version; both in one statement, so that they are of one moment. */
export async function countRows(reader: SageReader, table: string): Promise<{ rows: number; highest: string }> {
  allow(table, []);
  const names = ["Row_Count", "Highest"] as const;
  const sql = `SELECT COUNT(*) AS ${names[0]}, MAX(${version}) AS ${names[1]} FROM ${table}`;
  const [found] = (await reader.query(sql, [])).map((row) => spelled(row, names));
  return { rows: Number(found?.Row_Count ?? 0), highest: found?.Highest ?? "0" };
}

/** Sums of a table's columns by job; columns as they were asked for, null where Sage has nothing. */
export async function sumsByJob(
  reader: SageReader,
  table: string,
  columns: readonly string[],
): Promise<readonly SageRow[]> {
  allow(table, ["Job", ...columns]);
  const sums = columns.map((column) => `SUM(${column}) AS Sum_${column}`).join(", ");
  const found = await reader.query(`SELECT Job, ${sums} FROM ${table} GROUP BY Job`, []);
  return found.map((row) => {
    const named = spelled(row, ["Job", ...columns.map((column) => `Sum_${column}`)]);
    return {
      Job: named.Job ?? null,
      ...Object.fromEntries(columns.map((column) => [column, named[`Sum_${column}`] ?? null])),
    };
  });
}

export type KeyRequest = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly after: readonly string[] | null;
  readonly limit: number;
};

/** The next values of the key columns, in Sage's own order; the last page has fewer than were asked for. */
export async function keysAfter(
  reader: SageReader,
  request: KeyRequest,
): Promise<{ keys: string[][]; isLast: boolean }> {
  const { table, columns, after, limit } = request;
  allow(table, columns);
  if (after !== null && after.length !== columns.length)
    throw new Error(`A key of ${table} has ${columns.length} parts.`);
  const where = after === null ? { sql: "", params: [] } : behind(columns, after);
  const list = columns.join(", ");
  const sql = `SELECT ${list} FROM ${table}${where.sql} ORDER BY ${list} LIMIT ${limit}`;
  const found = (await reader.query(sql, where.params)).map((row) => spelled(row, columns));
  const keys = found.map((row) =>
    columns.map((column) => {
      const value = row[column] ?? null;
      if (value === null) throw new Error(`A row of ${table} has no ${column}: its key cannot be compared.`);
      return value;
    }),
  );
  return { keys, isLast: keys.length < limit };
}

/** Behind a key in the order of its columns; the first condition lets an index begin there. */
function behind(columns: readonly string[], after: readonly string[]): { sql: string; params: string[] } {
  const params: string[] = [after[0] ?? ""];
  const from = (n: number): string => {
    const [column, value] = [columns[n], after[n] ?? ""];
    params.push(value);
    if (n === columns.length - 1) return `${column} > ?`;
    params.push(value);
    return `(${column} > ? OR (${column} = ? AND ${from(n + 1)}))`;
  };
  return { sql: ` WHERE ${columns[0]} >= ? AND ${from(0)}`, params };
}

/**
 * Those of the columns that this Sage does not have: versions and modules differ. Each is asked for by itself. Null when
 * the table cannot be read at all, or Sage stopped answering meanwhile: then nothing is known about columns.
 */
export async function missingColumns(
  reader: SageReader,
  table: string,
  columns: readonly string[],
): Promise<readonly string[] | null> {
  allow(table, columns);
  const has = (column: string) =>
    reader.query(`SELECT ${column} FROM ${table} LIMIT 1`, []).then(
      () => true,
      () => false,
    );
  if (!(await has(version))) return null;
  const missing: string[] = [];
  for (const column of columns) if (!(await has(column))) missing.push(column);
  return missing.length < columns.length && (await has(version)) ? missing : null;
}

/** The smallest question that shows whether Sage can be read at all. */
export async function ping(reader: SageReader): Promise<void> {
  await reader.query("SELECT Tax_Group FROM TXM_MASTER__TAX_GROUP LIMIT 1", []);
}

/** Nothing goes into a statement that does not stand in `readableTables`. */
function allow(table: string, columns: readonly string[]): void {
  const readable = readableColumns(table);
  if (!readable) throw new Error(`The table ${table} may not be read.`);
  const stranger = columns.find((column) => !readable.includes(column));
  if (stranger !== undefined) throw new Error(`The column ${stranger} of ${table} may not be read.`);
}

/** Column names as they were asked for: databases answer unquoted names in their own case. */
function spelled(row: SageRow, columns: readonly string[]): SageRow {
  const lower = new Map(Object.entries(row).map(([column, value]) => [column.toLowerCase(), value]));
  return Object.fromEntries(columns.map((column) => [column, lower.get(column.toLowerCase()) ?? null]));
}

function mapValues(row: SageRow, change: (value: string | null) => string): Row {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, change(value)]));
}
