/** What became of a token, as its list says it. */
export const tokenStatuses = {
  active: { label: "Active", tone: "good" },
  expired: { label: "Ended", tone: "quiet" },
  revoked: { label: "Revoked", tone: "quiet" },
  blocked: { label: "Person disabled", tone: "bad" },
} as const;
export type TokenStatus = keyof typeof tokenStatuses;
