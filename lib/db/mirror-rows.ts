import { type SQL, sql } from "drizzle-orm";
import { json, type Tx } from "#lib/db/database.ts";
import type { MirrorTable } from "#lib/db/mirror-columns.ts";
import { mirrorTables } from "#lib/db/mirror-tables.ts";

type InColumns = Extract<MirrorTable, { store: "columns" }>;
type Whole = Extract<MirrorTable, { store: "rows" }>;

/** What an upsert answers for each row that is new, came back or changed. */
export type ChangedRow = { readonly touched: string | null; readonly is_new: boolean };

const listed = (parts: readonly SQL[]) => sql.join([...parts], sql`, `);
const names = (all: readonly string[]) => listed(all.map((name) => sql`${sql.identifier(name)}`));
const of = (row: string, all: readonly string[]) =>
  listed(all.map((name) => sql`${sql.identifier(row)}.${sql.identifier(name)}`));

/** Writes the rows of a page (jsonb list of Sage's rows) that are new, changed or back again; others stay untouched. */
export function upsertRows(sageTable: string, table: MirrorTable, companyId: string, page: SQL): SQL {
  return table.store === "columns"
    ? upsertColumns(table, companyId, page)
    : upsertWhole(sageTable, table, companyId, page);
}

function upsertColumns(table: InColumns, companyId: string, page: SQL): SQL {
  const { columns, touch, concerns } = table;
  const keys = columns.filter(({ isKey }) => isKey).map(({ name }) => name);
  const rest = columns.filter(({ isKey }) => !isKey).map(({ name }) => name);
  const sage = [...new Set(columns.flatMap(({ from }) => from))];
  const set = listed(rest.map((name) => sql`${sql.identifier(name)} = excluded.${sql.identifier(name)}`));
  const isNew = sql`(old.company_id is null or old.is_gone)`;
  const isConcerned = concerns
    ? sql`(${isNew} or (${of("old", concerns)}) is distinct from (${of("t", concerns)}))`
    : sql`true`;
  return sql`insert into ${sql.identifier(table.name)} as t (company_id, ${names(columns.map(({ name }) => name))}, seen_at)
    select ${companyId}::uuid, ${listed(columns.map(({ value }) => value))}, clock_timestamp()
    from jsonb_to_recordset(${page}) as x(${listed(sage.map((name) => sql`${sql.identifier(name)} text`))})
    on conflict (company_id, ${names(keys)}) do update set ${set}, seen_at = excluded.seen_at, is_gone = false, gone_at = null
      where t.is_gone or (${of("t", rest)}) is distinct from (${of("excluded", rest)})
    returning case when ${isConcerned} then t.${sql.identifier(touch)}::text end as touched, ${isNew} as is_new`;
}

function upsertWhole(sageTable: string, table: Whole, companyId: string, page: SQL): SQL {
  return sql`insert into sage_row as t (company_id, table_name, row_key, group_key, row, seen_at)
    select ${companyId}::uuid, ${sageTable}, ${wholeKey(table)}, coalesce(r ->> ${table.group}::text, ''), r - 'Row_Version', clock_timestamp()
    from jsonb_array_elements(${page}) r
    on conflict (company_id, table_name, row_key) do update set row = excluded.row, group_key = excluded.group_key, seen_at = excluded.seen_at,
      is_gone = false, gone_at = null where t.is_gone or t.row is distinct from excluded.row
    returning t.group_key as touched, (old.company_id is null or old.is_gone) as is_new`;
}

/** Marks the rows under a key of Sage's columns as gone; they stay, and come back when Sage shows them again. */
export async function markGone(
  tx: Tx,
  companyId: string,
  sageTable: string,
  key: Readonly<Record<string, string>>,
): Promise<void> {
  const table = mirrorTables[sageTable];
  if (!table) return;
  const matches =
    table.store === "rows"
      ? sql`table_name = ${sageTable} and row @> ${json(key)}`
      : sql.join(
          table.columns.flatMap(({ name, from, isKey }) => {
            const value = key[from[0] ?? ""];
            return isKey && value !== undefined ? [sql`${sql.identifier(name)}::text = ${value}`] : [];
          }),
          sql` and `,
        );
  await tx.execute(sql`update ${sql.identifier(table.store === "rows" ? "sage_row" : table.name)}
    set is_gone = true, gone_at = clock_timestamp() where company_id = ${companyId} and not is_gone and ${matches}`);
}

const wholeKey = (table: Whole): SQL =>
  sql.join(
    table.key.map((column) => sql`coalesce(r ->> ${column}::text, '')`),
    sql` || '|' || `,
  );
