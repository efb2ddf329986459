// How long Sage's categories take into the mirror: the real worker, sync client and Sage simulator on one machine, over a
// server that flushes to disk. node --import tsx bench/mirror.ts [categories]

import { existsSync, readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { Client } from "pg";
import { say } from "#bench/measure.ts";
import { aServer } from "#bench/server.ts";
import { aPipeline, type Pipeline } from "#drizzle/factories/pipeline.ts";
import { type RunningProcess, until } from "#drizzle/factories/processes.ts";
import { refreshSage } from "#lib/commands/refresh-sage.ts";
import { row } from "#lib/db/database.ts";

const count = Math.min(Number(process.argv[2] ?? 500_000), 2_000_000);
const patienceMs = 1_200_000;
const table = "JCM_MASTER__CATEGORY";

async function inSage(pipeline: Pipeline, statement: string): Promise<void> {
  const client = new Client({ connectionString: pipeline.sageUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A thousand combinations for each job: a hundred codes with ten categories. */
const categories = `insert into ${table} (Job, Extra, Cost_Code, Category, Description, Original_Estimate, JTD_Cost)
  select 'J' || lpad((n / 1000)::text, 5, '0'), '', lpad((n / 10 % 100)::text, 2, '0') || '-100', 'C' || n % 10, 'Combination ' || n, n, n / 2
  from generate_series(0, ${count - 1}) n`;

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const since = performance.now();
  await work();
  say(`${what}: ${((performance.now() - since) / 1000).toFixed(1)} s`);
}

/** Until a refresh that is asked for now has come to its end. */
async function refreshed(pipeline: Pipeline): Promise<void> {
  const asked = await refreshSage.execute(pipeline.app, pipeline.company.principal("admin"), {});
  if (!asked.ok || !asked.value.isNew) throw new Error(`not refreshed: ${JSON.stringify(asked)}`);
  const isOpen = sql`select 1 from sage_refresh where company_id = ${pipeline.company.id} and finished_at is null`;
  await until("the refresh to end", async () => (await row(pipeline.owner, isOpen)) === null, patienceMs);
}

async function mirrored(pipeline: Pipeline): Promise<{ there: number; gone: number }> {
  const found = await row<{ there: number; gone: number }>(
    pipeline.owner,
    sql`select count(*) filter (where not is_gone)::int as there, count(*) filter (where is_gone)::int as gone
      from sage_category where company_id = ${pipeline.company.id} and job like 'J%'`,
  );
  return found ?? { there: 0, gone: 0 };
}

/** The most memory that processes ever had, as Linux notes it; nothing elsewhere. */
function peaks(processes: readonly RunningProcess[]): string {
  const parts = processes.flatMap(({ name, child }) => {
    const file = `/proc/${child.pid}/status`;
    const kilobytes = existsSync(file) ? /VmHWM:\s+(\d+)/.exec(readFileSync(file, "utf8"))?.[1] : undefined;
    return kilobytes === undefined ? [] : [`${name} ${Math.round(Number(kilobytes) / 1024)} MB`];
  });
  return parts.join(", ");
}

const stopServer = await aServer();
let pipeline: Pipeline | undefined;
try {
  pipeline = await aPipeline();
  const running = pipeline;
  await timed(`${count} categories made in Sage`, () => inSage(running, categories));
  const worker = await running.startWorker();
  await running.enrol();
  const client = await running.startSyncClient();
  const isThere = async () => (await mirrored(running)).there >= count;
  await timed("first reading", () => until("all categories to be mirrored", isThere, patienceMs));
  await timed("first comparison of all tables", () => refreshed(running));
  for (const turn of [1, 2, 3]) await timed(`refresh without a change, ${turn}`, () => refreshed(running));
  await inSage(running, `update ${table} set JTD_Cost = JTD_Cost + 1 where Job < 'J00010'`);
  await timed("refresh after 10,000 changes", () => refreshed(running));
  await inSage(running, `delete from ${table} where Job = 'J00003'`);
  await timed("refresh after 1,000 deletions, with a sweep of all keys", () => refreshed(running));
  say(`in the mirror: ${JSON.stringify(await mirrored(running))}`);
  say(`memory at most: ${peaks([worker, client])}`);
} finally {
  await pipeline?.close();
  await stopServer();
}
