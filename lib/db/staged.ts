import { sql } from "drizzle-orm";
import type { Json } from "#lib/core/canonical-json.ts";
import type { Finding } from "#lib/core/findings.ts";
import type { ImportOptions, News, Staged, StagedHead, StagedState } from "#lib/core/import-type.ts";
import type { RestagedRecord } from "#lib/core/staging.ts";
import { json, list, row, rows, type Tx } from "#lib/db/database.ts";
import { stagedSource } from "#lib/db/staged-sources.ts";

/** A staged record as commands, jobs and screens need it. */
export type StagedRecord = Staged &
  StagedHead & {
    readonly id: string;
    readonly type: string;
    readonly key: string;
    readonly state: StagedState;
    readonly version: number;
    readonly rowBefore: Json | null;
    readonly rowImported: Json | null;
    readonly findings: readonly Finding[];
    readonly options: ImportOptions;
    readonly sourceId: string | null;
    readonly note: string | null;
    readonly news: News | null;
    readonly newsAt: string | null;
    readonly goneAt: string | null;
    readonly stateAt: string;
    readonly stateBy: string;
    readonly attempts: number;
    readonly runId: string | null;
  };

export const stagedColumns = sql`r.id, r.type, r.key, r.state, r.version, r.code, r.name, r.job, r.amount, r.row, r.here, r.row_before as "rowBefore", r.row_imported as "rowImported",
  r.findings, r.options, r.source_id as "sourceId", r.note, r.news, r.news_at as "newsAt", r.gone_at as "goneAt", r.state_at as "stateAt", r.state_by as "stateBy",
  r.attempts, r.run_id as "runId"`;

/** What staging stores of a record. */
export type StagedContent = RestagedRecord & StagedHead & { readonly key: string };

/** Since when rows have moved that were not staged; null: everything is to be staged, for the first time or by other settings. */
export async function readStagedUntil(
  tx: Tx,
  companyId: string,
  type: string,
  settings: string,
): Promise<{ since: string | null; isFirst: boolean; now: string }> {
  const found = await row<{ until: string | null; settings: string | null; now: string }>(
    tx,
    sql`select (clock_timestamp()) as now, c.staged_until as until, c.settings from (select 1) one
      left join import_cursor c on c.company_id = ${companyId} and c.type = ${type}`,
  );
  const isSame = found?.settings === settings;
  return { since: isSame ? (found?.until ?? null) : null, isFirst: found?.until === null, now: found?.now ?? "" };
}

/** The cursor goes back a little: a page of the mirror is visible later than its rows say. */
export async function writeStagedUntil(
  tx: Tx,
  companyId: string,
  type: string,
  settings: string,
  now: string,
): Promise<void> {
  await tx.execute(sql`insert into import_cursor (company_id, type, staged_until, settings) values (${companyId}, ${type}, ${now}::timestamptz - interval '60 seconds', ${settings})
    on conflict (company_id, type) do update set staged_until = excluded.staged_until, settings = excluded.settings`);
}

export async function readMovedKeys(
  tx: Tx,
  companyId: string,
  source: string,
  since: string | null,
  type: string,
): Promise<string[]> {
  const found = await rows<{ key: string }>(tx, stagedSource(source).moved(companyId, since, type));
  return found.map(({ key }) => key);
}

/** Rows of these keys as Sage has them now; what is gone is not among them. */
export async function readSourceRows(
  tx: Tx,
  companyId: string,
  source: string,
  keys: readonly string[],
): Promise<(Staged & { readonly key: string })[]> {
  return await rows(tx, stagedSource(source).rows(companyId, keys));
}

