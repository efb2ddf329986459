import { z } from "zod";
import type { Actor } from "#lib/core/actors.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { reasonOf } from "#lib/core/refusals.ts";
import { readCompany } from "#lib/db/facts.ts";
import { readNow } from "#lib/db/inbox.ts";
import { readProject, readSageTime } from "#lib/db/reconcile.ts";
import { reconcileProjects, sealHash } from "#lib/preflight/reconcile-projects.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { monthEnds } from "#lib/views/periods.ts";
import type { ReconcileProject } from "#lib/views/reconcile.ts";

/** One project: every measure with its causes, and the signature under the day that is looked at. */
export const reconcileProject = defineQuery({
  name: "reconcile.project",
  needs: "reconcile.read",
  open: {
    about: "One project compared, as it can be signed off.",
    refusals: ["item.unknown"],
  },
  input: z.object({ projectId: z.uuid(), upTo: z.iso.date().optional() }),
  async run({ tx, companyId, actor }, { projectId, upTo = null }) {
    const found = await readProject(tx, companyId, projectId);
    const [project] = found ? await reconcileProjects(tx, companyId, [found], upTo) : [];
    if (!project) return refuse("item.unknown");
    const { today } = await readCompany(tx, companyId);
    const view: ReconcileProject = {
      project,
      sha256: upTo === null ? null : sealHash(projectId, upTo, project.cells),
      canSign: signing(actor, upTo),
      upTo,
      periods: monthEnds(today, 13),
      readAt: await readSageTime(tx, companyId),
      now: await readNow(tx),
    };
    return ok(view);
  },
});

function signing(actor: Actor, upTo: string | null): ReconcileProject["canSign"] {
  const right = can(actor, "reconcile.sign");
  if (!right.ok) return { isAllowed: false, reason: reasonOf(right.refusal) };
  if (upTo === null)
    return { isAllowed: false, reason: "A signature stands under a day. Choose the end of a month first." };
  return { isAllowed: true, reason: null };
}
