import { type SQL, sql } from "drizzle-orm";
import { list, rows, withCompany } from "#lib/db/database.ts";
import type { JobContext } from "#lib/jobs/define-job.ts";

type Interval = { readonly everyMs: number; run(): Promise<void> };

/**
 * What has to happen whether or not a bell rang: exports that are due are rung again, late write-backs, unchecked items,
 * the polling of the sources, the staging of what Sage has, imports that are due, holds that may be over, and what people are to
 * be told. Returns a stop function; every timer runs once at a time.
 */
export function startTimers({ db, log }: JobContext, pollMs: number): () => void {
  const intervals: Interval[] = [
    { everyMs: 2_000, run: ringDueExports },
    {
      everyMs: 10_000,
      run: () => ringDue("export.write_back", sql`(select distinct company_id from due_write_backs(500))`),
    },
    { everyMs: pollMs, run: () => ringCompanies("source.poll") },
    { everyMs: 30_000, run: () => ringCompanies("items.check") },
    { everyMs: 30_000, run: () => ringDue("payments.tell", sql`due_sage_payments()`) },
    { everyMs: 30_000, run: () => ringCompanies("imports.stage") },
    { everyMs: 5_000, run: () => ringDue("imports.run", sql`due_imports(500)`) },
    { everyMs: 5_000, run: () => ringDue("accept.run", sql`due_accept_runs()`) },
    { everyMs: 5_000, run: () => ringDue("holds.lift", sql`due_holds()`) },
    { everyMs: 30_000, run: () => ringCompanies("drift.watch") },
    { everyMs: 30_000, run: () => ringCompanies("causes.watch") },
    { everyMs: 3_600_000, run: () => ringCompanies("mirror.prune") },
    { everyMs: 5_000, run: () => ringCompanies("vendors.match") },
    { everyMs: 10_000, run: () => ringDue("chain.verify", sql`due_chain_checks()`) },
    { everyMs: 1_000, run: () => ringDue("notices.tell", sql`due_notices()`) },
    { everyMs: 2_000, run: () => ringDue("mails.send", sql`due_mails()`) },
    { everyMs: 2_000, run: () => ringDue("webhooks.deliver", sql`due_webhooks()`) },
    { everyMs: 2_000, run: () => ringDue("tables.make", sql`due_table_files()`) },
    { everyMs: 10_000, run: () => ringDue("source.listen", sql`due_source_hooks()`) },
    { everyMs: 60_000, run: () => ringDue("summaries.write", sql`due_summaries()`) },
  ];
  const stops = intervals.map((interval) => repeat(interval));
  return () => {
    for (const stop of stops) stop();
  };

  async function ringDueExports(): Promise<void> {
    const due = await rows<{ company_id: string; export_id: string }>(db, sql`select * from due_exports(500)`);
    // Those that have waited for a while, at their own instants: a bell that still waits in the queue is not doubled.
    for (const [companyId, entries] of groupBy(due)) {
      const ids = list(entries.map((entry) => entry.export_id));
      await withCompany(db, companyId, (tx) =>
        tx.execute(sql`select ring_exports(${companyId}::uuid, array_agg(id), next_check_at) from (select id, next_check_at from export
          where company_id = ${companyId} and id = any(${ids}) and next_check_at < clock_timestamp() - interval '3 seconds'
          order by next_check_at limit 100) late group by next_check_at`),
      );
    }
  }
  async function ringDue(task: string, companies: SQL): Promise<void> {
    await db.execute(sql`select ring(${task}, due.id, 'sweep') from ${companies} as due(id)`);
  }
  async function ringCompanies(task: string): Promise<void> {
    await db.execute(sql`select ring(${task}, company_id, 'timer') from all_companies()`);
  }
  function repeat({ everyMs, run }: Interval): () => void {
    let isRunning = false;
    const tick = async () => {
      if (isRunning) return;
      isRunning = true;
      try {
        await run();
      } catch (error) {
        log.warn({ err: error }, "a timer failed; it runs again");
      } finally {
        isRunning = false;
      }
    };
    void tick();
    const timer = setInterval(() => void tick(), everyMs);
    return () => clearInterval(timer);
  }
}

function groupBy<T extends { company_id: string }>(entries: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) groups.set(entry.company_id, [...(groups.get(entry.company_id) ?? []), entry]);
  return groups;
}
