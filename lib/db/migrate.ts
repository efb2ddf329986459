import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import { runMigrations } from "graphile-worker";
import { Client } from "pg";

/** Where the migration files lie, seen from this file. */
const folder = fileURLToPath(new URL("../../drizzle/migrations", import.meta.url));
const lock = 7_340_221;

/**
 * Brings a database to this version: queue schema, tables, walls, and the application's role with its password. Safe to run
 * from several processes at once (advisory lock); forward only.
 */
export async function migrate(ownerUrl: string, options: { appPassword: string }): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, logger: undefined });
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [lock]);
    await client.query("set client_min_messages = warning");
    await applyMigrations(drizzle({ client }), { migrationsFolder: folder });
    const password = client.escapeLiteral(options.appPassword);
    await client.query(`alter role countersign_app with login password ${password}`);
    await client.query(
      `grant connect on database ${client.escapeIdentifier(new URL(ownerUrl).pathname.slice(1))} to countersign_app`,
    );
  } finally {
    await client.end();
  }
}
