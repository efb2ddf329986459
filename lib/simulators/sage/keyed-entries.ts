import { z } from "zod";
import { type Client, insertRows, type Row } from "#lib/simulators/sage/database.ts";
import { postTotals } from "#lib/simulators/sage/posting-totals.ts";
import { Refused } from "#lib/simulators/sage/refused.ts";

/** Text of a field on a screen of Sage: what is over its length cannot be typed there. */
export const field = (limit: number) => z.string().trim().max(limit, `takes ${limit} characters`);
export const filled = (limit: number) => field(limit).min(1, "is empty");
/** Money and units as decimal text. */
export const decimal = z.union([
  z.number().transform(String),
  z.string().regex(/^-?\d{1,9}(\.\d{1,4})?$/, "is no number"),
]);
export const businessDate = z.iso.date();

/** The day by the clock of the machine that Sage runs on, YYYY-MM-DD. */
export function today(): string {
  const at = new Date();
  const pad = (value: number): string => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

export async function nextRun(client: Client): Promise<string> {
  const { rows } = await client.query<{ run: string }>("select nextval('simulator.posting_run')::text as run");
  return rows[0]?.run ?? "0";
}

/** Writes job cost transactions as one posting run of their own and adds them to the totals; returns the run. */
export async function postTransactions(client: Client, rows: readonly Row[]): Promise<string> {
  const run = await nextRun(client);
  const numbered = rows.map((row, index): Row => ({ ...row, run, sequence: index + 1, source: "Keyed" }));
  await insertRows(client, "jct_current__transaction", numbered);
  await postTotals(client, run);
  return run;
}

export interface Place {
  job: string;
  extra: string;
  cost_code: string;
  category: string;
}

/** A combination that the job has; `cost_code` is no group code. */
export async function refuseOtherPlace(client: Client, { job, extra, cost_code, category }: Place): Promise<void> {
  const { rows } = await client.query<{ status: string | null; is_group: boolean | null; is_there: boolean }>(
    `select (select status from jcm_master__job where job = $1) as status,
       (select group_cost_code from jcm_master__cost_code where job = $1 and extra = $2 and cost_code = $3) as is_group,
       exists (select from jcm_master__category where job = $1 and extra = $2 and cost_code = $3 and category = $4) as is_there`,
    [job, extra, cost_code, category],
  );
  const [found] = rows;
  if (!found || found.status === null) throw new Refused(404, `job ${job} not found`);
  if (found.status === "Closed") throw new Refused(409, `job ${job} is closed`);
  if (found.is_group) throw new Refused(409, `${cost_code} is a group cost code`);
  if (!found.is_there)
    throw new Refused(404, `${[job, extra, cost_code, category].filter(Boolean).join("/")} not found`);
}
