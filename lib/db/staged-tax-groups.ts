import { type SQL, sql } from "drizzle-orm";
import { list } from "#lib/db/database.ts";
import type { StagedSource } from "#lib/db/staged-source.ts";

const [groupTable, rateTable] = ["TXM_MASTER__TAX_GROUP", "TXM_MASTER__TAX_GROUP_RATE"] as const;
const groups = (companyId: string) =>
  sql`select r.group_key as key from sage_row r where r.company_id = ${companyId} and r.table_name = ${groupTable}`;

/** Rates by their ids: Sage's order has no meaning. */
const ratesOf = (
  companyId: string,
  group: SQL,
) => sql`coalesce((select jsonb_agg(jsonb_build_object('id', t.row ->> 'Tax_Rate_ID',
    'name', coalesce(t.row ->> 'Description', ''), 'rate', coalesce(t.row ->> 'Rate', '')) order by t.row ->> 'Tax_Rate_ID')
  from sage_row t where t.company_id = ${companyId} and t.table_name = ${rateTable} and t.group_key = ${group} and not t.is_gone), '[]'::jsonb)`;

export const taxGroups: StagedSource = {
  tables: [groupTable, rateTable],
  keys: (c) => sql`${groups(c)} and not r.is_gone`,
  moved: (c, since) =>
    since === null
      ? groups(c)
      : sql`select distinct group_key as key from sage_row where company_id = ${c} and table_name in (${groupTable}, ${rateTable})
          and (seen_at > ${since}::timestamptz or gone_at > ${since}::timestamptz)`,
  rows: (c, keys) => sql`select r.group_key as key, '{}'::jsonb as here, jsonb_build_object('group', r.group_key,
      'name', coalesce(r.row ->> 'Description', ''), 'rates', ${ratesOf(c, sql`r.group_key`)}) as row
    from sage_row r where r.company_id = ${c} and r.table_name = ${groupTable} and r.group_key = any(${list(keys, "text")}) and not r.is_gone`,
};
