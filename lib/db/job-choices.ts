import { sql } from "drizzle-orm";
import { numberKey } from "#lib/core/job-match.ts";
import type { Money } from "#lib/core/money.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { containing, list, row, rows, type Tx } from "#lib/db/database.ts";

export type LinkableProject = {
  id: string;
  sourceId: string;
  number: string;
  name: string;
  job: string | null;
  who: string | null;
  at: string | null;
};

/** A project with its link and who made it; `isLocked`: nobody else changes its link until the transaction ends. */
export async function readLinkable(
  tx: Tx,
  companyId: string,
  projectId: string,
  isLocked = false,
): Promise<LinkableProject | null> {
  if (isLocked)
    await tx.execute(sql`select 1 from project where company_id = ${companyId} and id = ${projectId} for update`);
  return await row(
    tx,
    sql`select p.id, p.source_id as "sourceId", p.number, p.name, l.job, o.name as who, l.created_at as at from project p
      left join project_link l on l.company_id = p.company_id and l.project_id = p.id left join person o on o.id = l.linked_by
    where p.company_id = ${companyId} and p.id = ${projectId}`,
  );
}

export type JobFigures = {
  job: string;
  name: string;
  status: string;
  place: string;
  contract: Money;
  originalEstimate: Money;
  totalEstimate: Money;
  committed: Money;
  cost: Money;
  commitments: number;
  projectId: string | null;
  project: string | null;
  who: string | null;
  at: string | null;
};

const figures = sql`j.job, j.description as name, j.status, concat_ws(', ', nullif(j.address_1, ''), nullif(j.city, ''), nullif(j.state, '')) as place,
  j.revised_contract_amount as contract, j.original_estimate as "originalEstimate", j.total_estimate as "totalEstimate", j.revised_commitment as committed,
  j.jtd_cost as cost, (select count(*)::integer from (select 1 from sage_commitment c where c.company_id = j.company_id and c.job = j.job and not c.is_gone limit 10000) n) as commitments,
  p.id as "projectId", p.number || ' ' || p.name as project, o.name as who, l.created_at as at`;
const linked = sql`left join project_link l on l.company_id = j.company_id and l.job = j.job left join project p on p.company_id = l.company_id and p.id = l.project_id
  left join person o on o.id = l.linked_by`;

/** One job as the mirror has it, with the project that it is linked to; null when Sage has none such. */
export async function readJobFigures(tx: Tx, companyId: string, job: string): Promise<JobFigures | null> {
  return await row(
    tx,
    sql`select ${figures} from sage_job j ${linked} where j.company_id = ${companyId} and j.job = ${job} and not j.is_gone`,
  );
}

/**
 * Jobs that may be the project's, the likeliest first, at most `limit`: those of its number and those of a like name that no
 * project is linked to. With `q` every job that has it in its id or description, also linked ones.
 */
export async function readJobChoices(
  tx: Tx,
  companyId: string,
  { project, q, limit }: { project: LinkableProject; q: string; limit: number },
): Promise<JobFigures[]> {
  const key = numberKey(project.number).replaceAll("-", "");
  const bare = sql`regexp_replace(regexp_replace(upper(x.job), '(^|[^0-9])0+(?=[0-9])', '\\1', 'g'), '[^A-Z0-9]', '', 'g')`;
  const chosen = q
    ? sql`(x.job || ' ' || x.description) ilike ${containing(q)}`
    : sql`(x.is_same or x.likeness >= 0.3) and not exists (select 1 from project_link k where k.company_id = ${companyId} and k.job = x.job)`;
  return await rows(
    tx,
    sql`with x as materialized (select x.job, x.description, ${key} <> '' and ${bare} = ${key} as is_same, similarity(x.description, ${project.name}) as likeness
        from sage_job x where x.company_id = ${companyId} and not x.is_gone),
      c as materialized (select x.job, x.is_same, x.likeness from x where ${chosen} order by x.is_same desc, x.likeness desc, x.job limit ${limit})
    select ${figures} from c join sage_job j on j.company_id = ${companyId} and j.job = c.job ${linked} order by c.is_same desc, c.likeness desc, c.job`,
  );
}

/** What the project has here, by record type: how many documents and how much money. */
export async function readProjectDocuments(
  tx: Tx,
  companyId: string,
  projectId: string,
): Promise<{ recordType: string; count: number; amount: Money }[]> {
  return await rows(
    tx,
    sql`select record_type as "recordType", count(*)::integer as count, sum(amount) as amount from item
    where company_id = ${companyId} and project_id = ${projectId} and not is_gone group by record_type`,
  );
}

/** Items of the project in one of the states, and the number of one of them; null when there is none. */
export async function readStanding(
  tx: Tx,
  companyId: string,
  projectId: string,
  states: readonly ItemState[],
): Promise<{ count: number; number: string; state: ItemState } | null> {
  return await row(
    tx,
    sql`select number, state, (count(*) over ())::integer as count from item
    where company_id = ${companyId} and project_id = ${projectId} and state = any(${list(states, "text")}) order by state_at desc limit 1`,
  );
}

/** The project for which a document under way makes this job; null when none does. `types` are those that make jobs. */
export async function readMakerOf(
  tx: Tx,
  companyId: string,
  job: string,
  types: readonly string[],
): Promise<{ projectId: string; project: string } | null> {
  const keys = types.map((type) => `${type}:${job}`);
  return await row(
    tx,
    sql`select p.id as "projectId", p.number || ' ' || p.name as project from export e join item i on i.company_id = e.company_id and i.id = e.item_id
      join project p on p.company_id = i.company_id and p.id = i.project_id
    where e.company_id = ${companyId} and e.erp_key = any(${list(keys, "text")}) and e.status not in ('taken_back', 'failed', 'unlinked') limit 1`,
  );
}

/** Whether the project, or something that stands below its job, was written into the source by an import. */
export async function wasImported(
  tx: Tx,
  companyId: string,
  { sourceId, job }: { sourceId: string; job: string },
): Promise<boolean> {
  const found = await row<{ found: boolean }>(
    tx,
    sql`select exists (select 1 from staged_record s where s.company_id = ${companyId} and s.state in ('importing', 'imported', 'undoing')
        and (s.job = ${job} or (s.code = ${job} and s.source_id = ${sourceId}))
        and exists (select 1 from import_write w where w.company_id = s.company_id and w.record_id = s.id and w.source_id is not null)) as found`,
  );
  return found?.found ?? false;
}
