import { z } from "zod";
import type { SourceEntry } from "#lib/connectors/port.ts";
import { withCompany } from "#lib/db/database.ts";
import { areChoicesOld, writeChoices } from "#lib/db/import-choices.ts";
import { ringImports } from "#lib/db/import-writes.ts";
import { isFollowing, noteFollowed } from "#lib/db/sage-refresh.ts";
import { contractProjectsDue, type SourceContract, writeContracts } from "#lib/db/source-contracts.ts";
import { importTypes } from "#lib/imports/registry.ts";
import { defineJob, type JobContext } from "#lib/jobs/define-job.ts";
import { stageType } from "#lib/preflight/stage-records.ts";

/** Brings staged records up to the mirror, and the lists that a person chooses from up to Procore. */
export const stageImports = defineJob({
  name: "imports.stage",
  payload: z.object({ companyId: z.uuid() }),
  async run(context, { companyId }) {
    const { db } = context;
    // Only what began after everything was read has staged everything.
    const isDone = await withCompany(db, companyId, (tx) => isFollowing(tx, companyId, "stage"));
    let count = 0;
    for (const type of importTypes) {
      const { added, changed, gone } = await stageType(db, companyId, type);
      count += added + changed + gone;
    }
    // What flows in by itself is due now.
    await withCompany(db, companyId, (tx) => ringImports(tx, companyId));
    await withCompany(db, companyId, (tx) => noteFollowed(tx, companyId, "stage", { count, isDone }));
    await refreshContracts(context, companyId);
    await refreshChoices(context, companyId);
  },
});

/** Prime contracts of Procore, of the projects that staged records have; a project that cannot be read is asked again. */
async function refreshContracts({ db, imports, log }: JobContext, companyId: string): Promise<void> {
  const types = importTypes.filter(({ readsContracts }) => readsContracts);
  const ids = types.map(({ id }) => id);
  const projects = await withCompany(db, companyId, (tx) => contractProjectsDue(tx, companyId, ids));
  const port = projects.length > 0 ? await imports(companyId) : null;
  if (!port) return;
  let didMove = false;
  for (const projectId of projects) {
    try {
      const entries = await port.list("prime_contracts", { projectId });
      const moved = await withCompany(db, companyId, (tx) =>
        writeContracts(tx, companyId, projectId, entries.map(contractOf)),
      );
      didMove ||= moved;
    } catch (error) {
      log.warn({ companyId, projectId, err: error }, "the prime contracts of a project could not be read");
    }
  }
  if (didMove) for (const type of types) await stageType(db, companyId, type);
}

type Raw = { readonly number?: string | null; readonly title?: string | null; readonly status?: string | null };
function contractOf({ id, originId, raw }: SourceEntry): SourceContract {
  const { number, title, status } = raw as Raw;
  return { sourceId: id, originId, number: number ?? "", title: title ?? "", status: status ?? "" };
}

/** A list that cannot be read keeps its old entries; the next pass asks again. */
async function refreshChoices({ db, imports, log }: JobContext, companyId: string): Promise<void> {
  if (!(await withCompany(db, companyId, (tx) => areChoicesOld(tx, companyId)))) return;
  const port = await imports(companyId);
  if (!port) return;
  try {
    const templates = await port.projectTemplates();
    await withCompany(db, companyId, (tx) => writeChoices(tx, companyId, "project_templates", templates));
  } catch (error) {
    log.warn({ companyId, err: error }, "Procore's templates could not be read");
  }
}
