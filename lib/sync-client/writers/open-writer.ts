import type { SqlAccess } from "#lib/sync-client/home.ts";
import { odbcWriter } from "#lib/sync-client/writers/odbc.ts";
import { postgresWriter } from "#lib/sync-client/writers/postgres.ts";
import type { SageWriter } from "#lib/sync-client/writers/writer.ts";

/** The writer for the way in which this Sage may be changed. */
export function openWriter(sql: SqlAccess, onError: (error: Error) => void): SageWriter {
  return sql.kind === "postgres" ? postgresWriter(sql.url, onError) : odbcWriter(sql);
}
