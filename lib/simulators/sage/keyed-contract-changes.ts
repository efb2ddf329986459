import { z } from "zod";
import { type Client, type Pool, write } from "#lib/simulators/sage/database.ts";
import { effect } from "#lib/simulators/sage/documents.ts";
import { recordEffects } from "#lib/simulators/sage/import-step.ts";
import { postTransactions, today } from "#lib/simulators/sage/keyed-entries.ts";
import { Refused } from "#lib/simulators/sage/refused.ts";

/** The screen of a contract change; what is over a field's length cannot be typed there. */
export const NewContractChange = z.strictObject({
  job: z.string().trim().min(1, "is empty"),
  change: z.string().trim().min(1, "is empty").max(5, "takes 5 characters"),
  description: z.string().trim().max(30, "takes 30 characters").default(""),
  /** Where the job has more than one in Contracts. */
  contract: z.string().trim().max(10, "takes 10 characters").optional(),
  amount: z.union([z.number().transform(String), z.string().regex(/^-?\d{1,9}(\.\d{1,2})?$/)]),
});
type NewContractChange = z.infer<typeof NewContractChange>;

/**
 * A person keys an approved change of a job's contract: approved changes and revised amount of the job move by it, and those
 * of the contract that is named, or of the only one that the job has.
 */
export async function keyContractChange(pool: Pool, entry: NewContractChange): Promise<string> {
  const { job, description, amount } = entry;
  const key = `${job}/${entry.change.toUpperCase()}`;
  await write(pool, async (client) => {
    const { rows } = await client.query<{ is_taken: boolean }>(
      "select exists (select from simulator.effect where kind = 'contract_change.keyed' and natural_key = $1) as is_taken",
      [key],
    );
    if (rows[0]?.is_taken) throw new Refused(409, `contract change ${key} is on file already`);
    const { rowCount } = await client.query("select from jcm_master__job where job = $1", [job]);
    if (!rowCount) throw new Refused(404, "job not found");
    const contract = await contractOf(client, job, entry.contract);
    await client.query(
      `update cnm_master__contract set approved_changes = approved_changes + $2, revised_amount = revised_amount + $2
       where contract = $1`,
      [contract, amount],
    );
    const when = { transaction_date: today(), accounting_date: today(), transaction_type: "Aprvd contract chgs" };
    const change_order = entry.change.toUpperCase();
    await postTransactions(client, [
      { job, extra: "", cost_code: "", category: "", ...when, description, amount, change_order, contract },
    ]);
    await recordEffects(client, "KEYED", [effect("contract_change.keyed", key, amount, { description })], null);
  });
  return key;
}

async function contractOf(client: Client, job: string, named: string | undefined): Promise<string | null> {
  const { rows } = await client.query<{ contract: string }>(
    "select contract from cnm_master__contract where job = $1 and contract = coalesce($2, contract)",
    [job, named ?? null],
  );
  if (named !== undefined && rows.length === 0) throw new Refused(404, `contract ${named} of job ${job} not found`);
  return rows.length === 1 ? (rows[0]?.contract ?? null) : null;
}
