import { z } from "zod";
import { type Pool, write } from "#lib/simulators/sage/database.ts";
import { effect } from "#lib/simulators/sage/documents.ts";
import { recordEffects } from "#lib/simulators/sage/import-step.ts";
import { Refused } from "#lib/simulators/sage/refused.ts";

const code = z.string().trim().max(10, "takes 10 characters").optional();

/** The two codes on the screen of an invoice; one that is left out stays as it is. */
export const InvoiceCodes = z.strictObject({ code_1: code, code_2: code });
type InvoiceCodes = z.infer<typeof InvoiceCodes>;

/** A person keys the codes of a posted invoice. */
export async function keyInvoiceCodes(
  pool: Pool,
  vendor: string,
  invoice: string,
  { code_1, code_2 }: InvoiceCodes,
): Promise<string> {
  const key = `${vendor}/${invoice}`;
  await write(pool, async (client) => {
    const { rowCount } = await client.query(
      `update apm_master__invoice set invoice_code_1 = coalesce($3, invoice_code_1),
         invoice_code_2 = coalesce($4, invoice_code_2) where vendor = $1 and invoice = $2`,
      [vendor, invoice, code_1 ?? null, code_2 ?? null],
    );
    if (!rowCount) throw new Refused(404, "invoice not found");
    const codes = { code_1: code_1 ?? "", code_2: code_2 ?? "" };
    await recordEffects(client, "KEYED", [effect("invoice_codes.keyed", key, null, codes)], null);
  });
  return key;
}
