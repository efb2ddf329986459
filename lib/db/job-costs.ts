import { sql } from "drizzle-orm";
import type { StagedState } from "#lib/core/import-type.ts";
import type { Money } from "#lib/core/money.ts";
import { iso, row, rows, type Tx } from "#lib/db/database.ts";

/** Figures of one category, or of a whole job, under the names of the screen; decimals as Sage's totals have them. */
type Figures = {
  readonly originalEstimate: Money;
  readonly estimateChanges: Money;
  readonly totalEstimate: Money;
  readonly originalCommitment: Money;
  readonly commitmentChanges: Money;
  readonly revisedCommitment: Money;
  readonly invoiced: Money;
  readonly jtdCost: Money;
  readonly paid: Money;
};
type Place = { readonly extra: string; readonly costCode: string; readonly category: string };
export type JobCostDbRow = Figures & Place & { readonly codeName: string; readonly categoryName: string };

export type CostsProject = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly job: string | null;
  readonly isOn: boolean;
  readonly since: string | null;
};

export async function readCostsProject(tx: Tx, companyId: string, projectId: string): Promise<CostsProject | null> {
  const found = await row<CostsProject>(
    tx,
    sql`select p.id, p.number, p.name, l.job, p.imports_costs as "isOn", p.imports_costs_at as since from project p
        left join project_link l on l.company_id = p.company_id and l.project_id = p.id where p.company_id = ${companyId} and p.id = ${projectId}`,
  );
  return found && { ...found, since: iso(found.since) };
}

/** Categories of the job and its extras in the order of Sage's key; keyset by that key. */
export async function readJobCosts(
  tx: Tx,
  companyId: string,
  job: string,
  after: Place | null,
  limit: number,
): Promise<{ readonly rows: readonly JobCostDbRow[]; readonly next: Place | null }> {
  const beyond = after
    ? sql`(k.extra, k.cost_code, k.category) > (${after.extra}, ${after.costCode}, ${after.category})`
    : sql`true`;
  const found = await rows<JobCostDbRow>(
    tx,
    sql`select k.extra, k.cost_code as "costCode", coalesce(c.description, '') as "codeName", k.category, k.description as "categoryName",
      k.original_estimate as "originalEstimate", k.approved_estimate_changes as "estimateChanges", k.total_estimate as "totalEstimate",
      k.original_commitment as "originalCommitment", k.approved_commitment_changes as "commitmentChanges", k.revised_commitment as "revisedCommitment",
      k.commitment_invoiced as invoiced, k.jtd_cost as "jtdCost", k.jtd_paid as paid
    from sage_category k left join sage_cost_code c on c.company_id = k.company_id and c.job = k.job and c.extra = k.extra and c.cost_code = k.cost_code
    where k.company_id = ${companyId} and k.job = ${job} and not k.is_gone and ${beyond} order by k.extra, k.cost_code, k.category limit ${limit + 1}`,
  );
  const page = found.slice(0, limit);
  return { rows: page, next: found.length > limit ? (page.at(-1) ?? null) : null };
}

export async function readJobTotals(
  tx: Tx,
  companyId: string,
  job: string,
): Promise<Figures & { readonly count: number }> {
  const sum = (column: string) => sql`coalesce(sum(${sql.identifier(column)}), 0)::numeric(18, 2)`;
  const found = await row<Figures & { readonly count: string }>(
    tx,
    sql`select count(*) as count, ${sum("original_estimate")} as "originalEstimate", ${sum("approved_estimate_changes")} as "estimateChanges",
      ${sum("total_estimate")} as "totalEstimate", ${sum("original_commitment")} as "originalCommitment", ${sum("approved_commitment_changes")} as "commitmentChanges",
      ${sum("revised_commitment")} as "revisedCommitment", ${sum("commitment_invoiced")} as invoiced, ${sum("jtd_cost")} as "jtdCost", ${sum("jtd_paid")} as paid
    from sage_category where company_id = ${companyId} and job = ${job} and not is_gone`,
  );
  if (!found) throw new Error("a sum has a row");
  return { ...found, count: Number(found.count) };
}

/** How many records of a type a job has, by state. */
export async function countStagedOfJob(
  tx: Tx,
  companyId: string,
  type: string,
  job: string,
): Promise<Readonly<Partial<Record<StagedState, number>>>> {
  const found = await rows<{ state: StagedState; count: string }>(
    tx,
    sql`select state, count(*) as count from staged_record where company_id = ${companyId} and type = ${type} and job = ${job} group by 1`,
  );
  return Object.fromEntries(found.map(({ state, count }) => [state, Number(count)]));
}
