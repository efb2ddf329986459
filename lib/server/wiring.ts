import "server-only";
import type { SourceFilePort } from "#lib/connectors/port.ts";
import { procoreConnections } from "#lib/connectors/procore/connections.ts";
import { type WebConfig, webConfig } from "#lib/core/config.ts";
import { connect, type Database } from "#lib/db/database.ts";
import { readProcoreCredentials } from "#lib/db/installation.ts";

type Wiring = { config?: WebConfig; db?: Database; source?: ReturnType<typeof procoreConnections> };
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

// A person waits: what takes longer is said in words, and asked for again by hand.
const patience = { timeoutMs: 20_000, maxWaitMs: 3000, maxRetries: 1 } as const;

/** What documents of the company have attached in Procore; null without a connection, or without the key of its secret. */
export async function sourceFiles(companyId: string): Promise<SourceFilePort | null> {
  const { COUNTERSIGN_KEY: key } = config();
  if (key === undefined) return null;
  const wiring = kept.countersign ?? {};
  wiring.source ??= procoreConnections(async (company) => {
    const credentials = await readProcoreCredentials(database(), company, key);
    return credentials && { ...credentials, tuning: patience };
  });
  return await wiring.source.files(companyId);
}
