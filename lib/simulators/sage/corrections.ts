import { z } from "zod";
import { type Client, type Pool, write } from "#lib/simulators/sage/database.ts";
import { effect } from "#lib/simulators/sage/documents.ts";
import { recordEffects } from "#lib/simulators/sage/import-step.ts";
import { nextRun } from "#lib/simulators/sage/keyed-entries.ts";
import type { Selection } from "#lib/simulators/sage/posted.ts";
import { postEntries } from "#lib/simulators/sage/posting.ts";
import { postTotals } from "#lib/simulators/sage/posting-totals.ts";
import { Refused } from "#lib/simulators/sage/refused.ts";
import { postReport } from "#lib/simulators/sage/report-text.ts";
import { OWN_TABLE_NAMES, SAGE_TABLES } from "#lib/simulators/sage/schema.ts";
import { OPEN_PERIODS } from "#lib/simulators/sage/schema-outgoing.ts";

const BY_HAND = "KEYED";
const amount = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]);

export const VendorChange = z.strictObject({
  name: z.string().min(1).optional(),
  status: z.enum(["Active", "Inactive"]).optional(),
});
export const CommitmentChange = z.strictObject({
  description: z.string().optional(),
  vendor: z.string().optional(),
  closed: z.boolean().optional(),
  amount_invoiced: amount.optional(),
  items: z
    .array(
      z.strictObject({
        item_number: z.int().positive(),
        amount: amount.optional(),
        units: amount.optional(),
        description: z.string().optional(),
        cost_code: z.string().optional(),
        category: z.string().optional(),
      }),
    )
    .default([]),
});

export interface PostedReport {
  tag: string;
  text: string;
}

/** Posts what waits; the runs it belongs to get the post report they did without so far. */
export async function postByHand(
  pool: Pool,
  selection: Selection,
): Promise<{ posted: string[]; reports: PostedReport[] }> {
  return write(pool, async (client) => {
    const entries = await postEntries(client, selection, null);
    const reports: PostedReport[] = [];
    for (const tag of new Set(entries.map((entry) => entry.batch))) {
      const text = postReport(entries.filter((entry) => entry.batch === tag));
      const { rowCount } = await client.query(
        `update simulator.run set post_report = $2, posted_at = clock_timestamp()
         where id = (select max(id) from simulator.run where tag = $1)`,
        [tag, text],
      );
      if (rowCount) reports.push({ tag, text });
    }
    return { posted: entries.map((entry) => `${entry.record} ${entry.key}`), reports };
  });
}

export async function deleteCommitment(pool: Pool, id: string): Promise<void> {
  await write(pool, async (client) => {
    const isPosted = await refuseDelete(client, id);
    if (isPosted) await reverseTransactions(client, id);
    for (const prefix of isPosted ? ["jcm_master__"] : ["jcm_new__"]) {
      await client.query(`delete from ${prefix}commitment_item where commitment = $1`, [id]);
      await client.query(`delete from ${prefix}commitment where commitment = $1`, [id]);
    }
    await client.query("update simulator.used_commitment set deleted_at = clock_timestamp() where commitment = $1", [
      id,
    ]);
    await recordEffects(client, BY_HAND, [effect("commitment.deleted", id, null, {})], null);
  });
}

async function refuseDelete(client: Client, id: string): Promise<boolean> {
  const { rows } = await client.query<{ is_posted: boolean; invoiced: boolean; has_changes: boolean }>(
    `select true as is_posted, amount_invoiced <> 0 as invoiced,
       exists (select from jcm_master__commitment_co where commitment = $1)
         or exists (select from jcm_new__commitment_co where commitment = $1) as has_changes
     from jcm_master__commitment where commitment = $1
     union all select false, amount_invoiced <> 0, false from jcm_new__commitment where commitment = $1`,
    [id],
  );
  const found = rows[0];
  if (!found) throw new Refused(404, "commitment not found");
  if (found.invoiced) throw new Refused(409, "commitment has invoices");
  if (found.has_changes) throw new Refused(409, "commitment has change orders");
  return found.is_posted;
}

async function reverseTransactions(client: Client, id: string): Promise<void> {
  const runNumber = await nextRun(client);
  await client.query(
    `insert into jct_current__transaction (job, extra, cost_code, category, transaction_type, run, sequence,
       transaction_date, accounting_date, description, units, unit_cost, amount, unit_description, source, vendor,
       commitment_type, commitment, commitment_line_item, batch)
     select job, extra, cost_code, category, transaction_type, $2, row_number() over (order by run, sequence),
       transaction_date, accounting_date, 'Commitment deleted', -units, unit_cost, -amount, unit_description, 'Keyed',
       vendor, commitment_type, commitment, commitment_line_item, 'KEYED'
     from jct_current__transaction where commitment = $1`,
    [id, runNumber],
  );
  await postTotals(client, runNumber);
}

