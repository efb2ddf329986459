/** The two ends of a link: a company of the directory, and a Sage vendor. */
export const sides = ["company", "sage"] as const;
export type Side = (typeof sides)[number];

export function otherSide(side: Side): Side {
  return side === "company" ? "sage" : "company";
}

/**
 * The lists of what is not linked: one certain pair on both ends, proposals for a person, none, and more than one end that
 * is certain (or one that is taken already).
 */
export type Lane = "certain" | "look" | "none" | "conflict";
