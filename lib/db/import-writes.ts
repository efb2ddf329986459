import { sql } from "drizzle-orm";
import type { Json } from "#lib/core/canonical-json.ts";
import type { Below, StagedState } from "#lib/core/import-type.ts";
import { json, list, row, rows, type Tx } from "#lib/db/database.ts";
import { type StagedRecord, stagedColumns } from "#lib/db/staged.ts";

/** How long a claim holds; what takes longer claims again, and the writes themselves may be repeated at any time. */
const leaseSeconds = 120;

/** One write as it was intended, and what came of it. */
export type ImportWriteRow = {
  readonly recordId: string;
  readonly step: string;
  readonly key: string;
  readonly values: Json;
  readonly state: "intended" | "done" | "refused";
  readonly sourceId: string | null;
};

/**
 * Claims what is due: one record, or as many of one type as flow in together. The claim is a time and a rising number of
 * attempts, so that two workers do not write the same record at once and a late one settles nothing.
 */
export async function claimImports(tx: Tx, companyId: string, together: readonly string[]): Promise<StagedRecord[]> {
  return await rows<StagedRecord>(
    tx,
    sql`with first as (select type, state from staged_record where company_id = ${companyId} and next_try_at <= clock_timestamp() order by next_try_at limit 1),
      due as (select r.id from staged_record r join first f on f.type = r.type and f.state = r.state where r.company_id = ${companyId} and r.next_try_at <= clock_timestamp()
        order by r.next_try_at, r.key limit (select case when type = any(${list(together, "text")}) and state = 'importing' then 200 else 1 end from first) for update of r skip locked)
    update staged_record r set next_try_at = clock_timestamp() + make_interval(secs => ${leaseSeconds}), attempts = r.attempts + 1
      where r.company_id = ${companyId} and r.id in (select id from due) returning ${stagedColumns}`,
  );
}

export async function readImportWrites(
  tx: Tx,
  companyId: string,
  recordIds: readonly string[],
): Promise<ImportWriteRow[]> {
  return await rows<ImportWriteRow>(
    tx,
    sql`select record_id as "recordId", step, origin_id as key, values, state, source_id as "sourceId" from import_write
      where company_id = ${companyId} and record_id = any(${list(recordIds)})`,
  );
}

/** Stores what is going to be written, before it is. An id that is known already stays known. */
export async function intendWrites(
  tx: Tx,
  companyId: string,
  writes: readonly Pick<ImportWriteRow, "recordId" | "step" | "key" | "values">[],
): Promise<void> {
  await tx.execute(sql`insert into import_write as w (company_id, record_id, step, origin_id, values, state)
      select ${companyId}::uuid, x."recordId", x.step, x.key, x.values, 'intended'
      from jsonb_to_recordset(${json(writes)}) as x("recordId" uuid, step text, key text, values jsonb) order by 2, 3, 4
    on conflict (company_id, record_id, step, origin_id) do update set values = excluded.values, state = 'intended', words = null, intended_at = clock_timestamp(), settled_at = null`);
}

export type WriteAnswer = Pick<ImportWriteRow, "recordId" | "step" | "key" | "sourceId"> & {
  readonly state: "done" | "refused";
  readonly words: string | null;
};

/** Stores what came of writes. */
export async function settleWrites(tx: Tx, companyId: string, answers: readonly WriteAnswer[]): Promise<void> {
  await tx.execute(sql`update import_write w set state = x.state, source_id = coalesce(x."sourceId", w.source_id), words = x.words, settled_at = clock_timestamp()
    from jsonb_to_recordset(${json(answers)}) as x("recordId" uuid, step text, key text, state text, "sourceId" text, words text)
    where w.company_id = ${companyId} and w.record_id = x."recordId" and w.step = x.step and w.origin_id = x.key`);
}

/** The claim goes on: a long import is not taken over while it moves. */
export async function extendClaims(tx: Tx, companyId: string, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`update staged_record set next_try_at = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    where company_id = ${companyId} and id = any(${list(ids)}) and next_try_at is not null`);
}

type Claim = { readonly id: string; readonly attempts: number };

/** Puts records off until later; the words are shown at them meanwhile. */
export async function postponeImports(
  tx: Tx,
  companyId: string,
  claims: readonly Claim[],
  { retryAfterMs, words }: { readonly retryAfterMs: number; readonly words: string },
): Promise<void> {
  await tx.execute(sql`update staged_record r set note = ${words}, next_try_at = clock_timestamp() + make_interval(secs => ${Math.ceil(retryAfterMs / 1000)})
    from ${claimed(claims)} where r.company_id = ${companyId} and r.id = x.id and r.attempts = x.attempts and r.next_try_at is not null`);
}

