import type { SqlAccess } from "#lib/sync-client/home.ts";
import { odbcReader } from "#lib/sync-client/readers/odbc.ts";
import { postgresReader } from "#lib/sync-client/readers/postgres.ts";
import type { SageReader } from "#lib/sync-client/readers/reader.ts";

/** The reader for the way in which this Sage can be asked. */
export function openReader(sql: SqlAccess, onError: (error: Error) => void): SageReader {
  return sql.kind === "postgres" ? postgresReader(sql.url, onError) : odbcReader(sql);
}

/** `postgres://...` is a SQL replica, `odbc:...` the rest of which is an ODBC connection string; null for anything else. */
export function parseSqlAccess(text: string): SqlAccess | null {
  if (/^postgres(ql)?:\/\//.test(text)) return { kind: "postgres", url: text };
  if (text.startsWith("odbc:") && text.length > 5) return { kind: "odbc", connectionString: text.slice(5) };
  return null;
}
