import { z } from "zod";
import { type Pool, write } from "#lib/simulators/sage/database.ts";
import { effect } from "#lib/simulators/sage/documents.ts";
import { recordEffects } from "#lib/simulators/sage/import-step.ts";
import { Refused } from "#lib/simulators/sage/refused.ts";

const short = (limit: number) => z.string().trim().max(limit, `takes ${limit} characters`);

/** The screen of a new vendor; what is over a field's length cannot be typed there. */
export const NewVendor = z.strictObject({
  vendor: short(10).min(1, "is empty"),
  name: short(30).min(1, "is empty"),
  type: short(20).min(1, "is empty"),
  address_1: short(30).optional(),
  address_2: short(30).optional(),
  city: short(15).optional(),
  state: short(4).optional(),
  zip: short(10).optional(),
  telephone: short(20).optional(),
});
type NewVendor = z.infer<typeof NewVendor>;

/** A person keys a new vendor into Accounts Payable. The id is in capitals whatever is typed, and free; the type exists. */
export async function keyVendor(pool: Pool, entry: NewVendor): Promise<string> {
  const vendor = entry.vendor.toUpperCase();
  await write(pool, async (client) => {
    const { rows } = await client.query<{ is_taken: boolean; has_type: boolean }>(
      `select exists (select from apm_master__vendor where upper(vendor) = $1) as is_taken,
         not exists (select from apm_master__vendor where type <> '')
           or exists (select from apm_master__vendor where type = $2) as has_type`,
      [vendor, entry.type],
    );
    if (rows[0]?.is_taken) throw new Refused(409, `vendor ${vendor} is on file already`);
    if (!rows[0]?.has_type) throw new Refused(409, `vendor type ${entry.type} is not set up`);
    const { name, type, address_1, address_2, city, state, zip, telephone } = entry;
    await client.query(
      `insert into apm_master__vendor (vendor, name, type, status, address_1, address_2, city, state, zip, telephone)
       values ($1, $2, $3, 'Active', $4, $5, $6, $7, $8, $9)`,
      [vendor, name, type, ...[address_1, address_2, city, state, zip, telephone].map((value) => value ?? "")],
    );
    await recordEffects(client, "KEYED", [effect("vendor.keyed", vendor, null, { name, type })], null);
  });
  return vendor;
}
