import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase, startPostgres, startReaper } from "#bin/launch/postgres.mjs";
import { migrate } from "#lib/db/migrate.ts";

/** A server with its durable settings, in a folder that goes away with this process. */
export async function aServer(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "countersign-bench-"));
  await chmod(folder, 0o755);
  const reap = startReaper(folder);
  const server = await startPostgres({ folder: join(folder, "pg"), password: randomBytes(18).toString("base64url") });
  const appPassword = randomBytes(18).toString("base64url");
  await createDatabase(server.url("postgres"), "template");
  await migrate(server.url("template"), { appPassword });
  process.env.TEST_ADMIN_DATABASE_URL = server.url("postgres");
  process.env.TEST_TEMPLATE = "template";
  process.env.TEST_APP_PASSWORD = appPassword;
  return () => server.stop().finally(reap);
}
