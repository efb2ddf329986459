import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { readProjectShare, revokeProjectShare } from "#lib/db/project-shares.ts";
import { readProject } from "#lib/db/projects.ts";
import { nameOf } from "#lib/db/transition.ts";
import { RevokeShare } from "#lib/views/shares.ts";

/** Ends a link to a project's status at once, whoever made it: everybody who may share the project may stop that. */
export const revokeShare = defineCommand({
  name: "share.revoke",
  needs: "project.share",
  input: RevokeShare,
  touches: ["share.list"],
  async run({ tx, companyId, actor }, { shareId }): Promise<Outcome<{ shareId: string }>> {
    const found = await readProjectShare(tx, companyId, shareId, true);
    if (!found) return refuse("share.gone");
    const { projectId, name, hasMoney, expiresAt } = found;
    const right = can(actor, "project.share", { projectId });
    if (!right.ok) return right;
    if (found.revokedAt !== null) return refuse("share.gone");
    await revokeProjectShare(tx, companyId, shareId, nameOf(actor));
    const project = await readProject(tx, companyId, projectId);
    const facts = { shareId, projectId, project: project ? `${project.number} ${project.name}` : "", name, hasMoney };
    await appendAudit(tx, companyId, actor, [{ event: { kind: "share.revoked", ...facts, expiresAt } }]);
    return ok({ shareId });
  },
});
