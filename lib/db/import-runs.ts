import { sql } from "drizzle-orm";
import { iso, row, rows, type Tx } from "#lib/db/database.ts";

export type ImportRun = {
  readonly id: string;
  readonly by: string;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly startedAt: string;
  readonly endedAt: string | null;
};
export type StagingRun = {
  readonly added: number;
  readonly changed: number;
  readonly gone: number;
  readonly at: string;
};

/** One pass of staging that found something. */
export async function noteStagingRun(
  tx: Tx,
  companyId: string,
  type: string,
  { added, changed, gone }: Omit<StagingRun, "at">,
  startedAt: string,
): Promise<void> {
  await tx.execute(sql`insert into import_run (company_id, kind, type, by, total, done, added, changed, gone, created_at, ended_at)
    values (${companyId}, 'stage', ${type}, 'Countersign', ${added + changed + gone}, ${added + changed + gone}, ${added}, ${changed}, ${gone}, ${startedAt}, clock_timestamp())`);
}

/** An Import of a person begins: `total` records are to be written. Answers the run's id. */
export async function beginImportRun(
  tx: Tx,
  companyId: string,
  type: string,
  by: string,
  total: number,
): Promise<string> {
  const made = await row<{ id: string }>(
    tx,
    sql`insert into import_run (company_id, kind, type, by, total) values (${companyId}, 'import', ${type}, ${by}, ${total}) returning id`,
  );
  return made?.id ?? "";
}

/** One record of a run has come to its end; the last one ends the run. */
export async function noteRunProgress(tx: Tx, companyId: string, runId: string | null, isDone: boolean): Promise<void> {
  if (runId === null) return;
  await tx.execute(sql`update import_run set done = done + ${isDone ? 1 : 0}, failed = failed + ${isDone ? 0 : 1},
      ended_at = case when done + failed + 1 >= total then clock_timestamp() end where company_id = ${companyId} and id = ${runId} and ended_at is null`);
}

/** The newest pass of staging that found something, and the imports that are under way or ended a moment ago. */
export async function readRuns(
  tx: Tx,
  companyId: string,
  type: string,
): Promise<{ staging: StagingRun | null; imports: readonly ImportRun[] }> {
  const staging = await row<StagingRun>(
    tx,
    sql`select added, changed, gone, ended_at as at from import_run where company_id = ${companyId} and type = ${type} and kind = 'stage' order by created_at desc limit 1`,
  );
  const imports = await rows<ImportRun>(
    tx,
    sql`select id, by, total, done, failed, created_at as "startedAt", ended_at as "endedAt" from import_run
      where company_id = ${companyId} and type = ${type} and kind = 'import' order by created_at desc limit 3`,
  );
  const recent = imports.map((run) => ({ ...run, startedAt: iso(run.startedAt), endedAt: iso(run.endedAt) }));
  return { staging: staging && { ...staging, at: iso(staging.at) }, imports: recent };
}
