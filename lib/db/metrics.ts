import { sql } from "drizzle-orm";
import { type Database, list, row, rows, type Tx } from "#lib/db/database.ts";
import { neededTables } from "#lib/db/mirror-tables.ts";

export type CompanyMetrics = {
  readonly companyId: string;
  /** Exports that are not over, by status. */
  readonly exports: Readonly<Record<string, number>>;
  /** Items by state, from the maintained counters. */
  readonly items: Readonly<Record<string, number>>;
  /** Seconds since the release time of the oldest export that waits for a sync client; null when none waits. */
  readonly oldestQueued: number | null;
  /** Seconds since each leg was last heard of; null when it never was. */
  readonly procoreLag: number | null;
  readonly sageLag: number | null;
  readonly clientLag: number | null;
  readonly causes: number;
};

/** The figures of every company that has not been deleted; each company is read as itself. */
export async function readMetrics(db: Database): Promise<readonly CompanyMetrics[]> {
  const companies = await rows<{ id: string }>(db, sql`select c as id from all_companies() c order by 1`);
  const found: CompanyMetrics[] = [];
  for (const { id } of companies)
    found.push(
      await db.transaction(
        async (tx) => {
          await tx.execute(sql`select set_config('app.company_id', ${id}, true)`);
          return await readOne(tx, id);
        },
        { accessMode: "read only" },
      ),
    );
  return found;
}

async function readOne(tx: Tx, companyId: string): Promise<CompanyMetrics> {
  const age = (instant: ReturnType<typeof sql>) =>
    sql`greatest(0, extract(epoch from clock_timestamp() - ${instant}))::float8`;
  const found = await row<Omit<CompanyMetrics, "companyId">>(
    tx,
    sql`select
      (select coalesce(json_object_agg(s.status, s.n), '{}') from (select status, count(*) as n from export
        where company_id = ${companyId} and status not in ('proved', 'failed', 'taken_back', 'unlinked') group by status) s) as exports,
      (select coalesce(json_object_agg(s.state, s.n), '{}') from (select state, sum(count) as n from item_counter where company_id = ${companyId} group by state) s) as items,
      (select ${age(sql`min(release_at)`)} from export where company_id = ${companyId} and status not in ('proved', 'failed', 'taken_back', 'unlinked') and status = 'queued'
        having count(*) > 0) as "oldestQueued",
      (select ${age(sql`last_read_at`)} from procore_connection where company_id = ${companyId} and last_read_at is not null limit 1) as "procoreLag",
      (select ${age(sql`min(read_at)`)} from mirror_read where company_id = ${companyId} and table_name = any(${list(neededTables, "text")})
        having count(*) > 0 and count(*) filter (where read_at is null) = 0) as "sageLag",
      (select ${age(sql`max(seen_at)`)} from sync_client where company_id = ${companyId} and revoked_at is null having max(seen_at) is not null) as "clientLag",
      (select count(*)::int from cause_episode where company_id = ${companyId} and closed_at is null) as causes`,
  );
  if (!found) throw new Error("a company has no figures");
  return { companyId, ...found };
}
