import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { createDatabase, startThrowawayPostgres } from "#bin/launch/postgres.mjs";

const TEMPLATE = "countersign_template";

/** One throwaway server for the run, with one migrated template that every test file clones. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await startThrowawayPostgres();
  try {
    const appPassword = randomBytes(18).toString("base64url");
    await createDatabase(server.url("postgres"), TEMPLATE);
    const migrator = new URL("../../lib/db/migrate.ts", import.meta.url);
    if (existsSync(migrator)) {
      const { migrate } = await import(migrator.href);
      await migrate(server.url(TEMPLATE), { appPassword });
    }
    process.env.TEST_ADMIN_DATABASE_URL = server.url("postgres");
    process.env.TEST_TEMPLATE = TEMPLATE;
    process.env.TEST_APP_PASSWORD = appPassword;
  } catch (error) {
    await server.stop();
    throw error;
  }
  return () => server.stop();
}
