import { type SQL, sql } from "drizzle-orm";
import { list } from "#lib/db/database.ts";
import { otherHere, type StagedSource } from "#lib/db/staged-source.ts";

const tables = {
  contract: "CNM_MASTER__CONTRACT",
  item: "CNM_MASTER__CONTRACT_ITEM",
  worksheet: "JCM_MASTER__JOB_MISC_WORKSHEET",
} as const;

const inSage = (companyId: string, alias: SQL, table: string) =>
  sql`${alias}.company_id = ${companyId} and ${alias}.table_name = ${table} and not ${alias}.is_gone`;

const hasContracts = (companyId: string) =>
  sql`(select coalesce((profile ->> 'hasContracts')::boolean, false) from company where id = ${companyId})`;

/** Contracts where the company has the module; else what the job and its miscellaneous worksheet hold of its contract. */
const heads = (
  companyId: string,
) => sql`select r.row_key as key, r.row_key as contract, r.row ->> 'Job' as job, r.row ->> 'Description' as name, r.row ->> 'Status' as status,
    r.row ->> 'Contract_Date' as day, r.row ->> 'Retainage_Percent' as retainage, r.row ->> 'Original_Amount' as amount, true as is_own
  from sage_row r where ${inSage(companyId, sql`r`, tables.contract)} and ${hasContracts(companyId)}
  union all select j.job || '/worksheet', j.job, j.job, j.description, j.status, j.contract_date::text, j.contract_retainage_percent::text, j.original_contract_amount::text, false
  from sage_job j where j.company_id = ${companyId} and not j.is_gone and not ${hasContracts(companyId)} and (j.original_contract_amount <> 0
    or exists (select 1 from sage_row w where ${inSage(companyId, sql`w`, tables.worksheet)} and w.group_key = j.job))`;

/** The job's project, and what Procore's prime contracts say: those tied to this one, and one of its number that is not. */
const contractHere = (
  companyId: string,
  only: SQL,
) => sql`select h.key, jsonb_build_object('projectSourceId', p.source_id, 'contracts',
    coalesce((select jsonb_agg(jsonb_build_object('sourceId', s.source_id, 'projectSourceId', s.project_source_id, 'project', o.name, 'status', s.status) order by s.source_id)
      from source_contract s left join project o on o.company_id = s.company_id and o.source_id = s.project_source_id
      where s.company_id = ${companyId} and s.origin_id = h.contract), '[]'::jsonb),
    'twin', (select coalesce(nullif(t.title, ''), t.number) from source_contract t where t.company_id = ${companyId} and t.project_source_id = p.source_id
      and t.number = h.contract and t.origin_id is null order by t.source_id limit 1)) as here
  from (${heads(companyId)}) h left join project_link l on l.company_id = ${companyId} and l.job = h.job left join project p on p.company_id = l.company_id and p.id = l.project_id
  where ${only}`;

const itemsOf = (
  companyId: string,
) => sql`select jsonb_agg(jsonb_build_object('item', i.row ->> 'Contract_Item', 'description', coalesce(i.row ->> 'Description', ''), 'extra', coalesce(i.row ->> 'Extra', ''),
    'costCode', coalesce(i.row ->> 'Cost_Code', ''), 'category', coalesce(i.row ->> 'Category', ''), 'amount', coalesce(nullif(i.row ->> 'Amount', ''), '0')) order by i.row_key)
  from sage_row i where ${inSage(companyId, sql`i`, tables.item)} and i.group_key = h.contract`;

const worksheetOf = (
  companyId: string,
) => sql`select jsonb_agg(jsonb_build_object('item', w.row ->> 'Line', 'description', coalesce(w.row ->> 'Description', ''), 'extra', '', 'costCode', '', 'category', '',
    'amount', coalesce(nullif(w.row ->> 'Amount', ''), '0')) order by (w.row ->> 'Line')::numeric)
  from sage_row w where ${inSage(companyId, sql`w`, tables.worksheet)} and w.group_key = h.job`;

/** Contracts with owners, each with its items. */
export const primeContracts: StagedSource = {
  tables: ["JCM_MASTER__JOB"],
  keys: (c) => sql`select h.key from (${heads(c)}) h`,
  moved(c, since, type) {
    if (since === null) return primeContracts.keys(c);
    const moved = (alias: SQL, table: string) =>
      sql`${alias}.company_id = ${c} and ${alias}.table_name = ${table} and (${alias}.seen_at > ${since}::timestamptz or ${alias}.gone_at > ${since}::timestamptz)`;
    return sql`select r.row_key as key from sage_row r where ${moved(sql`r`, tables.contract)}
      union select i.group_key from sage_row i where ${moved(sql`i`, tables.item)}
      union select w.group_key || '/worksheet' from sage_row w where ${moved(sql`w`, tables.worksheet)}
      union select j.job || '/worksheet' from sage_job j where j.company_id = ${c} and j.seen_at > ${since}::timestamptz
      union ${otherHere(c, contractHere(c, sql`true`), type)}`;
  },
  rows: (
    c,
    keys,
  ) => sql`select h.key, n.here, jsonb_build_object('contract', h.contract, 'job', coalesce(h.job, ''), 'name', coalesce(h.name, ''), 'status', coalesce(h.status, ''),
      'date', substring(h.day from '^\\d{4}-\\d{2}-\\d{2}'), 'retainage', coalesce(nullif(h.retainage, ''), '0'), 'amount', coalesce(nullif(h.amount, ''), '0'), 'isOwn', h.is_own,
      'items', coalesce(case when h.is_own then (${itemsOf(c)}) else (${worksheetOf(c)}) end, '[]'::jsonb)) as row
    from (${heads(c)}) h join (${contractHere(c, sql`h.key = any(${list(keys, "text")})`)}) n on n.key = h.key
    where h.key = any(${list(keys, "text")})`,
};
