import { isNegative, type Money, subtract, sum, toScale } from "#lib/core/money.ts";

/** What Sage has paid is told about documents of this list of the source: payments issued belong to its invoices. */
export const paidKind = "requisitions";
export const paidTable = "APM_MASTER__INVOICE";

/** Under which id of ours the source holds what Sage has paid of an invoice, "<vendor>/<invoice>": one payment for each. */
export function paymentOrigin(invoice: string): string {
  return `${invoice}/paid`;
}
export function isPaymentOrigin(originId: string): boolean {
  return originId.endsWith("/paid");
}

/**
 * What the payment of ours has to say: what Sage has paid without the payments that the source has of its own (Procore Pay,
 * domain/procore-erp-tool.md 4.11), which are never told back to it; never below zero. Money with two decimals.
 */
export function amountToTell(paid: Money, own: readonly Money[]): Money {
  const rest = subtract(paid, sum(own));
  return isNegative(rest) ? "0.00" : toScale(rest, 2);
}
