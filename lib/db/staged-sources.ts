import { type SQL, sql } from "drizzle-orm";
import { list } from "#lib/db/database.ts";
import { primeContracts } from "#lib/db/staged-contracts.ts";
import { directCosts } from "#lib/db/staged-costs.ts";
import { estimates } from "#lib/db/staged-estimates.ts";
import { otherHere, type StagedSource } from "#lib/db/staged-source.ts";
import { taxGroups } from "#lib/db/staged-tax-groups.ts";
import { insurances, vendors } from "#lib/db/staged-vendors.ts";

const delimiter = (companyId: string) =>
  sql`(select coalesce(profile ->> 'costCodeDelimiter', '-') from company where id = ${companyId})`;

/** Codes of a job or an extra with their categories, in order. */
const codesOf = (
  companyId: string,
  job: SQL,
  extra: SQL,
) => sql`coalesce((select jsonb_agg(jsonb_build_object('code', c.cost_code, 'name', c.description,
    'isGroup', c.is_group, 'categories', coalesce((select jsonb_agg(k.category order by k.category) from sage_category k
      where k.company_id = ${companyId} and k.job = c.job and k.extra = c.extra and k.cost_code = c.cost_code and not k.is_gone), '[]'::jsonb)) order by c.cost_code)
  from sage_cost_code c where c.company_id = ${companyId} and c.job = ${job} and c.extra = ${extra} and not c.is_gone), '[]'::jsonb)`;

/** Jobs and extras whose codes or categories moved; what went moved when it went. */
const movedCodes = (companyId: string, since: string) => sql`select job, extra from sage_cost_code
    where company_id = ${companyId} and (seen_at > ${since}::timestamptz or gone_at > ${since}::timestamptz)
  union select job, extra from sage_category where company_id = ${companyId} and (seen_at > ${since}::timestamptz or gone_at > ${since}::timestamptz)`;

const jobHere = (
  companyId: string,
  only: SQL,
) => sql`select j.job as key, jsonb_build_object('delimiter', ${delimiter(companyId)},
    'projectSourceId', p.source_id, 'twin', case when p.id is null then (select t.name from project t where t.company_id = ${companyId} and t.number = j.job and t.is_active
      and not exists (select 1 from project_link o where o.company_id = t.company_id and o.project_id = t.id) limit 1) end) as here
  from sage_job j left join project_link l on l.company_id = j.company_id and l.job = j.job left join project p on p.company_id = l.company_id and p.id = l.project_id
  where j.company_id = ${companyId} and not j.is_gone and ${only}`;

const jobs: StagedSource = {
  tables: ["JCM_MASTER__JOB", "JCM_MASTER__COST_CODE", "JCM_MASTER__CATEGORY"],
  keys: (c) => sql`select job as key from sage_job where company_id = ${c} and not is_gone`,
  moved: (c, since, type) =>
    since === null
      ? sql`select job as key from sage_job where company_id = ${c}`
      : sql`select job as key from sage_job where company_id = ${c} and seen_at > ${since}::timestamptz
          union select job from (${movedCodes(c, since)}) m where m.extra = ''
          union ${otherHere(c, jobHere(c, sql`true`), type)}`,
  rows: (
    c,
    keys,
  ) => sql`select j.job as key, n.here, jsonb_build_object('job', j.job, 'name', j.description, 'status', j.status,
      'address', to_jsonb(array_remove(array[j.address_1, j.address_2], '')), 'city', j.city, 'state', j.state, 'zip', j.zip,
      'codes', ${codesOf(c, sql`j.job`, sql`''`)}) as row
    from sage_job j join (${jobHere(c, sql`j.job = any(${list(keys, "text")})`)}) n on n.key = j.job
    where j.company_id = ${c} and j.job = any(${list(keys, "text")}) and not j.is_gone`,
};

const extraKey = sql`e.job || '/' || e.extra`;
const extraHere = (
  companyId: string,
  only: SQL,
) => sql`select ${extraKey} as key, jsonb_build_object('delimiter', ${delimiter(companyId)}, 'projectSourceId', p.source_id,
    'subJobSourceId', (select i.source_id from item i where i.company_id = ${companyId} and i.erp_id = ${extraKey} and i.source_kind = 'sub_jobs' and i.project_id = p.id
      and i.state = 'synced' limit 1), 'twin', t.title) as here
  from sage_extra e left join project_link l on l.company_id = e.company_id and l.job = e.job left join project p on p.company_id = l.company_id and p.id = l.project_id
    left join (select project_id, upper(number) as code, min(title) as title from item where company_id = ${companyId} and source_kind = 'sub_jobs' and not is_gone
      and state <> 'synced' group by 1, 2) t on t.project_id = p.id and t.code = upper(e.extra)
  where e.company_id = ${companyId} and not e.is_gone and ${only}`;

