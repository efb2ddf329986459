import type { ShareStanding } from "#lib/core/project-share.ts";

/** How the standing of a link is called. */
export const shareStandings = {
  open: { label: "Open", tone: "good" },
  off: { label: "Turned off", tone: "bad" },
  maker: { label: "Maker has no right", tone: "bad" },
  expired: { label: "Ended", tone: "quiet" },
  revoked: { label: "Revoked", tone: "quiet" },
} as const satisfies Readonly<Record<ShareStanding, object>>;
