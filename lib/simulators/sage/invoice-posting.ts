import type { Client } from "#lib/simulators/sage/database.ts";
import type { Posting, Selection } from "#lib/simulators/sage/posted.ts";

const HEAD = `vendor, invoice, description, status, amount, retainage, amount_paid, invoice_date, accounting_date`;
const LINE = `vendor, invoice, dist_seq, description, commitment, commitment_line_item, job, extra, cost_code, category,
  units, unit_cost, amount, retainage`;

interface Moved {
  batch: string;
  vendor: string;
  invoice: string;
  dist_seq?: number;
  commitment?: string;
  commitment_line_item?: number;
  amount: string;
}

/** Moves unposted invoices to the master tables, adds them to the commitments and writes them into job cost. */
export async function postInvoices(client: Client, selection: Selection, run: string): Promise<Posting> {
  if (selection !== "all" && "commitment" in selection) return { entries: [], effects: [] };
  const heads = await move(client, "invoice", HEAD, selection);
  const lines = heads.length > 0 ? await move(client, "distribution", LINE, selection) : [];
  if (heads.length > 0) await charge(client, lines, run);
  lines.sort((a, b) => (a.dist_seq ?? 0) - (b.dist_seq ?? 0));
  const keyOf = (row: Moved): string => `${row.vendor}/${row.invoice}`;
  const ofHead = (head: Moved): Moved[] => lines.filter((line) => keyOf(line) === keyOf(head));
  return {
    entries: heads.flatMap((head) => [
      { batch: head.batch, record: "API", key: keyOf(head) },
      ...ofHead(head).map((line) => ({
        batch: line.batch,
        record: "APD",
        key: `${line.commitment}/${line.commitment_line_item}`,
      })),
    ]),
    effects: heads.map((head) => ({
      batch: head.batch,
      effect: {
        kind: "invoice.posted",
        key: keyOf(head),
        amount: head.amount,
        detail: { distributions: ofHead(head).length },
      },
    })),
  };
}

async function move(
  client: Client,
  table: "invoice" | "distribution",
  columns: string,
  selection: Selection,
): Promise<Moved[]> {
  const [filter, values] = selection === "all" ? ["", []] : ["where batch = $1", Object.values(selection)];
  const { rows } = await client.query<Moved>(
    `with moved as (delete from apm_new__${table} ${filter} returning *),
       kept as (insert into apm_master__${table} (${columns}) select ${columns} from moved)
     select * from moved`,
    values,
  );
  return rows;
}

async function charge(client: Client, lines: readonly Moved[], run: string): Promise<void> {
  const moved = "select * from jsonb_to_recordset($1::jsonb) as x(vendor text, invoice text, dist_seq int)";
  const values = [JSON.stringify(lines)];
  await client.query(
    `insert into jct_current__transaction (job, extra, cost_code, category, transaction_type, run, sequence, transaction_date,
       accounting_date, description, units, unit_cost, amount, application_of_origin, source, vendor, invoice, commitment,
       dist_sequence, commitment_line_item, batch)
     select d.job, d.extra, d.cost_code, d.category, 'AP cost', ${run},
       (select coalesce(max(sequence), 0) from jct_current__transaction where run = ${run})
         + row_number() over (order by d.vendor, d.invoice, d.dist_seq),
       i.invoice_date, i.accounting_date, d.description, d.units, d.unit_cost, d.amount, 'AP', 'Import', d.vendor, d.invoice,
       d.commitment, d.dist_seq, d.commitment_line_item, null
     from (${moved}) m join apm_master__distribution d using (vendor, invoice, dist_seq)
     join apm_master__invoice i using (vendor, invoice)`,
    values,
  );
  const charged = `select d.* from (${moved}) m join apm_master__distribution d using (vendor, invoice, dist_seq)`;
  await client.query(
    `update jcm_master__commitment_item c set amount_invoiced = c.amount_invoiced + t.amount,
       units_invoiced = c.units_invoiced + t.units
     from (select commitment, commitment_line_item as item, sum(amount) as amount, sum(units) as units
       from (${charged}) x group by 1, 2) t
     where c.commitment = t.commitment and c.item_number = t.item`,
    values,
  );
  await client.query(
    `update jcm_master__commitment c set amount_invoiced = c.amount_invoiced + t.amount
     from (select commitment, sum(amount) as amount from (${charged}) x group by 1) t where c.commitment = t.commitment`,
    values,
  );
}
