import { defineCommand } from "#lib/commands/define-command.ts";
import { isGateOpen } from "#lib/core/gates.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { frameOrigins, mostOpenShares } from "#lib/core/project-share.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { readCompany } from "#lib/db/facts.ts";
import { countOpenShares, insertProjectShare } from "#lib/db/project-shares.ts";
import { readProject } from "#lib/db/projects.ts";
import { type MadeShare, MakeShare } from "#lib/views/shares.ts";

/**
 * A link that shows the status of a project without a sign-in, in the name of whoever makes it and as long as they may. What
 * opens it is in this answer and nowhere else. Refused while the company's switch is off.
 */
export const makeShare = defineCommand({
  name: "share.make",
  needs: "project.share",
  input: MakeShare,
  touches: ["share.list"],
  async run({ tx, companyId, actor }, { projectId, name, days, hasMoney }): Promise<Outcome<MadeShare>> {
    const right = can(actor, "project.share", { projectId });
    if (!right.ok) return right;
    if (actor.kind !== "person") return refuse("share.person");
    const { profile } = await readCompany(tx, companyId);
    if (!isGateOpen("statusLinks", profile)) return refuse("share.off");
    const project = await readProject(tx, companyId, projectId);
    if (!project) return refuse("item.unknown");
    const count = await countOpenShares(tx, companyId, projectId);
    if (count >= mostOpenShares) return refuse("share.limit", { count: String(count) });
    const wanted = { projectId, personId: actor.personId, name, hasMoney, days };
    const { id: shareId, token, expiresAt } = await insertProjectShare(tx, companyId, wanted);
    const facts = { shareId, projectId, project: `${project.number} ${project.name}`, name, hasMoney, expiresAt };
    await appendAudit(tx, companyId, actor, [{ event: { kind: "share.made", ...facts } }]);
    const isFramed = frameOrigins(profile.statusFrames).length > 0;
    const cardPath = isFramed ? `/status/card/${companyId}#${token}` : null;
    return ok({ shareId, name, path: `/status#${token}`, cardPath });
  },
});
