import type { SourceConnection } from "#lib/connectors/port.ts";
import type { ProcoreConfig } from "#lib/connectors/procore/config.ts";
import { procoreConnection } from "#lib/connectors/procore/procore-source.ts";

/** The ports of every company, each connection made once; null for a company without credentials. */
export function procoreConnections(configOf: (companyId: string) => Promise<ProcoreConfig | null>) {
  const known = new Map<string, SourceConnection>();
  const connection = async (companyId: string): Promise<SourceConnection | null> => {
    const config = known.has(companyId) ? null : await configOf(companyId);
    if (config && !known.has(companyId)) known.set(companyId, procoreConnection(config));
    return known.get(companyId) ?? null;
  };
  return {
    source: async (companyId: string) => (await connection(companyId))?.source ?? null,
    imports: async (companyId: string) => (await connection(companyId))?.imports ?? null,
    files: async (companyId: string) => (await connection(companyId))?.files ?? null,
    events: async (companyId: string) => (await connection(companyId))?.events ?? null,
  };
}