/** Records of these keys as they are stored, locked in one order for everybody. */
export async function lockStagedKeys(
  tx: Tx,
  companyId: string,
  type: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, StagedRecord>> {
  const found = await rows<StagedRecord>(
    tx,
    sql`select ${stagedColumns} from staged_record r where r.company_id = ${companyId} and r.type = ${type} and r.key = any(${list(keys, "text")})
      order by r.key for update`,
  );
  return new Map(found.map((record) => [record.key, record]));
}

/** Stores what staging made of records. What is to be written by itself is due at once. */
export async function storeStaged(
  tx: Tx,
  companyId: string,
  type: string,
  contents: readonly StagedContent[],
): Promise<void> {
  if (contents.length === 0) return;
  const due = sql`case when excluded.state = 'importing' then coalesce(r.next_try_at, clock_timestamp()) when excluded.state = 'undoing' then r.next_try_at end`;
  await tx.execute(sql`insert into staged_record as r (company_id, type, key, state, code, name, job, amount, row, here, row_before, row_imported, findings, source_id, news, news_at, next_try_at)
      select ${companyId}::uuid, ${type}, x.key, x.state, x.code, x.name, x.job, x.amount, x.row, x.here, nullif(x."rowBefore", 'null'), nullif(x."rowImported", 'null'),
        x.findings, x."sourceId", x.news, case when x.news is not null then clock_timestamp() end, case when x.state = 'importing' then clock_timestamp() end
      from jsonb_to_recordset(${json(contents)}) as x(key text, state text, code text, name text, job text, amount numeric, row jsonb, here jsonb, "rowBefore" jsonb,
        "rowImported" jsonb, findings jsonb, "sourceId" text, news text) order by x.key
    on conflict (company_id, type, key) do update set state = excluded.state, code = excluded.code, name = excluded.name, job = excluded.job, amount = excluded.amount,
      row = excluded.row, here = excluded.here, row_before = excluded.row_before, row_imported = excluded.row_imported, findings = excluded.findings,
      source_id = excluded.source_id, news = excluded.news, news_at = case when excluded.news is distinct from r.news then excluded.news_at else r.news_at end,
      version = r.version + 1, gone_at = null, changed_at = case when r.row is distinct from excluded.row then clock_timestamp() else r.changed_at end,
      state_at = case when r.state is distinct from excluded.state then clock_timestamp() else r.state_at end,
      state_by = case when r.state is distinct from excluded.state then '' else r.state_by end,
      attempts = case when r.state is distinct from excluded.state then 0 else r.attempts end, next_try_at = ${due}`);
}

/**
 * Marks what Sage no longer has, or what went since the instant where the source says so. It stays in its state; what is
 * being written ends as it would. Answers how many are news.
 */
export async function markStagedGone(
  tx: Tx,
  companyId: string,
  source: string,
  type: string,
  since: string | null,
): Promise<number> {
  const { keys, went } = stagedSource(source);
  const isGone = went
    ? sql`r.key in (${went(companyId, since)})`
    : sql`not exists (select 1 from (${keys(companyId)}) k where k.key = r.key)`;
  const gone = await rows<{ id: string }>(
    tx,
    sql`update staged_record r set gone_at = clock_timestamp(), news = case when r.state in ('archived', 'importing', 'undoing') then r.news else 'gone' end,
        news_at = clock_timestamp(), version = version + 1
      where r.company_id = ${companyId} and r.type = ${type} and r.gone_at is null and ${isGone} returning r.id`,
  );
  return gone.length;
}

/** Staged records by id, locked in one order for everybody. */
export async function lockStaged(
  tx: Tx,
  companyId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StagedRecord>> {
  const found = await rows<StagedRecord>(
    tx,
    sql`select ${stagedColumns} from staged_record r where r.company_id = ${companyId} and r.id = any(${list(ids)}) order by r.type, r.key for update`,
  );
  return new Map(found.map((record) => [record.id, record]));
}

/** One record without a lock, for screens; null when the company has no such record. */
export async function readStaged(tx: Tx, companyId: string, id: string): Promise<StagedRecord | null> {
  return await row<StagedRecord>(
    tx,
    sql`select ${stagedColumns} from staged_record r where r.company_id = ${companyId} and r.id = ${id}`,
  );
}

/** The record of a type that Sage names by this key; null while there is none. */
export async function readStagedByKey(
  tx: Tx,
  companyId: string,
  type: string,
  key: string,
): Promise<StagedRecord | null> {
  return await row<StagedRecord>(
    tx,
    sql`select ${stagedColumns} from staged_record r where r.company_id = ${companyId} and r.type = ${type} and r.key = ${key}`,
  );
}

/** What a gesture or an answer of Procore makes of records; their versions rise. */
export async function moveStaged(
  tx: Tx,
  companyId: string,
  ids: readonly string[],
  to: {
    readonly state: StagedState;
    readonly by: string;
    readonly note?: string | null;
    readonly options?: ImportOptions;
    readonly runId?: string;
    /** Something is to be written, from now on. */
    readonly isDue?: boolean;
    /** Nobody has to deal with it any more. */
    readonly isSeen?: boolean;
  },
): Promise<void> {
  await tx.execute(sql`update staged_record set state = ${to.state}, state_at = clock_timestamp(), state_by = ${to.by}, note = ${to.note ?? null}, version = version + 1,
      attempts = 0, next_try_at = ${to.isDue ? sql`clock_timestamp()` : null}, options = ${to.options ? json(to.options) : sql`options`},
      run_id = ${to.runId ?? sql`run_id`}, news = ${to.isSeen ? null : sql`news`}
    where company_id = ${companyId} and id = any(${list(ids)})`);
}
