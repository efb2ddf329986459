import { randomInt, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { type Database, row, withCompany } from "#lib/db/database.ts";

type Parts = {
  readonly isLinked?: boolean;
  readonly number?: string;
  readonly name?: string;
  readonly job?: string;
  readonly jobName?: string;
};

/** A project of Procore that was in progress before the connection, and its job in Sage; the same number and name unless told otherwise. */
export async function aProjectAndJob(app: Database, company: { readonly id: string }, parts: Parts = {}) {
  const number = parts.number ?? `77-${randomInt(1e5, 1e6)}`;
  const name = parts.name ?? "Millbrook Transit Hall";
  const { job = number, jobName = name } = parts;
  const projectId = await withCompany(app, company.id, async (tx) => {
    const made = await row<{ id: string }>(
      tx,
      sql`insert into project (company_id, source_id, number, name) values (${company.id}, ${randomUUID()}, ${number}, ${name}) returning id`,
    );
    await tx.execute(sql`insert into sage_job (company_id, job, description, status, original_estimate, total_estimate, revised_commitment, jtd_cost, seen_at)
      values (${company.id}, ${job}, ${jobName}, 'In progress', 250000, 255000, 180000, 90500.25, clock_timestamp()) on conflict do nothing`);
    if (parts.isLinked)
      await tx.execute(
        sql`insert into project_link (company_id, project_id, job) values (${company.id}, ${made?.id}, ${job})`,
      );
    return made?.id ?? "";
  });
  return { projectId, number, name, job, jobName };
}
