import { z } from "zod";
import { ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { companyClock, readCompany } from "#lib/db/facts.ts";
import { readNow } from "#lib/db/inbox.ts";
import { readPersonActor } from "#lib/db/people.ts";
import { readProjectShare } from "#lib/db/project-shares.ts";
import { readProject } from "#lib/db/projects.ts";
import { readShell } from "#lib/db/screens.ts";
import { readRungs } from "#lib/preflight/project-rungs.ts";
import { standingOfShare } from "#lib/preflight/share-standing.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { LadderRung } from "#lib/views/screens.ts";
import type { SharedStatus, StatusRung } from "#lib/views/shares.ts";

/**
 * What a link to a project's status shows at this moment: the ladder, how fresh it is, and nothing else. Refused in one way for
 * every link that shows nothing, whatever the reason.
 */
export const shareView = defineQuery({
  name: "share.view",
  needs: "project.share",
  input: z.object({ shareId: z.uuid() }),
  async run({ tx, companyId, actor }, { shareId }) {
    const share = await readProjectShare(tx, companyId, shareId);
    if (!share) return refuse("share.nothing");
    const right = can(actor, "project.share", { projectId: share.projectId });
    if (!right.ok) return right;
    const basics = await readCompany(tx, companyId);
    const maker = await readPersonActor(tx, companyId, { id: share.personId, name: share.person });
    const { standing, hasMoney } = standingOfShare(basics.profile, share, maker);
    const project = standing === "open" ? await readProject(tx, companyId, share.projectId) : null;
    if (!project) return refuse("share.nothing");
    const rungs = await readRungs(tx, companyId, project);
    const view: SharedStatus = {
      company: basics.name,
      project: `${project.number} ${project.name}`,
      ...{ clock: companyClock(basics), currency: basics.currency },
      rungs: rungs.map((rung) => toStatusRung(rung, hasMoney, project.job !== null)),
      readAt: (await readShell(tx, companyId)).readAt,
      expiresAt: share.expiresAt,
      now: await readNow(tx),
    };
    return ok(view);
  },
});

/** Field by field: what a rung gets one day is not shown outside before somebody decided so. The job's id in Sage stays inside. */
function toStatusRung(rung: LadderRung, hasMoney: boolean, hasJob: boolean): StatusRung {
  const { id, label, note, count, synced, accounting, sage, returned, notSent, blocked, failed, open, oldestAt } = rung;
  return {
    ...{ id, label, count, synced, accounting, sage, returned, notSent, blocked, failed, oldestAt },
    note: id === "job" ? (hasJob ? "In Sage" : "No job in Sage yet") : note,
    open: hasMoney ? open : null,
  };
}
