import { Decimal } from "decimal.js";
import { z } from "zod";
import { refuseClosedPeriod } from "#lib/simulators/sage/closed-period.ts";
import { insertRows, type Pool, type Row, write } from "#lib/simulators/sage/database.ts";
import { effect } from "#lib/simulators/sage/documents.ts";
import { recordEffects } from "#lib/simulators/sage/import-step.ts";
import { businessDate, decimal, field, filled, postTransactions, today } from "#lib/simulators/sage/keyed-entries.ts";
import { linesOf } from "#lib/simulators/sage/keyed-lines.ts";
import { Refused } from "#lib/simulators/sage/refused.ts";

const Item = z.strictObject({
  contract_item: filled(10),
  description: field(30).default(""),
  extra: field(10).default(""),
  cost_code: field(12).default(""),
  category: field(3).default(""),
  units: decimal.default("0"),
  unit_description: field(6).default(""),
  unit_price: decimal.default("0"),
  amount: decimal,
});

/** The screen of a contract in Contracts with its items. */
export const NewContract = z.strictObject({
  contract: filled(10),
  description: field(30).default(""),
  job: filled(10),
  customer: field(10).default(""),
  date: businessDate.optional(),
  retainage_percent: decimal.default("0"),
  items: linesOf(Item, ([contract_item, description, amount, cost_code, category, extra]) => {
    return { contract_item, description, amount, cost_code, category, extra };
  }),
});
type NewContract = z.infer<typeof NewContract>;

/** A line of a job's miscellaneous worksheet, where companies without Contracts keep the prime contract. */
export const NewWorksheetLine = z.strictObject({
  job: filled(10),
  description: field(30).default(""),
  amount: decimal,
  date: businessDate.optional(),
});
type NewWorksheetLine = z.infer<typeof NewWorksheetLine>;

/** A person keys a contract: its items become scheduled values of the job. */
export async function keyContract(pool: Pool, entry: NewContract): Promise<string> {
  const { items, date: day, ...head } = entry;
  const { contract, job } = head;
  const date = day ?? today();
  const total = Decimal.sum(0, ...items.map(({ amount }) => amount)).toFixed(2);
  if (items.length === 0) throw new Refused(409, "a contract has at least one item");
  if (new Set(items.map(({ contract_item }) => contract_item)).size < items.length)
    throw new Refused(409, "a contract item is entered twice");
  await write(pool, async (client) => {
    const { rows } = await client.query<{ has_job: boolean; is_taken: boolean }>(
      `select exists (select from jcm_master__job where job = $1) as has_job,
         exists (select from cnm_master__contract where contract = $2) as is_taken`,
      [job, contract],
    );
    if (!rows[0]?.has_job) throw new Refused(404, `job ${job} not found`);
    if (rows[0].is_taken) throw new Refused(409, `contract ${contract} is on file already`);
    await refuseClosedPeriod(client, "JC", date);
    const amounts = { original_amount: total, approved_changes: "0", revised_amount: total };
    await insertRows(client, "cnm_master__contract", [{ ...head, contract_date: date, status: "Open", ...amounts }]);
    const held = items.map((item): Row => ({ contract, ...item }));
    await insertRows(client, "cnm_master__contract_item", held);
    const scheduled = items.map(({ extra, cost_code, category, units, description, amount }): Row => {
      return { ...scheduledValue(job, date, amount, description), extra, cost_code, category, units, contract };
    });
    await postTransactions(client, scheduled);
    await recordEffects(
      client,
      "KEYED",
      [effect("contract.keyed", contract, total, { job, items: items.length })],
      null,
    );
  });
  return contract;
}

/** A person adds a line to a job's miscellaneous worksheet; returns its number. */
export async function keyWorksheetLine(pool: Pool, entry: NewWorksheetLine): Promise<number> {
  const { job, description, amount } = entry;
  const date = entry.date ?? today();
  return write(pool, async (client) => {
    await refuseClosedPeriod(client, "JC", date);
    const { rows } = await client.query<{ line: number }>(
      `insert into jcm_master__job_misc_worksheet (job, line, description, amount)
       select job, (select coalesce(max(line), 0) + 1 from jcm_master__job_misc_worksheet w where w.job = j.job), $2, $3
       from jcm_master__job j where job = $1 returning line`,
      [job, description, amount],
    );
    const line = rows[0]?.line;
    if (line === undefined) throw new Refused(404, `job ${job} not found`);
    await postTransactions(client, [scheduledValue(job, date, amount, description)]);
    await recordEffects(client, "KEYED", [effect("worksheet.keyed", `${job}/${line}`, amount, {})], null);
    return line;
  });
}

function scheduledValue(job: string, date: string, amount: string, description: string): Row {
  const when = { transaction_date: date, accounting_date: date };
  const place = { job, extra: "", cost_code: "", category: "" };
  return { ...place, transaction_type: "Scheduled value", ...when, description, amount };
}
