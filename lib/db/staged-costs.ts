import { type SQL, sql } from "drizzle-orm";
import { list } from "#lib/db/database.ts";
import type { StagedSource } from "#lib/db/staged-source.ts";

const wipTable = "BLT_CURRENT__WIP_TRANSACTION";
const key = sql`t.run || '/' || t.sequence`;

/** Sage's types of actual cost; the last three as the totals name them, unconfirmed on a live Sage. What a commitment has is left out. */
const isCost = sql`lower(t.transaction_type) in ('ap cost', 'jc cost', 'pr cost', 'eq cost', 'iv cost', 'sm cost') and t.commitment = '' and t.amount <> 0`;

/** Costs of projects whose costs are imported. */
const wanted = (companyId: string) => sql`sage_cost_transaction t
    join project_link l on l.company_id = t.company_id and l.job = t.job
    join project p on p.company_id = l.company_id and p.id = l.project_id and p.imports_costs
  where t.company_id = ${companyId} and not t.is_gone and ${isCost}`;

/** What moved: the transaction, what Billing made of it, the project's switch and link, its vendor's link, its extra's import. */
const movedSince = (
  companyId: string,
  since: string,
) => sql`select ${key} as key from ${wanted(companyId)} and t.seen_at > ${since}::timestamptz
  union select ${key} from ${wanted(companyId)} and (l.created_at > ${since}::timestamptz or p.imports_costs_at > ${since}::timestamptz)
  union select ${key} from ${wanted(companyId)} and t.vendor in (select sage_vendor from vendor_link where company_id = ${companyId} and created_at > ${since}::timestamptz)
  union select ${key} from ${wanted(companyId)} and (t.job, t.extra) in (select s.row ->> 'job', s.row ->> 'extra' from staged_record s
    where s.company_id = ${companyId} and s.type = 'extra' and s.state = 'imported' and s.state_at > ${since}::timestamptz)
  union select ${key} from ${wanted(companyId)} and (t.run, t.sequence) in (select (w.row ->> 'Run')::numeric::bigint, (w.row ->> 'Sequence')::numeric::bigint from sage_row w
    where w.company_id = ${companyId} and w.table_name = ${wipTable} and (w.seen_at > ${since}::timestamptz or w.gone_at > ${since}::timestamptz))
  union select s.key from project p join project_link l on l.company_id = p.company_id and l.project_id = p.id
    join staged_record s on s.company_id = p.company_id and s.type = 'direct_cost' and s.job = l.job
    where p.company_id = ${companyId} and not p.imports_costs and p.imports_costs_at > ${since}::timestamptz`;

/** The value is the billed amount in the categories that the company bills by rate, as long as it reads billed rates at all. */
const profile = (companyId: string) => sql`(select coalesce((profile ->> 'billedRates')::boolean, false) as is_billed,
    string_to_array(upper(regexp_replace(coalesce(profile ->> 'billedRateCategories', ''), '\s', '', 'g')), ',') as categories
  from company where id = ${companyId})`;

const billed = (
  companyId: string,
  jobs: SQL,
) => sql`(select (w.row ->> 'Run')::numeric::bigint as run, (w.row ->> 'Sequence')::numeric::bigint as sequence,
    sum((w.row ->> 'Billed_Amount')::numeric) as amount from sage_row w
  where w.company_id = ${companyId} and w.table_name = ${wipTable} and w.job in (${jobs}) and not w.is_gone group by 1, 2)`;

export const directCosts: StagedSource = {
  tables: ["JCT_CURRENT__TRANSACTION"],
  keys: (c) => sql`select ${key} as key from sage_cost_transaction t where t.company_id = ${c} and not t.is_gone`,
  went: (c, since) => sql`select ${key} as key from sage_cost_transaction t where t.company_id = ${c} and t.is_gone
    and ${since === null ? sql`true` : sql`t.gone_at > ${since}::timestamptz`}`,
  moved: (c, since) => (since === null ? sql`select ${key} as key from ${wanted(c)}` : movedSince(c, since)),
  rows: (
    c,
    keys,
  ) => sql`with asked as (select split_part(k, '/', 1)::bigint as run, split_part(k, '/', 2)::bigint as sequence from unnest(${list(keys, "text")}) k),
      t as (select t.* from sage_cost_transaction t join asked a on a.run = t.run and a.sequence = t.sequence where t.company_id = ${c} and not t.is_gone)
    select ${key} as key, jsonb_build_object('projectSourceId', p.source_id, 'projectName', p.name, 'isOn', p.imports_costs, 'companySourceId', v.source_id,
        'hasSubJob', t.extra = '' or exists (select 1 from staged_record s where s.company_id = ${c} and s.type = 'extra' and s.key = t.job || '/' || t.extra and s.state = 'imported')) as here,
      jsonb_build_object('run', t.run::text, 'sequence', t.sequence::text, 'job', t.job, 'extra', t.extra, 'costCode', t.cost_code, 'category', t.category,
        'type', t.transaction_type, 'date', coalesce(t.accounting_date, t.transaction_date)::text, 'description', t.description, 'units', t.units::text,
        'unitCost', t.unit_cost::text, 'amount', t.amount::text, 'vendor', t.vendor, 'invoice', t.invoice, 'isBilledRate', r.is_billed,
        'value', case when r.is_billed then round(b.amount, 2)::text else t.amount::text end) as row
    from t join project_link l on l.company_id = ${c} and l.job = t.job join project p on p.company_id = l.company_id and p.id = l.project_id
      cross join ${profile(c)} s cross join lateral (select s.is_billed and upper(t.category) = any(s.categories) as is_billed) r
      left join vendor_link k on k.company_id = ${c} and k.sage_vendor = t.vendor left join vendor v on v.company_id = k.company_id and v.id = k.vendor_id
      left join ${billed(c, sql`select job from t`)} b on b.run = t.run and b.sequence = t.sequence`,
};
