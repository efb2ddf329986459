/** How long a link to a project's status works: unless somebody chose otherwise, and at most. */
export const shareDays = { usual: 30, most: 180 } as const;
/** Open links of one project; more are lost sight of. */
export const mostOpenShares = 20;
const mostOrigins = 10;

/** `https://` with a host, lower case, perhaps a port: no path, no wildcard, nothing that a content policy reads otherwise. */
const origin = /^https:\/\/[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?(:\d{1,5})?$/;
const parts = (text: string) => text.split(/[\s,]+/).filter((part) => part !== "");

/** The sites of a setting like "https://app.procore.com, https://intranet.example.com", each once. */
export function frameOrigins(text: string): readonly string[] {
  return [...new Set(parts(text).filter((part) => origin.test(part)))];
}

/** What is wrong with such a text, in words; null when every part is an origin. */
export function originsProblem(text: string): string | null {
  const all = parts(text);
  const wrong = all.find((part) => !origin.test(part));
  if (wrong !== undefined)
    return `“${wrong}” is no site. Write it like https://app.procore.com: https, no path, no capitals.`;
  return all.length > mostOrigins ? `At most ${mostOrigins} sites.` : null;
}

export type ShareFacts = {
  readonly isRevoked: boolean;
  readonly isExpired: boolean;
  /** The company's switch “Links for outsiders”. */
  readonly isAllowed: boolean;
  /** Whoever made it belongs to the company, and may share this project. */
  readonly mayMaker: boolean;
};
export type ShareStanding = "open" | "off" | "maker" | "expired" | "revoked";

/** Whether a link shows anything at this moment, and if not, why: what is final comes first. */
export function shareStanding({ isRevoked, isExpired, isAllowed, mayMaker }: ShareFacts): ShareStanding {
  if (isRevoked) return "revoked";
  if (isExpired) return "expired";
  if (!isAllowed) return "off";
  return mayMaker ? "open" : "maker";
}
