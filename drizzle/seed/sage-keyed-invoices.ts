import { dateFrom } from "#drizzle/seed/fates.ts";
import type { SageContent, SageRow } from "#drizzle/seed/sage-content.ts";
import { multiply, subtract, sum, toScale } from "#lib/core/money.ts";

type Posted = SageContent["commitments"][number];
/** Part of the commitment that was billed, as decimal text, by commitment. */
export type Billed = ReadonlyMap<string, string>;

export type KeyedInvoices = { readonly invoices: readonly SageRow[]; readonly distributions: readonly SageRow[] };

/** What was billed outside of Countersign: one invoice of each commitment, keyed in Accounts Payable. */
export function keyedInvoices(commitments: readonly Posted[], billed: Billed, today: string): KeyedInvoices {
  const [invoices, distributions]: [SageRow[], SageRow[]] = [[], []];
  for (const { head, items } of commitments) {
    const part = billed.get(head.commitment);
    if (part === undefined) continue;
    const key = { vendor: head.vendor ?? "", invoice: String(20_401 + invoices.length * 3) };
    const percent = String(head.retainage_percent ?? "0");
    const lines = items.map((item, place): SageRow => {
      const amount = toScale(multiply(String(item.amount), part), 2);
      const retainage = toScale(multiply(multiply(amount, percent), "0.01"), 2);
      const { description = "", job = "", extra = "", cost_code = "", category = "" } = item;
      const of = { commitment: head.commitment, commitment_line_item: item.item_number ?? place + 1 };
      return { ...key, dist_seq: place + 1, description, ...of, job, extra, cost_code, category, amount, retainage };
    });
    distributions.push(...lines);
    invoices.push(headOf(key, lines, String(head.commitment_date), today));
  }
  return { invoices, distributions };
}

/** Billed a month after the commitment, paid a month later; the retainage stays until the end. */
function headOf(key: SageRow, lines: readonly SageRow[], committed: string, today: string): SageRow {
  const [amount, retainage] = ["amount", "retainage"].map((name) =>
    toScale(sum(lines.map((line) => String(line[name]))), 2),
  ) as [string, string];
  const [date = ""] = [dateFrom(committed, 30), dateFrom(today, -4)].toSorted();
  const isPaid = date < dateFrom(today, -35);
  const due = toScale(subtract(amount, retainage), 2);
  const status = isPaid && due === amount ? "Paid" : "Open";
  const dates = { invoice_date: date, accounting_date: date };
  const figures = { amount, retainage, amount_paid: isPaid ? due : "0.00" };
  return { ...key, description: "Progress billing", status, ...dates, ...figures };
}

/** The payments of invoices that are paid in part or whole, thirty days after the invoice. */
export function paymentsOf(invoices: readonly SageRow[]): readonly SageRow[] {
  return invoices
    .filter(({ amount_paid }) => Number(amount_paid) !== 0)
    .map(({ vendor = "", invoice = "", invoice_date, amount_paid = "0" }, n): SageRow => {
      const id = `P${String(n + 1).padStart(7, "0")}`;
      const date = dateFrom(String(invoice_date), 30);
      return {
        vendor,
        invoice,
        payment_id: id,
        payment_date: date,
        check_number: String(10_201 + n),
        amount: amount_paid,
        payment_type: "Check",
      };
    });
}
