import type { Entry } from "#drizzle/seed/ledger.ts";
import { paidCodes } from "#drizzle/seed/payments.ts";
import { columns } from "#drizzle/seed/sage-changes.ts";
import type { SageContent, SageRow } from "#drizzle/seed/sage-content.ts";
import { subtract, sum, toScale } from "#lib/core/money.ts";

export type SageInvoices = Required<Pick<SageContent, "invoices" | "distributions">> & {
  /** What was charged to each commitment that has invoices. */
  readonly byCommitment: ReadonlyMap<string, string>;
};

/** The invoices that were exported, as their documents say they must stand in Sage. */
export function sageInvoices(entries: readonly Entry[]): SageInvoices {
  const [invoices, distributions]: [SageRow[], SageRow[]] = [[], []];
  const byCommitment = new Map<string, string>();
  const codes = paidCodes(entries);
  for (const { story, state, document } of entries) {
    const [head, lines] = document?.expectations ?? [];
    if (!story.invoice || state !== "synced" || !head || !lines) continue;
    const key = columns(head.key);
    const { Amount: billed = "0", Retainage: held = "0", ...row } = head.rows[0] ?? {};
    // Paid after two months; the retainage stays until the end.
    const amount_paid = story.plan.decidedAgo > 60 ? toScale(subtract(billed, held), 2) : "0.00";
    const paid = codes.get(`${head.key.Vendor}/${head.key.Invoice}`);
    invoices.push({ ...key, ...columns(row), amount: billed, retainage: held, amount_paid, ...paid });
    for (const line of lines.rows) {
      distributions.push({ ...key, ...columns(line) });
      const { Commitment: commitment = "", Amount: amount = "0" } = line;
      byCommitment.set(commitment, toScale(sum([byCommitment.get(commitment) ?? "0", amount]), 2));
    }
  }
  return { invoices, distributions, byCommitment };
}
