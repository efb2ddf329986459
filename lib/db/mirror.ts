import { sql } from "drizzle-orm";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import { paidTable } from "#lib/core/sage-payments.ts";
import { json, list, row, rows, type Tx } from "#lib/db/database.ts";
import type { MirrorTable } from "#lib/db/mirror-columns.ts";
import { markConcerned } from "#lib/db/mirror-concerns.ts";
import { type ChangedRow, upsertRows } from "#lib/db/mirror-rows.ts";
import { countEveryS } from "#lib/db/mirror-sweep.ts";
import { columnsOf, mirrorTables, tablesOf } from "#lib/db/mirror-tables.ts";
import { notePaid } from "#lib/db/sage-payments.ts";
import { noteAsked, noteChanged, noteTableDone } from "#lib/db/sage-refresh.ts";

const everyMs = 15_000;
const pageSize = 4000;
const keysAtOnce = 5000;

/**
 * One question for the sync client: rows that changed (`columns` whether or not this Sage has them), how many rows there
 * are, or the keys behind one.
 */
export type MirrorQuestion =
  | {
      readonly kind: "read";
      readonly table: string;
      readonly columns: string[];
      readonly cursor: string;
      readonly limit: number;
    }
  | { readonly kind: "count"; readonly table: string }
  | {
      readonly kind: "read_keys";
      readonly table: string;
      readonly columns: string[];
      readonly after: string[] | null;
      readonly limit: number;
    };
/** An answer: `cursor` is the highest row version of the page, `columns` those that Sage has; left out, all that were asked for. */
export type MirrorPage = {
  readonly table: string;
  readonly rows: readonly Record<string, string | null>[];
  readonly columns?: readonly string[];
  readonly cursor: string;
  readonly isLast: boolean;
};

type Due = { table_name: string; cursor: string; turn: MirrorQuestion["kind"]; sweep_after: string[] | null };

/**
 * What is to be asked now; marks the tables as asked so that two workers do not ask twice. Changes are read every quarter
 * of a minute, and right before rows are counted; a sweep goes on between them.
 */
export async function nextMirrorReads(tx: Tx, companyId: string): Promise<MirrorQuestion[]> {
  const profile = await readProfile(tx, companyId);
  const wanted = list(tablesOf(profile), "text");
  await tx.execute(
    sql`insert into mirror_read (company_id, table_name) select ${companyId}::uuid, t from unnest(${wanted}) t on conflict do nothing`,
  );
  // What this Sage does not have is asked for rarely: it may be there after an update.
  const due = await rows<Due>(
    tx,
    sql`with m as (select *, problem is null and sweep_at is null and (counted_at is null or counted_at < asked_at
          or counted_at < clock_timestamp() - make_interval(secs => ${countEveryS})) as is_count_due
        from mirror_read where company_id = ${companyId} and table_name = any(${wanted})
          and (wanted_at is null or wanted_at < clock_timestamp() - case when problem is null or read_at is not null then interval '30 seconds' else interval '5 minutes' end)
        order by table_name for update skip locked),
      turns as (select *, case when read_at is null or read_at < asked_at or read_at < clock_timestamp() - make_interval(secs => ${everyMs / 1000})
          or (is_count_due and read_at < clock_timestamp() - interval '2 seconds') then 'read'
        when sweep_at is not null then 'read_keys' when is_count_due then 'count' end as turn from m)
    update mirror_read r set wanted_at = clock_timestamp() from turns t
    where r.company_id = t.company_id and r.table_name = t.table_name and t.turn is not null returning r.table_name, r.cursor, t.turn, r.sweep_after`,
  );
  if (due.length > 0)
    await noteAsked(
      tx,
      companyId,
      due.map((entry) => entry.table_name),
    );
  return due.flatMap((entry) => {
    const table = mirrorTables[entry.table_name];
    return table ? [questionOf(entry, table, profile)] : [];
  });
}

function questionOf(due: Due, table: MirrorTable, profile: CompanyProfile): MirrorQuestion {
  const { table_name: name, cursor, turn: kind, sweep_after: after } = due;
  if (kind === "count") return { kind, table: name };
  if (kind === "read_keys") return { kind, table: name, columns: [...table.key], after, limit: keysAtOnce };
  return { kind, table: name, columns: columnsOf(table, profile), cursor, limit: pageSize };
}

async function readProfile(tx: Tx, companyId: string): Promise<CompanyProfile> {
  const found = await row<{ profile: unknown }>(tx, sql`select profile from company where id = ${companyId}`);
  return CompanyProfile.parse(found?.profile ?? {});
}

/** Stores one page of a table; items that the changed rows concern are marked to be checked again. */
export async function mirrorPage(tx: Tx, companyId: string, page: MirrorPage): Promise<void> {
  const table = mirrorTables[page.table];
  if (!table) return;
  const changed =
    page.rows.length === 0 ? [] : await rows<ChangedRow>(tx, upsertRows(page.table, table, companyId, json(page.rows)));
  if (changed.length > 0) await noteChanged(tx, companyId, page.table, changed.length);
  if (page.table === paidTable) await notePaid(tx, companyId, page.rows);
  // What Sage has moved may be imported, whichever table it is.
  if (changed.length > 0) await tx.execute(sql`select ring('imports.stage', ${companyId}::uuid, 'all')`);
  await noteRead(tx, companyId, table, page, changed.filter((entry) => entry.is_new).length);
  await markConcerned(
    tx,
    companyId,
    table,
    changed.flatMap((entry) => entry.touched ?? []),
  );
}

/**
 * Moves the cursor. Rows that were read without a column of this page are read once more from the beginning: the column is
 * wanted since, or was not there.
 */
async function noteRead(tx: Tx, companyId: string, table: MirrorTable, page: MirrorPage, fresh: number): Promise<void> {
  const wanted = columnsOf(table, await readProfile(tx, companyId));
  const asked = list(wanted, "text");
  const read = list(page.columns ?? wanted, "text");
  await tx.execute(sql`update mirror_read set
      cursor = case when is_narrow then '0' else ${page.cursor} end,
      read_at = case when ${page.isLast} and not is_narrow then clock_timestamp() else read_at end,
      columns = ${read}, missing_columns = array(select c from unnest(${asked}) c where c <> all(${read}) order by c),
      problem = null, row_count = row_count + ${fresh}, wanted_at = null
    from (select company_id as c, table_name as t, cursor <> '0' and not columns @> ${read} as is_narrow from mirror_read
      where company_id = ${companyId} and table_name = ${page.table} for update) before
    where company_id = c and table_name = t`);
}

/** A table that could not be read keeps its old rows and times; the words are shown where its freshness is. */
export async function mirrorReadFailed(tx: Tx, companyId: string, table: string, reason: string): Promise<void> {
  await tx.execute(
    sql`update mirror_read set problem = ${reason.slice(0, 500)}, wanted_at = clock_timestamp() where company_id = ${companyId} and table_name = ${table}`,
  );
  await noteTableDone(tx, companyId, table, reason.slice(0, 500));
}
