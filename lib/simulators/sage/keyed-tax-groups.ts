import { z } from "zod";
import { insertRows, type Pool, write } from "#lib/simulators/sage/database.ts";
import { effect } from "#lib/simulators/sage/documents.ts";
import { recordEffects } from "#lib/simulators/sage/import-step.ts";
import { decimal, field, filled } from "#lib/simulators/sage/keyed-entries.ts";
import { linesOf } from "#lib/simulators/sage/keyed-lines.ts";
import { Refused } from "#lib/simulators/sage/refused.ts";

const Rate = z.strictObject({ tax_rate_id: filled(6), description: field(30).default(""), rate: decimal });

/** The screen of a tax group with its rates in percent. */
export const NewTaxGroup = z.strictObject({
  tax_group: filled(6),
  description: field(30).default(""),
  rates: linesOf(Rate, ([tax_rate_id, description, rate]) => ({ tax_rate_id, description, rate })),
});
type NewTaxGroup = z.infer<typeof NewTaxGroup>;

/** A person keys a tax group. */
export async function keyTaxGroup(pool: Pool, { tax_group, description, rates }: NewTaxGroup): Promise<string> {
  if (new Set(rates.map(({ tax_rate_id }) => tax_rate_id)).size < rates.length)
    throw new Refused(409, "a tax rate is entered twice");
  await write(pool, async (client) => {
    const { rowCount } = await client.query(
      "insert into txm_master__tax_group (tax_group, description) values ($1, $2) on conflict do nothing",
      [tax_group, description],
    );
    if (!rowCount) throw new Refused(409, `tax group ${tax_group} is on file already`);
    await insertRows(
      client,
      "txm_master__tax_group_rate",
      rates.map((rate) => ({ tax_group, ...rate })),
    );
    await recordEffects(client, "KEYED", [effect("tax_group.keyed", tax_group, null, { rates: rates.length })], null);
  });
  return tax_group;
}
