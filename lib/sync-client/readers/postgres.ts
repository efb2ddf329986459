import pg from "pg";
import type { SageReader, SageRow } from "#lib/sync-client/readers/reader.ts";

const booleanOid = 16;

/** Reads a SQL replica of Sage on PostgreSQL (the simulator keeps its tables there), read-only and with time limits. */
export function postgresReader(url: string, onError: (error: Error) => void): SageReader {
  const pool = new pg.Pool({
    connectionString: url,
    max: 8,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    query_timeout: 12_000,
    keepAlive: true,
    application_name: "countersign-sync-client",
    options: "-c default_transaction_read_only=on -c datestyle=ISO",
    types: { getTypeParser: textOf },
  });
  // A connection that breaks while it is idle must not end the program; the next query opens another one.
  pool.on("error", onError);
  pool.on("connect", (client) => client.on("error", () => {}));
  return {
    query: async (sql, params) => (await pool.query<SageRow>(numbered(sql), [...params])).rows,
    close: () => pool.end(),
  };
}

const textOf = ((oid: number) => (value: string | Buffer) => {
  const text = value.toString();
  return oid === booleanOid ? (text === "t" ? "1" : "0") : text;
}) as typeof pg.types.getTypeParser;

/** `?` marks as PostgreSQL numbers them. */
export function numbered(sql: string): string {
  let n = 0;
  return sql.replaceAll("?", () => {
    n += 1;
    return `$${n}`;
  });
}
