import { sql } from "drizzle-orm";
import type { Json } from "#lib/core/canonical-json.ts";
import { iso, row, rows, type Tx } from "#lib/db/database.ts";

type Fields = { readonly [column: string]: Json };
/** A row as it once was: seen from then, replaced then by what comes after it. */
export type EarlierRow = { readonly row: Fields; readonly seenAt: string; readonly replacedAt: string };

/** Sage's row behind a staged record, by the record's source: its table, the table of ours, and our key columns. */
const behind: Readonly<
  Record<string, { readonly table: string; readonly ours: string; readonly columns: readonly string[] }>
> = {
  jobs: { table: "JCM_MASTER__JOB", ours: "sage_job", columns: ["job"] },
  extras: { table: "JCM_MASTER__EXTRA", ours: "sage_extra", columns: ["job", "extra"] },
  vendors: { table: "APM_MASTER__VENDOR", ours: "sage_vendor", columns: ["vendor"] },
  standard_cost_codes: {
    table: "JCM_MASTER__STANDARD_COST_CODE",
    ours: "sage_standard_cost_code",
    columns: ["cost_code"],
  },
  standard_categories: {
    table: "JCM_MASTER__STANDARD_CATEGORY",
    ours: "sage_standard_category",
    columns: ["category"],
  },
};

/**
 * Earlier rows of Sage behind a staged record, newest first, and the row as it is now; null where the record is put together
 * from several rows, or its row is not there.
 */
export async function readEarlierRows(
  tx: Tx,
  companyId: string,
  { source, key, limit }: { readonly source: string; readonly key: string; readonly limit: number },
): Promise<{ readonly now: Fields; readonly earlier: readonly EarlierRow[] } | null> {
  const found = behind[source];
  if (!found) return null;
  const parts = found.columns.length === 1 ? [key] : key.split("/");
  const isThis = found.columns.map((column, n) => sql`t.${sql.identifier(column)} = ${parts[n] ?? ""}`);
  const now = await row<{ row: Fields }>(
    tx,
    sql`select to_jsonb(t) as row from ${sql.identifier(found.ours)} t where t.company_id = ${companyId} and ${sql.join(isThis, sql` and `)}`,
  );
  if (!now) return null;
  const earlier = await rows<EarlierRow>(
    tx,
    sql`select row, seen_at as "seenAt", replaced_at as "replacedAt" from sage_row_history
      where company_id = ${companyId} and table_name = ${found.table} and row_key = ${parts.join("|")} order by id desc limit ${limit}`,
  );
  const dated = earlier.map((one) => ({ ...one, seenAt: iso(one.seenAt), replacedAt: iso(one.replacedAt) }));
  return { now: now.row, earlier: dated };
}

/**
 * Removes rows that were replaced more than `days` ago, oldest first, at most `limit`; answers how many. They came in the
 * order of their ids, so that the oldest are found without going through the others.
 */
export async function pruneRowHistory(
  tx: Tx,
  companyId: string,
  { days, limit }: { readonly days: number; readonly limit: number },
): Promise<number> {
  const found = await row<{ n: number }>(
    tx,
    sql`with oldest as (select id, replaced_at from sage_row_history where company_id = ${companyId} order by id limit ${limit}),
      removed as (delete from sage_row_history h using oldest o where h.company_id = ${companyId} and h.id = o.id
        and o.replaced_at < clock_timestamp() - make_interval(days => ${days}) returning 1)
    select count(*)::int as n from removed`,
  );
  return found?.n ?? 0;
}
