/** The legs of one reading of Sage, in the order in which they are shown, and what follows it. */
export const mirrorLegs = ["standard", "jobs", "vendors", "commitments", "invoices", "costs", "contracts"] as const;
export type MirrorLeg = (typeof mirrorLegs)[number];
