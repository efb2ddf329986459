import { sql } from "drizzle-orm";
import { type Database, row, rows } from "#lib/db/database.ts";

/** The item of this number, read past row level security by the owner; null while it has not come. For tests only. */
export async function itemOfNumber(db: Database, companyId: string, number: string) {
  return await row<{ id: string; projectId: string; state: string }>(
    db,
    sql`select id, project_id as "projectId", state from item where company_id = ${companyId} and number = ${number}`,
  );
}

/** How many items of a commitment the mirror has. */
export async function mirroredItems(db: Database, companyId: string, commitment: string): Promise<number> {
  const found = await rows(
    db,
    sql`select 1 from sage_commitment_item where company_id = ${companyId} and commitment = ${commitment}`,
  );
  return found.length;
}

/** Whether the mirror has the job. */
export async function isJobMirrored(db: Database, companyId: string, job: string): Promise<boolean> {
  const found = await rows(db, sql`select 1 from sage_job where company_id = ${companyId} and job = ${job}`);
  return found.length > 0;
}

/** The kinds of leases that the linked documents of a project ever had. */
export async function leaseModes(db: Database, companyId: string, projectId: string): Promise<readonly string[]> {
  const found = await rows<{ mode: string }>(
    db,
    sql`select distinct a.mode from export_attempt a join export e on e.company_id = a.company_id and e.id = a.export_id
      join item i on i.company_id = e.company_id and i.id = e.item_id
    where e.company_id = ${companyId} and i.project_id = ${projectId} and e.is_look_only`,
  );
  return found.map(({ mode }) => mode);
}
