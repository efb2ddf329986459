import { z } from "zod";
import { refuseClosedPeriod } from "#lib/simulators/sage/closed-period.ts";
import { type Client, type Pool, write } from "#lib/simulators/sage/database.ts";
import { effect } from "#lib/simulators/sage/documents.ts";
import { recordEffects } from "#lib/simulators/sage/import-step.ts";
import {
  businessDate,
  decimal,
  field,
  filled,
  postTransactions,
  refuseOtherPlace,
  today,
} from "#lib/simulators/sage/keyed-entries.ts";
import { Refused } from "#lib/simulators/sage/refused.ts";

const Placed = z.strictObject({
  job: filled(10),
  extra: field(10).default(""),
  cost_code: filled(12),
  category: filled(3),
  description: field(30).default(""),
  units: decimal.default("0"),
  amount: decimal,
  date: businessDate.optional(),
});

/** A direct cost, or what payroll brings; billed at once where the job bills by rate. */
export const NewCost = Placed.extend({
  type: z.enum(["JC cost", "PR cost"]).default("JC cost"),
  unit_cost: decimal.default("0"),
  accounting_date: businessDate.optional(),
  employee: field(10).default(""),
  vendor: field(10).default(""),
  billed_amount: decimal.optional(),
});
/** An original estimate; `kind` makes it an approved change of one. */
export const NewEstimate = Placed.extend({ kind: z.enum(["original", "change"]).default("original") });
export const NewBilling = z.strictObject({
  run: z.coerce.number().int().positive(),
  sequence: z.coerce.number().int().positive(),
  billed_amount: decimal,
});
type NewCost = z.infer<typeof NewCost>;
type NewEstimate = z.infer<typeof NewEstimate>;
type NewBilling = z.infer<typeof NewBilling>;

const keyOf = ({ job, extra, cost_code, category }: NewCost | NewEstimate): string =>
  [job, extra, cost_code, category].filter((part) => part !== "").join("/");

/** A person keys a cost into Job Cost and posts it; returns the run of the posting. */
export async function keyCost(pool: Pool, entry: NewCost): Promise<string> {
  const { type, employee, billed_amount, date: day, accounting_date, ...own } = entry;
  const date = day ?? today();
  return write(pool, async (client) => {
    await refuseOtherPlace(client, entry);
    await refuseClosedPeriod(client, "JC", accounting_date ?? date);
    const row = {
      ...own,
      employee,
      transaction_type: type,
      transaction_date: date,
      accounting_date: accounting_date ?? date,
      application_of_origin: type === "PR cost" ? "PR" : "JC",
    };
    const run = await postTransactions(client, [row]);
    await recordEffects(client, "KEYED", [effect("cost.keyed", keyOf(entry), entry.amount, { type, run })], null);
    if (billed_amount !== undefined) await bill(client, { run: Number(run), sequence: 1, billed_amount });
    return run;
  });
}

/** A person keys an estimate into Job Cost and posts it. The combination is there; a finalized estimate takes changes only. */
export async function keyEstimate(pool: Pool, entry: NewEstimate): Promise<string> {
  const { kind, date: day, ...own } = entry;
  const date = day ?? today();
  return write(pool, async (client) => {
    await refuseOtherPlace(client, entry);
    await refuseClosedPeriod(client, "JC", date);
    const { rows } = await client.query<{ is_final: boolean }>(
      "select orig_estimate_finalized as is_final from jcm_master__job where job = $1",
      [entry.job],
    );
    if (kind === "original" && rows[0]?.is_final) throw new Refused(409, "original estimate finalized");
    const transaction_type = kind === "original" ? "Original estimate" : "Aprvd est changes";
    const row = { ...own, transaction_type, transaction_date: date, accounting_date: date };
    const run = await postTransactions(client, [row]);
    await recordEffects(client, "KEYED", [effect("estimate.keyed", keyOf(entry), entry.amount, { kind, run })], null);
    return run;
  });
}

/** Billing gives a posted cost its billed amount: one transaction of work in progress. Returns its WIP id. */
export async function keyBilling(pool: Pool, entry: NewBilling): Promise<number> {
  return write(pool, (client) => bill(client, entry));
}

async function bill(client: Client, { run, sequence, billed_amount }: NewBilling): Promise<number> {
  const { rows } = await client.query<{ wip_id: number | null }>(
    `select wip_id from jct_current__transaction
     where run = $1 and sequence = $2 and transaction_type in ('AP cost', 'JC cost', 'PR cost')`,
    [run, sequence],
  );
  if (!rows[0]) throw new Refused(404, `no cost in run ${run}, sequence ${sequence}`);
  if (rows[0].wip_id !== null) throw new Refused(409, "the cost is billed already");
  const made = await client.query<{ wip_id: number }>(
    `insert into blt_current__wip_transaction (wip_id, run, sequence, job, extra, cost_code, category, cost_amount,
       billed_amount, transaction_date, description)
     select (select coalesce(max(wip_id), 0) + 1 from blt_current__wip_transaction), run, sequence, job, extra, cost_code,
       category, amount, $3, transaction_date, description
     from jct_current__transaction where run = $1 and sequence = $2 returning wip_id`,
    [run, sequence, billed_amount],
  );
  const wipId = made.rows[0]?.wip_id ?? 0;
  await client.query("update jct_current__transaction set wip_id = $3 where run = $1 and sequence = $2", [
    run,
    sequence,
    wipId,
  ]);
  await recordEffects(client, "KEYED", [effect("billing.keyed", `${run}/${sequence}`, billed_amount, { wipId })], null);
  return wipId;
}