const extras: StagedSource = {
  tables: ["JCM_MASTER__EXTRA", "JCM_MASTER__COST_CODE", "JCM_MASTER__CATEGORY"],
  keys: (c) => sql`select ${extraKey} as key from sage_extra e where e.company_id = ${c} and not e.is_gone`,
  moved: (c, since, type) =>
    since === null
      ? sql`select ${extraKey} as key from sage_extra e where e.company_id = ${c}`
      : sql`select ${extraKey} as key from sage_extra e where e.company_id = ${c} and e.seen_at > ${since}::timestamptz
          union select m.job || '/' || m.extra from (${movedCodes(c, since)}) m where m.extra <> ''
          union ${otherHere(c, extraHere(c, sql`true`), type)}`,
  rows: (
    c,
    keys,
  ) => sql`select n.key, n.here, jsonb_build_object('job', e.job, 'extra', e.extra, 'name', e.description, 'status', e.status,
      'codes', ${codesOf(c, sql`e.job`, sql`e.extra`)}) as row
    from sage_extra e join (${extraHere(c, sql`${extraKey} = any(${list(keys, "text")})`)}) n on n.key = ${extraKey}
    where e.company_id = ${c} and not e.is_gone`,
};

const standardCategories: StagedSource = {
  tables: ["JCM_MASTER__STANDARD_CATEGORY"],
  keys: (c) => sql`select category as key from sage_standard_category where company_id = ${c} and not is_gone`,
  moved: (c, since) =>
    sql`select category as key from sage_standard_category where company_id = ${c} and ${movedSince(since)}`,
  rows: (
    c,
    keys,
  ) => sql`select category as key, '{}'::jsonb as here, jsonb_build_object('category', category, 'name', description, 'accumulateAs', accumulate_as) as row
    from sage_standard_category where company_id = ${c} and category = any(${list(keys, "text")}) and not is_gone`,
};

/** The group codes of a standard code's division: they name it. */
const standardHere = (companyId: string) => sql`jsonb_build_object('delimiter', ${delimiter(companyId)}, 'groups',
  coalesce((select jsonb_object_agg(g.cost_code, g.description) from sage_standard_cost_code g where g.company_id = ${companyId} and g.is_group and not g.is_gone
    and g.cost_code <> s.cost_code and split_part(g.cost_code, ${delimiter(companyId)}, 1) = split_part(s.cost_code, ${delimiter(companyId)}, 1)), '{}'::jsonb))`;

const standardCostCodes: StagedSource = {
  tables: ["JCM_MASTER__STANDARD_COST_CODE"],
  keys: (c) => sql`select cost_code as key from sage_standard_cost_code where company_id = ${c} and not is_gone`,
  moved: (
    c,
    since,
  ) => sql`select s.cost_code as key from sage_standard_cost_code s where s.company_id = ${c} and ${movedSince(since)}
    union select o.cost_code from sage_standard_cost_code o join sage_standard_cost_code g on g.company_id = o.company_id and g.is_group
      and split_part(g.cost_code, ${delimiter(c)}, 1) = split_part(o.cost_code, ${delimiter(c)}, 1)
    where o.company_id = ${c} and ${since === null ? sql`false` : sql`(g.seen_at > ${since}::timestamptz or g.gone_at > ${since}::timestamptz)`}`,
  rows: (
    c,
    keys,
  ) => sql`select s.cost_code as key, ${standardHere(c)} as here, jsonb_build_object('code', s.cost_code, 'name', s.description, 'isGroup', s.is_group) as row
    from sage_standard_cost_code s where s.company_id = ${c} and s.cost_code = any(${list(keys, "text")}) and not s.is_gone`,
};

function movedSince(since: string | null): SQL {
  return since === null ? sql`true` : sql`seen_at > ${since}::timestamptz`;
}

const sources: Readonly<Record<string, StagedSource>> = {
  jobs,
  extras,
  vendors,
  insurances,
  direct_costs: directCosts,
  tax_groups: taxGroups,
  standard_categories: standardCategories,
  standard_cost_codes: standardCostCodes,
  estimates,
  prime_contracts: primeContracts,
};

/** The source of this name. Throws on an unknown one: names come from the import types. */
export function stagedSource(name: string): StagedSource {
  const found = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (!found) throw new Error(`unknown source of staged records ${JSON.stringify(name)}`);
  return found;
}
