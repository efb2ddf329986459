import pg from "pg";
import { wordsOf } from "#lib/sync-client/durable-file.ts";
import { numbered } from "#lib/sync-client/readers/postgres.ts";
import { SageRefused, type SageWriter, type Statement } from "#lib/sync-client/writers/writer.ts";

/** Changes a SQL replica of Sage on PostgreSQL (the simulator keeps its tables there), with time limits. */
export function postgresWriter(url: string, onError: (error: Error) => void): SageWriter {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    query_timeout: 12_000,
    application_name: "countersign-sync-client",
  });
  pool.on("error", onError);
  return {
    apply: async (statements) => {
      const client = await pool.connect();
      // A connection whose transaction did not end cleanly is thrown away: Sage's side rolls it back.
      let fault: Error | undefined;
      try {
        await client.query("begin");
        for (const statement of statements) await changeOne(client, statement);
        await client.query("commit");
      } catch (error) {
        fault = error instanceof Error ? error : new Error(String(error));
        throw fault;
      } finally {
        client.release(fault);
      }
    },
    close: () => pool.end(),
  };
}

async function changeOne(client: pg.PoolClient, { sql, params }: Statement): Promise<void> {
  const { rowCount } = await client.query(numbered(sql), [...params]).catch((error: unknown) => {
    throw new SageRefused(wordsOf(error));
  });
  if (rowCount !== 1) throw new SageRefused(`Sage has ${rowCount ?? 0} rows where one was to be changed.`);
}
