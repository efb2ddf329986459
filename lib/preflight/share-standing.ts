import type { Actor } from "#lib/core/actors.ts";
import type { CompanyProfile } from "#lib/core/company-profile.ts";
import { isGateOpen } from "#lib/core/gates.ts";
import { can } from "#lib/core/permissions.ts";
import { type ShareStanding, shareStanding } from "#lib/core/project-share.ts";
import type { ProjectShare } from "#lib/db/project-shares.ts";

export type StandingShare = {
  readonly standing: ShareStanding;
  /** Money was asked for, and whoever made the link may see it now. */
  readonly hasMoney: boolean;
};

/**
 * What a link to a project's status is worth at this moment: its end, the company's switch and the rights that its maker has
 * now; null for a maker who does not belong to the company any more.
 */
export function standingOfShare(profile: CompanyProfile, share: ProjectShare, maker: Actor | null): StandingShare {
  const { projectId, isExpired, revokedAt } = share;
  const standing = shareStanding({
    isRevoked: revokedAt !== null,
    isExpired,
    isAllowed: isGateOpen("statusLinks", profile),
    mayMaker: maker !== null && can(maker, "project.share", { projectId }).ok,
  });
  return { standing, hasMoney: share.hasMoney && maker !== null && can(maker, "item.read", { projectId }).ok };
}
