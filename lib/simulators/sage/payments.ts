import { z } from "zod";
import { refuseClosedPeriod } from "#lib/simulators/sage/closed-period.ts";
import { type Client, type Pool, write } from "#lib/simulators/sage/database.ts";
import { effect } from "#lib/simulators/sage/documents.ts";
import { recordEffects } from "#lib/simulators/sage/import-step.ts";
import { businessDate, nextRun, today } from "#lib/simulators/sage/keyed-entries.ts";
import { postTotals } from "#lib/simulators/sage/posting-totals.ts";
import { Refused } from "#lib/simulators/sage/refused.ts";

export const Payment = z.strictObject({
  /** Today, when it is left out. */
  date: businessDate.optional(),
  check_number: z.string().trim().max(20, "takes 20 characters").optional(),
});
type Payment = z.infer<typeof Payment>;

/** Pays what is due of a posted invoice, its retainage held back; a second time the retainage too. */
export async function payInvoice(pool: Pool, vendor: string, invoice: string, payment: Payment): Promise<void> {
  const date = payment.date ?? today();
  await write(pool, async (client) => {
    const target = await targetOf(client, vendor, invoice);
    await refuseClosedPeriod(client, "AP", date);
    const run = await nextRun(client);
    const id = `P${run.padStart(7, "0")}`;
    const { rows } = await client.query<{ amount: string; paid: string }>(
      `with paid as (update apm_master__invoice i set payment_date = $3, amount_paid = ${target},
           retainage_paid = greatest(${target} - (amount - retainage), 0),
           status = case when ${target} >= amount then 'Paid' else status end
         where vendor = $1 and invoice = $2 returning amount_paid)
       insert into apm_master__invoice_payment (vendor, invoice, payment_id, payment_date, check_number, amount, payment_type)
       select $1, $2, $4, $3, $5, paid.amount_paid - i.amount_paid, 'Check'
       from paid, apm_master__invoice i where i.vendor = $1 and i.invoice = $2
       returning amount, (select amount_paid from paid) as paid`,
      [vendor, invoice, date, id, payment.check_number ?? String(20_000 + Number(run))],
    );
    await insertDollarsPaid(client, { vendor, invoice, date, id, run, isRetainage: target === "amount" });
    await postTotals(client, run);
    const [row] = rows;
    const detail = { payment: id, amount: row?.amount };
    await recordEffects(
      client,
      "KEYED",
      [effect("invoice.paid", `${vendor}/${invoice}`, row?.paid ?? "0", detail)],
      null,
    );
  });
}

/** What the payment brings the invoice's paid amount to: what is due, then all of it. */
async function targetOf(client: Client, vendor: string, invoice: string): Promise<"amount - retainage" | "amount"> {
  const { rows } = await client.query<{ owes_due: boolean; owes_rest: boolean }>(
    `select amount_paid < amount - retainage as owes_due, amount_paid < amount as owes_rest
     from apm_master__invoice where vendor = $1 and invoice = $2`,
    [vendor, invoice],
  );
  const [row] = rows;
  if (!row) throw new Refused(404, "invoice not found");
  if (row.owes_due) return "amount - retainage";
  if (row.owes_rest) return "amount";
  throw new Refused(409, `invoice ${vendor}/${invoice} is paid`);
}

interface Paid {
  vendor: string;
  invoice: string;
  date: string;
  id: string;
  run: string;
  isRetainage: boolean;
}

/** What the payment brings to each distribution of a job: up to its target, less what was paid on it before. */
async function insertDollarsPaid(client: Client, { vendor, invoice, date, id, run, isRetainage }: Paid): Promise<void> {
  const target = isRetainage ? "d.amount" : "d.amount - d.retainage";
  await client.query(
    `insert into jct_current__transaction (job, extra, cost_code, category, transaction_type, run, sequence,
       transaction_date, accounting_date, description, amount, application_of_origin, source, vendor, invoice,
       dist_sequence, commitment, commitment_line_item, ap_payment_id)
     select d.job, d.extra, d.cost_code, d.category, 'Dollars paid', $3, d.dist_seq, $4, $4, d.description,
       ${target} - coalesce((select sum(t.amount) from jct_current__transaction t where t.transaction_type = 'Dollars paid'
         and t.job = d.job and t.vendor = d.vendor and t.invoice = d.invoice and t.dist_sequence = d.dist_seq), 0),
       'AP', 'Keyed', d.vendor, d.invoice, d.dist_seq, d.commitment, d.commitment_line_item, $5
     from apm_master__distribution d where d.vendor = $1 and d.invoice = $2 and d.job <> ''`,
    [vendor, invoice, run, date, id],
  );
}
