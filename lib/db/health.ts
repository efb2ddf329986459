import { sql } from "drizzle-orm";
import { list, row, rows, type Tx } from "#lib/db/database.ts";
import { countDifferences } from "#lib/db/differences.ts";
import { readCompany } from "#lib/db/facts.ts";
import { neededTables, tablesOf } from "#lib/db/mirror-tables.ts";

/** Every leg between Procore and Sage. */
export async function readHealth(tx: Tx, companyId: string) {
  const clients = await rows<{
    id: string;
    name: string;
    host: string | null;
    version: string | null;
    connected: boolean;
    seen_at: string | null;
    revoked: boolean;
  }>(
    tx,
    sql`select id, name, host, client_version as version, connection_id is not null and seen_at > clock_timestamp() - interval '20 seconds' as connected, seen_at, revoked_at is not null as revoked
    from sync_client where company_id = ${companyId} order by revoked_at nulls first, name`,
  );
  const tables = await readTables(tx, companyId);
  const events = await rows<{ at: string; level: string; words: string }>(
    tx,
    sql`select at, level, words from sync_client_event where company_id = ${companyId} order by id desc limit 50`,
  );
  const source = await row<{ last_read_at: string | null; last_problem: string | null }>(
    tx,
    sql`select last_read_at, last_problem from procore_connection where company_id = ${companyId}`,
  );
  const queue = await row<{ oldest: string | null; waiting: string; unposted: string; unposted_since: string | null }>(
    tx,
    sql`select min(next_check_at) filter (where next_check_at < clock_timestamp() - interval '10 seconds') as oldest, count(*) filter (where status in ('queued', 'leased')) as waiting,
      count(*) filter (where status = 'imported') as unposted, min(created_at) filter (where status = 'imported') as unposted_since
    from export where company_id = ${companyId} and status not in ('proved', 'failed', 'taken_back', 'unlinked')`,
  );
  const differences = await countDifferences(tx, companyId);
  return { differences, clients, tables, events, source, queue };
}

export type TableHealth = {
  readonly table: string;
  readonly count: number;
  readonly read_at: string | null;
  readonly problem: string | null;
  /** Columns that this Sage does not have. */
  readonly missing: readonly string[];
  readonly is_needed: boolean;
};

/** The tables that the company reads from Sage. */
async function readTables(tx: Tx, companyId: string): Promise<readonly TableHealth[]> {
  const { profile } = await readCompany(tx, companyId);
  return await rows<TableHealth>(
    tx,
    sql`select table_name as table, row_count as count, read_at, problem, case when read_at is null then '[]'::json else to_json(missing_columns) end as missing,
      table_name = any(${list(neededTables, "text")}) as is_needed
    from mirror_read where company_id = ${companyId} and table_name = any(${list(tablesOf(profile), "text")}) order by table_name`,
  );
}
