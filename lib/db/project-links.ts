import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { row, type Tx } from "#lib/db/database.ts";
import { wakeWaiting } from "#lib/db/exports.ts";
import { markForCheck } from "#lib/db/items.ts";

/**
 * Ties a project to a job of Sage; what waits in the project is checked again. Does nothing and answers false where the
 * project or the job has a tie already: people decide about those.
 */
export async function linkProject(
  tx: Tx,
  companyId: string,
  actor: Actor,
  link: { readonly projectId: string; readonly job: string },
): Promise<boolean> {
  const by = actor.kind === "person" ? actor.personId : null;
  const linked = await row<{ name: string }>(
    tx,
    sql`insert into project_link (company_id, project_id, job, linked_by) values (${companyId}, ${link.projectId}, ${link.job}, ${by}) on conflict do nothing
      returning (select name from project where company_id = ${companyId} and id = ${link.projectId}) as name`,
  );
  if (!linked) return false;
  await appendAudit(tx, companyId, actor, [{ event: { kind: "project.linked", ...link, name: linked.name } }]);
  await markForCheck(tx, companyId, { jobs: [link.job] });
  await tx.execute(
    sql`select ring('items.check', ${companyId}::uuid, 'all'), ring('imports.stage', ${companyId}::uuid, 'all')`,
  );
  await wakeWaiting(tx, companyId);
  return true;
}

/** Takes away the tie to a job, where it still is that one: the job is gone from Sage, or a person was wrong. */
export async function unlinkProject(
  tx: Tx,
  companyId: string,
  actor: Actor,
  link: { readonly projectId: string; readonly job: string },
): Promise<void> {
  const unlinked = await row<{ name: string }>(
    tx,
    sql`delete from project_link where company_id = ${companyId} and project_id = ${link.projectId} and job = ${link.job}
      returning (select name from project where company_id = ${companyId} and id = ${link.projectId}) as name`,
  );
  if (!unlinked) return;
  await appendAudit(tx, companyId, actor, [{ event: { kind: "project.unlinked", ...link, name: unlinked.name } }]);
  await markForCheck(tx, companyId, { all: true });
  await tx.execute(
    sql`select ring('items.check', ${companyId}::uuid, 'all'), ring('imports.stage', ${companyId}::uuid, 'all')`,
  );
}

type ImportedProject = {
  readonly projectSourceId: string;
  readonly number: string;
  readonly name: string;
  readonly job: string;
};

/** A project that an import made: known here at once, polled like the others from now on, and linked to its job. */
export async function linkImportedProject(
  tx: Tx,
  companyId: string,
  actor: Actor,
  { projectSourceId, number, name, job }: ImportedProject,
): Promise<void> {
  const made = await row<{ id: string }>(
    tx,
    sql`insert into project (company_id, source_id, number, name) values (${companyId}, ${projectSourceId}, ${number}, ${name})
      on conflict (company_id, source_id) do update set is_active = project.is_active returning id`,
  );
  if (made) await linkProject(tx, companyId, actor, { projectId: made.id, job });
}

/** The project of an undone import is no longer its job's; it stays known, as it stays in the source. */
export async function unlinkImportedProject(
  tx: Tx,
  companyId: string,
  actor: Actor,
  { projectSourceId, job }: ImportedProject,
): Promise<void> {
  const found = await row<{ id: string }>(
    tx,
    sql`select id from project where company_id = ${companyId} and source_id = ${projectSourceId}`,
  );
  if (found) await unlinkProject(tx, companyId, actor, { projectId: found.id, job });
}
