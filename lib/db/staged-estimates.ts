import { type SQL, sql } from "drizzle-orm";
import { list } from "#lib/db/database.ts";
import { otherHere, type StagedSource } from "#lib/db/staged-source.ts";

/** Only what Sage has posted as an original estimate is one; a pair without an amount makes no line. */
const estimated = (companyId: string) =>
  sql`exists (select 1 from sage_category k where k.company_id = ${companyId} and k.job = j.job and k.original_estimate <> 0 and not k.is_gone)`;

/** The project, its budget as it was read last, and whether that went to Sage or is on its way: then the other road is closed. */
const estimateHere = (
  companyId: string,
  only: SQL,
) => sql`select j.job as key, jsonb_build_object('projectSourceId', p.source_id,
    'budget', case when not b.is_gone then jsonb_build_object('isLocked', b.is_approved, 'amount', b.amount::text) end,
    'isExported', exists (select 1 from export e where e.company_id = ${companyId} and e.item_id = b.id and e.status not in ('failed', 'taken_back', 'unlinked'))) as here
  from sage_job j left join project_link l on l.company_id = j.company_id and l.job = j.job left join project p on p.company_id = l.company_id and p.id = l.project_id
    left join item b on b.company_id = p.company_id and b.source_kind = 'budgets' and b.source_id = p.source_id
  where j.company_id = ${companyId} and not j.is_gone and ${only} and ${estimated(companyId)}`;

/** Original estimates of jobs, one record a job with a line for every combination that has an amount. */
export const estimates: StagedSource = {
  tables: ["JCM_MASTER__JOB", "JCM_MASTER__CATEGORY"],
  keys: (c) => sql`select j.job as key from sage_job j where j.company_id = ${c} and not j.is_gone and ${estimated(c)}`,
  moved: (c, since, type) =>
    since === null
      ? estimates.keys(c)
      : sql`select job as key from sage_job where company_id = ${c} and seen_at > ${since}::timestamptz
          union select job from sage_category where company_id = ${c} and (seen_at > ${since}::timestamptz or gone_at > ${since}::timestamptz)
          union ${otherHere(c, estimateHere(c, sql`true`), type)}`,
  rows: (c, keys) => sql`select n.key, n.here, jsonb_build_object('job', j.job, 'name', j.description, 'lines',
      (select jsonb_agg(jsonb_build_object('extra', k.extra, 'costCode', k.cost_code, 'category', k.category, 'amount', k.original_estimate::text)
        order by k.extra, k.cost_code, k.category) from sage_category k where k.company_id = ${c} and k.job = j.job and k.original_estimate <> 0 and not k.is_gone)) as row
    from sage_job j join (${estimateHere(c, sql`j.job = any(${list(keys, "text")})`)}) n on n.key = j.job
    where j.company_id = ${c}`,
};
