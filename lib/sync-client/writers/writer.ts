import type { SageWrite } from "#lib/core/export-document.ts";

export type Statement = { readonly sql: string; readonly params: readonly string[] };

/** Sage said no to a statement, and nothing is changed. Any other error leaves open what came of the commit. */
export class SageRefused extends Error {}

/** Changes Sage over SQL where its administrator allows it: all statements in one transaction, each of exactly one row. */
export interface SageWriter {
  /** Throws `SageRefused` when a statement fails or meets another number of rows than one. */
  apply(statements: readonly Statement[]): Promise<void>;
  close(): Promise<void>;
}

/** The statement of one change; names were checked against `writableTables` (document-package.ts). */
export function statementOf({ table, operation, key, values }: SageWrite): Statement {
  const named = (row: Readonly<Record<string, string>>, glue: string) =>
    Object.keys(row)
      .map((column) => `${column} = ?`)
      .join(glue);
  if (operation === "update") {
    const sql = `UPDATE ${table} SET ${named(values, ", ")} WHERE ${named(key, " AND ")}`;
    return { sql, params: [...Object.values(values), ...Object.values(key)] };
  }
  const row = { ...key, ...values };
  const marks = Object.keys(row).map(() => "?");
  return {
    sql: `INSERT INTO ${table} (${Object.keys(row).join(", ")}) VALUES (${marks.join(", ")})`,
    params: Object.values(row),
  };
}
