import { z } from "zod";
import type { Actor } from "#lib/core/actors.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { reasonOf } from "#lib/core/refusals.ts";
import type { Tx } from "#lib/db/database.ts";
import { readFreshness } from "#lib/db/import-screens.ts";
import { readNow } from "#lib/db/inbox.ts";
import {
  type CostsProject,
  countStagedOfJob,
  readCostsProject,
  readJobCosts,
  readJobTotals,
} from "#lib/db/job-costs.ts";
import { importTypes } from "#lib/imports/registry.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { type JobCosts, jobCostFigureNames } from "#lib/views/job-costs.ts";

/** The last row of the page before: extra, cost code, category. */
const Cursor = z.tuple([z.string(), z.string(), z.string()]);
const zeros = Object.fromEntries(jobCostFigureNames.map((name) => [name, "0.00"])) as JobCosts["totals"];
/** The type of single costs: the one whose records are written once. */
const costType = importTypes.find(({ isFixed }) => isFixed);

/** Job cost of one project by code and category, as Sage's totals have it (domain/procore-erp-tool.md 4.14). */
export const projectCosts = defineQuery({
  name: "project.costs",
  needs: "project.read",
  open: {
    about: "Costs of a project's job by code and category, as Sage has them.",
    refusals: ["item.unknown", "access.project"],
  },
  input: z.object({
    projectId: z.uuid(),
    after: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  }),
  async run({ tx, companyId, actor }, { projectId, after, limit }) {
    const right = can(actor, "project.read", { projectId });
    if (!right.ok) return right;
    const project = await readCostsProject(tx, companyId, projectId);
    if (!project) return refuse("item.unknown");
    const { job } = project;
    const page =
      job === null ? { rows: [], next: null } : await readJobCosts(tx, companyId, job, placeOf(after), limit);
    const totals = job === null ? { ...zeros, count: 0 } : await readJobTotals(tx, companyId, job);
    const { count, ...figures } = totals;
    const { next } = page;
    const view: JobCosts = {
      project: { id: project.id, number: project.number, name: project.name, job },
      rows: page.rows,
      totals: figures,
      count,
      next: next && JSON.stringify([next.extra, next.costCode, next.category]),
      directCosts: await directCostsOf(tx, companyId, project, actor),
      ...(await readFreshness(tx, companyId, ["JCM_MASTER__CATEGORY"])),
      now: await readNow(tx),
    };
    return ok(view);
  },
});

/** A cursor that cannot be read starts the list again. */
function placeOf(after: string | undefined) {
  try {
    const read = Cursor.safeParse(JSON.parse(after ?? "null"));
    if (!read.success) return null;
    const [extra, costCode, category] = read.data;
    return { extra, costCode, category };
  } catch {
    return null;
  }
}

async function directCostsOf(
  tx: Tx,
  companyId: string,
  { job, isOn, since }: CostsProject,
  actor: Actor,
): Promise<JobCosts["directCosts"]> {
  const counts = job === null || !costType ? {} : await countStagedOfJob(tx, companyId, costType.id, job);
  const { imported = 0, refused = 0, failed = 0, importing = 0 } = counts;
  const right = can(actor, "import.run");
  const canSwitch = right.ok
    ? { isAllowed: true, reason: null }
    : { isAllowed: false, reason: reasonOf(right.refusal) };
  return {
    ...{ isOn, since, imported, waiting: refused + failed + importing },
    canSwitch: job === null ? { isAllowed: false, reason: "The project has no job in Sage yet." } : canSwitch,
    canSee: can(actor, "import.read").ok,
  };
}
