import { z } from "zod";
import { type Client, insertRows, type Pool, write } from "#lib/simulators/sage/database.ts";
import { effect } from "#lib/simulators/sage/documents.ts";
import { recordEffects } from "#lib/simulators/sage/import-step.ts";
import { field, filled } from "#lib/simulators/sage/keyed-entries.ts";
import { linesOf } from "#lib/simulators/sage/keyed-lines.ts";
import { Refused } from "#lib/simulators/sage/refused.ts";

const Extra = z.strictObject({ extra: filled(10), description: field(30).default("") });
const Code = z.strictObject({
  extra: field(10).default(""),
  cost_code: filled(12),
  description: field(30).optional(),
  categories: z.array(filled(3)).default([]),
});

/** The screen of a new job with its extras and cost codes; on the page each is a line of text. */
export const NewJob = z.strictObject({
  job: filled(10),
  description: filled(30),
  address_1: field(30).default(""),
  address_2: field(30).default(""),
  city: field(15).default(""),
  state: field(4).default(""),
  zip_code: field(10).default(""),
  job_tax_group: field(6).default(""),
  extras: linesOf(Extra, ([extra = "", description = ""]) => ({ extra, description })),
  codes: linesOf(Code, ([cost_code = "", categories = "", extra = ""]) => {
    return { cost_code, extra, categories: categories.split(/[ ,]+/).filter(Boolean) };
  }),
});
type NewJob = z.infer<typeof NewJob>;

/** A person keys a job. Codes need not be standard, nor have a category; a category is standard. */
export async function keyJob(pool: Pool, { extras, codes, ...head }: NewJob): Promise<string> {
  const { job } = head;
  await write(pool, async (client) => {
    const { rowCount } = await client.query("select from jcm_master__job where job = $1", [job]);
    if (rowCount) throw new Refused(409, `job ${job} is on file already`);
    const unknown = codes.find(({ extra }) => extra !== "" && !extras.some((one) => one.extra === extra));
    if (unknown) throw new Refused(409, `extra ${unknown.extra} not found`);
    await insertRows(client, "jcm_master__job", [{ ...head, status: "In progress" }]);
    await insertRows(
      client,
      "jcm_master__extra",
      extras.map((extra) => ({ job, ...extra })),
    );
    for (const code of codes) await addCode(client, job, code);
    await recordEffects(client, "KEYED", [effect("job.keyed", job, null, { codes: codes.length })], null);
  });
  return job;
}

async function addCode(client: Client, job: string, code: z.infer<typeof Code>): Promise<void> {
  const { extra, cost_code, description, categories } = code;
  const added = await client.query(
    `insert into jcm_master__cost_code (job, extra, cost_code, description, group_cost_code, accumulate_as)
     select $1, $2, $3, coalesce($4, s.description, ''), coalesce(s.group_cost_code, false), s.accumulate_as
     from (select 1) one left join jcm_master__standard_cost_code s on s.cost_code = $3
     on conflict do nothing`,
    [job, extra, cost_code, description ?? null],
  );
  if (!added.rowCount) throw new Refused(409, `cost code ${cost_code} is entered twice`);
  const { rowCount } = await client.query(
    `insert into jcm_master__category (job, extra, cost_code, category, description, accumulate_as)
     select $1, $2, $3, s.category, s.description, s.accumulate_as
     from jcm_master__standard_category s where s.category = any($4)`,
    [job, extra, cost_code, categories],
  );
  if (rowCount !== new Set(categories).size) throw new Refused(409, `a category of ${cost_code} is not standard`);
}
