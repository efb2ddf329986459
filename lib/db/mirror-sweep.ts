import { type SQL, sql } from "drizzle-orm";
import { json, row, rows, type Tx } from "#lib/db/database.ts";
import type { MirrorTable } from "#lib/db/mirror-columns.ts";
import { markConcerned } from "#lib/db/mirror-concerns.ts";
import { mirrorTables } from "#lib/db/mirror-tables.ts";
import { noteChanged, noteTableDone } from "#lib/db/sage-refresh.ts";

/** How many rows Sage has in a table, and their highest row version ("0" where it has none). */
export type MirrorCount = { readonly table: string; readonly rows: number; readonly highest: string };
/** Keys of a table in Sage's order, by the columns of `MirrorTable.key`. */
export type MirrorKeys = {
  readonly table: string;
  readonly keys: readonly (readonly string[])[];
  readonly isLast: boolean;
};

type State = {
  cursor: string;
  sweep_at: string | null;
  swept_keys: number;
  sage_rows: number;
  strange_keys: number;
  /** Nobody asked since the last reading. */
  is_answered: boolean;
};

async function holdState(tx: Tx, companyId: string, table: string): Promise<State | null> {
  return await row<State>(
    tx,
    sql`select cursor, sweep_at, swept_keys, sage_rows, strange_keys, asked_at is null or read_at >= asked_at as is_answered from mirror_read
      where company_id = ${companyId} and table_name = ${table} for update`,
  );
}

/**
 * Reading by row version never shows what was deleted: the numbers of rows are compared, and where they differ the keys
 * are. Rows that changed behind the cursor make no comparison possible; it is tried again.
 */
export async function mirrorCounted(tx: Tx, companyId: string, count: MirrorCount): Promise<void> {
  const table = mirrorTables[count.table];
  const state = table && (await holdState(tx, companyId, count.table));
  if (!table || !state || state.sweep_at !== null) return;
  const at = sql`company_id = ${companyId} and table_name = ${count.table}`;
  if (BigInt(count.highest) > BigInt(state.cursor)) {
    // Somebody who asked for it does not wait: the changes are read at once.
    await tx.execute(sql`update mirror_read set wanted_at = null,
      asked_at = case when asked_at > coalesce(counted_at, '-infinity') then clock_timestamp() else asked_at end,
      counted_at = greatest(counted_at, clock_timestamp() - make_interval(secs => ${countEveryS - 30})) where ${at}`);
    return;
  }
  const own = await countRows(tx, companyId, count.table, table);
  if (own === count.rows) {
    // An answer to what was asked before somebody asked anew does not stand for that: it is counted again.
    await tx.execute(
      sql`update mirror_read set wanted_at = null, counted_at = ${state.is_answered ? sql`clock_timestamp()` : sql`counted_at`}, row_count = ${own}, strange_keys = 0 where ${at}`,
    );
    if (state.is_answered) await noteTableDone(tx, companyId, count.table, null);
    return;
  }
  await forgetKeys(tx, companyId, count.table);
  await tx.execute(sql`update mirror_read set wanted_at = null, row_count = ${own}, sweep_at = clock_timestamp(), sweep_after = null,
    swept_keys = 0, sage_rows = ${count.rows} where ${at}`);
}

/** Seconds between two comparisons of the numbers of rows: counting makes Sage go through a whole table. */
export const countEveryS = 600;

/** Notes a page of keys; after the last one, rows whose key did not come are gone and gone ones whose key came are back. */
export async function mirrorKeys(tx: Tx, companyId: string, page: MirrorKeys): Promise<void> {
  const table = mirrorTables[page.table];
  const state = table && (await holdState(tx, companyId, page.table));
  if (!table || !state || state.sweep_at === null) return;
  await tx.execute(sql`insert into mirror_sweep_key (company_id, table_name, row_key)
    select ${companyId}::uuid, ${page.table}, ${keyOfAnswer(table)} from jsonb_array_elements(${json(page.keys)}) k on conflict do nothing`);
  const swept = state.swept_keys + page.keys.length;
  if (!page.isLast) {
    await tx.execute(sql`update mirror_read set wanted_at = null, swept_keys = ${swept}, sweep_after = ${json(page.keys.at(-1) ?? [])}
      where company_id = ${companyId} and table_name = ${page.table}`);
    return;
  }
  // Fewer than were counted: some were deleted meanwhile, or were not given. Nothing is concluded; it is counted anew.
  const isWhole = swept >= state.sage_rows;
  const touched = isWhole ? await applySweep(tx, companyId, page.table, table, state.sweep_at) : [];
  const strange = isWhole ? await countStrange(tx, companyId, page.table, table) : 0;
  // Keys that are strange twice have a row version behind the cursor, as after a restore of Sage: all is read once more.
  const isBehind = strange > 0 && state.strange_keys > 0;
  await forgetKeys(tx, companyId, page.table);
  await tx.execute(sql`update mirror_read set wanted_at = null, sweep_at = null, sweep_after = null, swept_keys = 0,
      row_count = ${await countRows(tx, companyId, page.table, table)},
      counted_at = ${!state.is_answered ? sql`counted_at` : isWhole && strange === 0 ? sql`clock_timestamp()` : sql`clock_timestamp() - make_interval(secs => ${countEveryS - 30})`},
      strange_keys = ${isBehind ? 0 : strange}, cursor = ${isBehind ? "0" : state.cursor}
    where company_id = ${companyId} and table_name = ${page.table}`);
  await markConcerned(tx, companyId, table, touched);
  if (touched.length > 0) await noteChanged(tx, companyId, page.table, touched.length);
  if (state.is_answered) await noteTableDone(tx, companyId, page.table, null);
}

