import type { Configuration } from "#lib/simulators/sage/configuration.ts";
import { openPool, type Pool, prepareDatabase } from "#lib/simulators/sage/database.ts";
import { openFaults } from "#lib/simulators/sage/faults.ts";
import { isThere, openFolder } from "#lib/simulators/sage/folder.ts";
import { startHttp } from "#lib/simulators/sage/http-server.ts";
import { invoiceLayouts } from "#lib/simulators/sage/invoice-layouts.ts";
import { LoadRequest, load } from "#lib/simulators/sage/load.ts";
import { type Sage, writePostReport } from "#lib/simulators/sage/run.ts";
import { watchImports } from "#lib/simulators/sage/watcher.ts";

export interface SageSimulator {
  port: number;
  stop(): Promise<void>;
}

export async function startSageSimulator(configuration: Configuration): Promise<SageSimulator> {
  const pool = openPool(configuration.databaseUrl);
  await prepareDatabase(pool, configuration.readerPassword);
  if (configuration.mastersFrom !== undefined) await takeMasters(pool, configuration.mastersFrom);
  let isStopping = false;
  const sage: Sage = {
    pool,
    folder: await openFolder(configuration.folder),
    faults: openFaults(),
    allowsNewCostCodes: configuration.allowsNewCostCodes,
    invoiceLayouts: invoiceLayouts(configuration.invoiceLayout),
    isStopping: () => isStopping,
  };
  await writeMissingPostReports(sage);
  const watcher = watchImports(sage);
  const { server, port } = await startHttp(configuration.port, { sage, watcher });
  return {
    port,
    async stop() {
      if (isStopping) return;
      isStopping = true;
      sage.faults.releaseAll();
      server.close();
      server.closeAllConnections();
      await watcher.stop();
      await pool.end();
    },
  };
}

/** An empty company begins with the masters of another one; one that has jobs already stays as it is. */
async function takeMasters(pool: Pool, from: string): Promise<void> {
  const { rows } = await pool.query<{ has_jobs: boolean }>("select exists (select from jcm_master__job) as has_jobs");
  if (rows[0]?.has_jobs) return;
  const response = await fetch(new URL("/control/masters", from));
  if (!response.ok) throw new Error(`${from} gives no masters: ${response.status}`);
  await load(pool, LoadRequest.parse(await response.json()));
}

// Entries posted by hand: the program may have ended between the commit and the report.
async function writeMissingPostReports(sage: Sage): Promise<void> {
  const { rows } = await sage.pool.query<{ tag: string; post_report: string }>(
    "select tag, post_report from simulator.run where is_held and post_report is not null",
  );
  for (const { tag, post_report: text } of rows) {
    if (!(await isThere(`${sage.folder.reports}/${tag}.post.prn`))) await writePostReport(sage, tag, text);
  }
}
