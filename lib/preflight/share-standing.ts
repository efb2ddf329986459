import type { CompanyProfile } from "#lib/core/company-profile.ts";
import { isGateOpen } from "#lib/core/gates.ts";
import { can } from "#lib/core/permissions.ts";
import { type ShareStanding, shareStanding } from "#lib/core/project-share.ts";
import type { Tx } from "#lib/db/database.ts";
import { readPersonActor } from "#lib/db/people.ts";
import type { ProjectShare } from "#lib/db/project-shares.ts";

export type StandingShare = {
  readonly standing: ShareStanding;
  /** Money was asked for, and whoever made the link may see it now. */
  readonly hasMoney: boolean;
};

/** What a link to a project's status is worth at this moment: its end, the company's switch and its maker's rights, asked anew. */
export async function standingOfShare(
  tx: Tx,
  companyId: string,
  profile: CompanyProfile,
  share: ProjectShare,
): Promise<StandingShare> {
  const maker = await readPersonActor(tx, companyId, { id: share.personId, name: share.person });
  const { projectId, isExpired, revokedAt } = share;
  const standing = shareStanding({
    isRevoked: revokedAt !== null,
    isExpired,
    isAllowed: isGateOpen("statusLinks", profile),
    mayMaker: maker !== null && can(maker, "project.share", { projectId }).ok,
  });
  return { standing, hasMoney: share.hasMoney && maker !== null && can(maker, "item.read", { projectId }).ok };
}
