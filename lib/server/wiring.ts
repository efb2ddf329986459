import "server-only";
import { type WebConfig, webConfig } from "#lib/core/config.ts";
import { connect, type Database } from "#lib/db/database.ts";

type Wiring = { config?: WebConfig; db?: Database };
// One pool per process, also when the development server loads this module anew.
const kept = globalThis as typeof globalThis & { countersign?: Wiring };
kept.countersign ??= {};

/** The web's settings, parsed at first use: a build needs none. */
export function config(): WebConfig {
  const wiring = kept.countersign ?? {};
  wiring.config ??= webConfig(process.env);
  return wiring.config;
}

/** The application's database, connected at first use. */
export function database(): Database {
  const wiring = kept.countersign ?? {};
  wiring.db ??= connect(config().APP_DATABASE_URL, 16);
  return wiring.db;
}
