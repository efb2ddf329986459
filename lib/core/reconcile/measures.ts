/**
 * What is reconciled, side by side (docs/reconcile.md has what counts on either side): budget with its approved changes,
 * original commitments, approved commitment changes, what was invoiced, what is held of it, and job cost.
 */
export const measures = {
  budget: { label: "Budget", procore: "Original budget and approved budget changes", sage: "Estimates with changes" },
  committed: { label: "Committed", procore: "Commitments, as contracted", sage: "Original commitments" },
  changes: { label: "Changes", procore: "Commitment change orders", sage: "Commitment changes" },
  invoiced: { label: "Invoiced", procore: "Subcontractor invoices, gross", sage: "AP distributions on the job" },
  retainage: { label: "Retainage", procore: "Held on subcontractor invoices", sage: "Retainage of AP distributions" },
  job_cost: { label: "Job cost", procore: "Subcontractor invoices, gross", sage: "Job-to-date cost" },
} as const satisfies Record<string, { label: string; procore: string; sage: string }>;
export type Measure = keyof typeof measures;
export const measureNames = Object.keys(measures) as readonly Measure[];

/** What a document becomes in Sage, for comparing: a total of estimates, or a record with its own amount. */
export type Counterpart = "estimate" | "commitment" | "change_order" | "invoice";

/** The measures that a document counts in; `part` says which of its two amounts. */
export const countsIn = {
  estimate: [{ measure: "budget", part: "amount" }],
  commitment: [{ measure: "committed", part: "amount" }],
  change_order: [{ measure: "changes", part: "amount" }],
  invoice: [
    { measure: "invoiced", part: "amount" },
    { measure: "retainage", part: "retainage" },
    { measure: "job_cost", part: "amount" },
  ],
} as const satisfies Record<Counterpart, readonly { measure: Measure; part: "amount" | "retainage" }[]>;

/** Why both sides differ, in the order of the screen: first what waits here, then what happened on either side. */
export const causes = {
  not_sent: { label: "Not sent", words: "In Procore, not sent to accounting or returned to the project" },
  waiting: { label: "Ready to Export", words: "Sent, waiting for accounting's decision" },
  outbox: { label: "Outbox", words: "Accepted, not released to Sage yet" },
  in_flight: { label: "In flight", words: "On the way to Sage, or proved and not read from there since" },
  failed: { label: "Failed", words: "Failed to Export, or held for a person" },
  changed_in_procore: { label: "Changed in Procore", words: "Another amount in Procore than what Sage was given" },
  changed_in_sage: { label: "Changed in Sage", words: "Another amount in Sage than what was accepted and proved" },
  unlinked: { label: "Only in Sage", words: "In Sage without a document of Procore" },
  outside_period: { label: "Outside period", words: "Inside the period on one side only" },
} as const satisfies Record<string, { label: string; words: string }>;
export type Cause = keyof typeof causes;
export const causeNames = Object.keys(causes) as readonly Cause[];

/** Every figure of a cell that has records behind it. */
export const cellParts = ["procore", "sage", ...causeNames, "unexplained"] as const;
export type CellPart = (typeof cellParts)[number];