export async function changeVendor(pool: Pool, id: string, change: z.infer<typeof VendorChange>): Promise<void> {
  await write(pool, async (client) => {
    const { rowCount } = await client.query(
      `update apm_master__vendor set name = coalesce($2, name), status = coalesce($3, status) where vendor = $1`,
      [id, change.name ?? null, change.status ?? null],
    );
    if (!rowCount) throw new Refused(404, "vendor not found");
    await recordEffects(client, BY_HAND, [effect("vendor.changed", id, null, change)], null);
  });
}

/** Takes a vendor off the file; one that any entry names stays. */
export async function deleteVendor(pool: Pool, id: string): Promise<void> {
  await write(pool, async (client) => {
    const { rows } = await client.query<{ is_used: boolean }>(
      `select exists (select from jcm_master__commitment where vendor = v.vendor)
         or exists (select from jcm_new__commitment where vendor = v.vendor)
         or exists (select from apm_master__invoice where vendor = v.vendor)
         or exists (select from apm_new__invoice where vendor = v.vendor)
         or exists (select from jct_current__transaction where vendor = v.vendor) as is_used
       from apm_master__vendor v where vendor = $1`,
      [id],
    );
    if (!rows[0]) throw new Refused(404, "vendor not found");
    if (rows[0].is_used)
      throw new Refused(409, `vendor ${id} has commitments, invoices or costs; set it inactive instead`);
    await client.query("delete from apm_master__vendor where vendor = $1", [id]);
    await recordEffects(client, BY_HAND, [effect("vendor.deleted", id, null, {})], null);
  });
}

/** An edit on the screen of Sage, past every check. What it changes of the amounts moves the totals of the job. */
export async function changeCommitment(
  pool: Pool,
  id: string,
  change: z.infer<typeof CommitmentChange>,
): Promise<void> {
  await write(pool, async (client) => {
    const { rowCount } = await client.query(
      `update jcm_master__commitment set description = coalesce($2, description), vendor = coalesce($3, vendor),
         closed = coalesce($4, closed), amount_invoiced = coalesce($5, amount_invoiced) where commitment = $1`,
      [id, change.description ?? null, change.vendor ?? null, change.closed ?? null, change.amount_invoiced ?? null],
    );
    if (!rowCount) throw new Refused(404, "commitment not found");
    const run = await nextRun(client);
    await bookItems(client, id, change, run, "-");
    for (const item of change.items) {
      const changed = await client.query(
        `update jcm_master__commitment_item set amount = coalesce($3, amount), units = coalesce($4, units),
           description = coalesce($5, description), cost_code = coalesce($6, cost_code), category = coalesce($7, category)
         where commitment = $1 and item_number = $2`,
        [
          id,
          item.item_number,
          item.amount ?? null,
          item.units ?? null,
          item.description ?? null,
          item.cost_code ?? null,
          item.category ?? null,
        ],
      );
      if (!changed.rowCount) throw new Refused(404, `item ${item.item_number} not found`);
    }
    await bookItems(client, id, change, run, "+");
    await postTotals(client, run);
    await client.query(
      `update jcm_master__commitment c set amount = t.amount, tax = t.tax
       from (select sum(amount) as amount, sum(tax) as tax from jcm_master__commitment_item where commitment = $1) t
       where c.commitment = $1 and t.amount is not null and (c.amount, c.tax) is distinct from (t.amount, t.tax)`,
      [id],
    );
    await recordEffects(client, BY_HAND, [effect("commitment.changed", id, null, change)], null);
  });
}

/** Takes the items that are edited out of job cost as they stand, or into it. */
async function bookItems(
  client: Client,
  id: string,
  { items }: z.infer<typeof CommitmentChange>,
  run: string,
  sign: "-" | "+",
): Promise<void> {
  const moving = items.filter((item) =>
    Object.keys(item).some((name) => !["item_number", "description"].includes(name)),
  );
  await client.query(
    `insert into jct_current__transaction (job, extra, cost_code, category, transaction_type, run, sequence,
       transaction_date, accounting_date, description, units, unit_cost, amount, unit_description, source, vendor,
       commitment_type, commitment, commitment_line_item)
     select i.job, i.extra, i.cost_code, i.category, 'Committed cost', $2,
       i.item_number * 2 + ${sign === "+" ? 1 : 0}, current_date, current_date, 'Commitment changed', ${sign} i.units,
       i.unit_cost, ${sign} i.amount, i.unit_description, 'Keyed', c.vendor, c.commitment_type, c.commitment, i.item_number
     from jcm_master__commitment c join jcm_master__commitment_item i using (commitment)
     where c.commitment = $1 and c.committed and i.item_number = any($3)`,
    [id, run, moving.map((item) => item.item_number)],
  );
}

export async function resetCompany(pool: Pool): Promise<void> {
  await write(pool, async (client) => {
    await client.query("set local simulator.reset = 'on'");
    await client.query(`truncate ${[...SAGE_TABLES, ...OWN_TABLE_NAMES].join(", ")} restart identity; ${OPEN_PERIODS}`);
  });
}
