import { z } from "zod";
import type { Actor } from "#lib/core/actors.ts";
import { isGateOpen } from "#lib/core/gates.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { mostOpenShares } from "#lib/core/project-share.ts";
import { readCompany } from "#lib/db/facts.ts";
import { readNow } from "#lib/db/inbox.ts";
import { readPersonActor } from "#lib/db/people.ts";
import { type ProjectShare, readProjectShares } from "#lib/db/project-shares.ts";
import { readProject } from "#lib/db/projects.ts";
import { standingOfShare } from "#lib/preflight/share-standing.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { ShareList, ShareRow } from "#lib/views/shares.ts";

/** What is not over is never cut off. */
const shown = mostOpenShares + 30;

/** The links to a project's status with how often each was opened, open ones first; never what opens them. */
export const shareList = defineQuery({
  name: "share.list",
  needs: "project.share",
  input: z.object({ projectId: z.uuid() }),
  async run({ tx, companyId, actor }, { projectId }) {
    const right = can(actor, "project.share", { projectId });
    if (!right.ok) return right;
    const project = await readProject(tx, companyId, projectId);
    if (!project) return refuse("item.unknown");
    const { profile } = await readCompany(tx, companyId);
    const found = await readProjectShares(tx, companyId, projectId, shown + 1);
    const shares = found.slice(0, shown);
    const people = new Map(shares.map(({ personId, person }) => [personId, person]));
    const makers = new Map<string, Actor | null>();
    for (const [id, name] of people) makers.set(id, await readPersonActor(tx, companyId, { id, name }));
    const rows: readonly ShareRow[] = shares.map((share) => ({
      ...toRow(share),
      standing: standingOfShare(profile, share, makers.get(share.personId) ?? null).standing,
    }));
    const list: ShareList = {
      project: `${project.number} ${project.name}`,
      isOn: isGateOpen("statusLinks", profile),
      rows,
      hasMore: found.length > shown,
      now: await readNow(tx),
    };
    return ok(list);
  },
});

function toRow(share: ProjectShare): Omit<ShareRow, "standing"> {
  const { id, name, person, hasMoney, createdAt, expiresAt, openedCount, openedAt, revokedAt, revokedBy } = share;
  const revoked = revokedAt !== null && revokedBy !== null ? { by: revokedBy, at: revokedAt } : null;
  return { id, name, person, hasMoney, createdAt, expiresAt, revoked, openedCount, openedAt };
}