/** Only rows that were here before the sweep began: a newer one may stand behind a page that came already. */
async function applySweep(
  tx: Tx,
  companyId: string,
  name: string,
  table: MirrorTable,
  sweepAt: string,
): Promise<readonly string[]> {
  const { from, where, key, touch } = placeOf(name, table);
  const came = sql`exists (select 1 from mirror_sweep_key k where k.company_id = ${companyId} and k.table_name = ${name} and k.row_key = ${key})`;
  const found = await rows<{ touched: string }>(
    tx,
    sql`with gone as (update ${from} t set is_gone = true, gone_at = clock_timestamp()
        where t.company_id = ${companyId} and ${where} and not t.is_gone and t.seen_at < ${sweepAt}::timestamptz and not ${came} returning ${touch} as touched),
      back as (update ${from} t set is_gone = false, gone_at = null, seen_at = clock_timestamp()
        where t.company_id = ${companyId} and ${where} and t.is_gone and ${came} returning ${touch} as touched)
    select touched from gone union select touched from back`,
  );
  return found.map((entry) => entry.touched);
}

async function countStrange(tx: Tx, companyId: string, name: string, table: MirrorTable): Promise<number> {
  const { from, where, key } = placeOf(name, table);
  const found = await row<{ n: number }>(
    tx,
    sql`select count(*)::int as n from mirror_sweep_key k where k.company_id = ${companyId} and k.table_name = ${name}
      and not exists (select 1 from ${from} t where t.company_id = ${companyId} and ${where} and ${key} = k.row_key)`,
  );
  return found?.n ?? 0;
}

async function countRows(tx: Tx, companyId: string, name: string, table: MirrorTable): Promise<number> {
  const { from, where } = placeOf(name, table);
  const found = await row<{ n: number }>(
    tx,
    sql`select count(*)::int as n from ${from} t where t.company_id = ${companyId} and ${where} and not t.is_gone`,
  );
  return found?.n ?? 0;
}

async function forgetKeys(tx: Tx, companyId: string, table: string): Promise<void> {
  await tx.execute(sql`delete from mirror_sweep_key where company_id = ${companyId} and table_name = ${table}`);
}

/** Where the rows of a table of Sage stand here (as `t`), their key as a sweep names it, and whom a row concerns. */
function placeOf(name: string, table: MirrorTable): { from: SQL; where: SQL; key: SQL; touch: SQL } {
  if (table.store === "rows")
    return { from: sql`sage_row`, where: sql`t.table_name = ${name}`, key: sql`t.row_key`, touch: sql`t.group_key` };
  const keys = table.columns.filter(({ isKey }) => isKey).map((column) => sql`t.${sql.identifier(column.name)}::text`);
  const touch = sql`t.${sql.identifier(table.touch)}::text`;
  return {
    from: sql.identifier(table.name) as unknown as SQL,
    where: sql`true`,
    key: sql.join(keys, sql` || '|' || `),
    touch,
  };
}

/** The key of an answered list `k`; whole numbers as they are stored, however Sage writes them. */
function keyOfAnswer(table: MirrorTable): SQL {
  const parts = table.key.map((column, n) =>
    table.store === "columns" && table.numberKeys.includes(column)
      ? sql`trunc((k ->> ${n}::int)::numeric)::bigint::text`
      : sql`(k ->> ${n}::int)`,
  );
  return sql.join(parts, sql` || '|' || `);
}