/** Ends claims that are still ours: answers the ids of those that were. */
export async function endImports(
  tx: Tx,
  companyId: string,
  claims: readonly (Claim & { readonly row: Json; readonly sourceId: string | null })[],
  to: { readonly state: StagedState; readonly note: string | null; readonly flowsIn: boolean },
): Promise<readonly string[]> {
  const isImported = to.state === "imported";
  const isOther = sql`r.row is distinct from x.row`;
  const goesOn = to.flowsIn && isImported ? isOther : sql`false`;
  const ended = await rows<{ id: string }>(
    tx,
    sql`update staged_record r set state = case when ${goesOn} then 'importing' else ${to.state} end, note = ${to.note}, version = r.version + 1, state_at = clock_timestamp(),
      row_imported = case when ${isImported} then x.row when ${to.state === "failed"} then r.row_imported end,
      source_id = case when ${isImported} then x."sourceId" when ${to.state === "failed"} then r.source_id end,
      news = case when not ${isImported} then r.news when r.gone_at is not null then 'gone' when ${isOther} and not ${to.flowsIn} then 'changed' end,
      attempts = case when ${goesOn} then 0 else r.attempts end, next_try_at = case when ${goesOn} then clock_timestamp() end
    from ${claimed(claims)} where r.company_id = ${companyId} and r.id = x.id and r.attempts = x.attempts and r.next_try_at is not null returning r.id`,
  );
  return ended.map(({ id }) => id);
}

const claimed = (claims: readonly Claim[]) =>
  sql`jsonb_to_recordset(${json(claims)}) as x(id uuid, attempts integer, row jsonb, "sourceId" text)`;

/** What was written is looked at again by the next import: people may have changed it in Procore meanwhile. */
export async function reopenWrites(tx: Tx, companyId: string, recordIds: readonly string[]): Promise<void> {
  await tx.execute(sql`update import_write set state = 'intended', settled_at = null
    where company_id = ${companyId} and record_id = any(${list(recordIds)}) and state = 'done'`);
}

/** What an import wrote is forgotten with its tie: the next import writes anew. */
export async function forgetWrites(tx: Tx, companyId: string, recordId: string): Promise<void> {
  await tx.execute(sql`delete from import_write where company_id = ${companyId} and record_id = ${recordId}`);
}

export async function hasWrites(tx: Tx, companyId: string, recordId: string): Promise<boolean> {
  const found = await row(
    tx,
    sql`select 1 from import_write where company_id = ${companyId} and record_id = ${recordId} limit 1`,
  );
  return found !== null;
}

/** One thing that would lose its place by an unlink: a document on its way or in Sage, or another import; null when nothing would. */
export async function readBelow(tx: Tx, companyId: string, below: Below): Promise<string | null> {
  if ("companySourceId" in below) return await readBelowCompany(tx, companyId, below.companySourceId);
  const { projectSourceId, extra, contractSourceId } = below;
  const ofExtra =
    contractSourceId !== undefined
      ? sql`v.body ->> 'contractSourceId' = ${contractSourceId}`
      : extra === null
        ? sql`true`
        : sql`jsonb_path_exists(v.body, '$.** ? (@.extra == $extra)', jsonb_build_object('extra', ${extra}::text))`;
  const found = await row<{ words: string }>(
    tx,
    sql`select i.number || ' ' || i.title as words from project p join item i on i.company_id = p.company_id and i.project_id = p.id
        join item_revision v on v.company_id = i.company_id and v.id = i.revision_id
      where p.company_id = ${companyId} and p.source_id = ${projectSourceId} and i.state in ('outbox', 'exporting', 'unknown', 'held', 'synced') and ${ofExtra}
      order by i.state_at desc limit 1`,
  );
  if (found || extra !== null || contractSourceId !== undefined) return found?.words ?? null;
  const staged = await row<{ words: string }>(
    tx,
    sql`select s.code || ' ' || s.name as words from staged_record s where s.company_id = ${companyId} and s.state in ('imported', 'importing', 'undoing')
      and s.here ->> 'projectSourceId' = ${projectSourceId} and s.job <> '' limit 1`,
  );
  return staged?.words ?? null;
}

/** A document of the company on its way or in Sage. */
async function readBelowCompany(tx: Tx, companyId: string, sourceId: string): Promise<string | null> {
  const found = await row<{ words: string }>(
    tx,
    sql`select i.number || ' ' || i.title as words from vendor v join item i on i.company_id = v.company_id and i.vendor_id = v.id
      where v.company_id = ${companyId} and v.source_id = ${sourceId} and i.state in ('outbox', 'exporting', 'unknown', 'held', 'synced') order by i.state_at desc limit 1`,
  );
  return found?.words ?? null;
}

/** Whether the company has a connection to Procore at all. */
export async function isConnected(tx: Tx, companyId: string): Promise<boolean> {
  return (await row(tx, sql`select 1 from procore_connection where company_id = ${companyId}`)) !== null;
}

/** Rings the writing of what is due; nothing is rung where nothing is. */
export async function ringImports(tx: Tx, companyId: string): Promise<void> {
  await tx.execute(sql`select ring('imports.run', ${companyId}::uuid, 'all')
    where exists (select 1 from staged_record where company_id = ${companyId} and next_try_at <= clock_timestamp())`);
}
