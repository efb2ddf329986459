import { z } from "zod";
import { type Pool, write } from "#lib/simulators/sage/database.ts";
import { effect } from "#lib/simulators/sage/documents.ts";
import { recordEffects } from "#lib/simulators/sage/import-step.ts";
import { businessDate, field } from "#lib/simulators/sage/keyed-entries.ts";
import { Refused } from "#lib/simulators/sage/refused.ts";

/** Columns of each kind of insurance on the vendor: company, policy, expiration, whether proof is required. */
const COLUMNS = {
  general: ["gl_ins_company", "gl_ins_policy_number", "gl_ins_expiration_dt", "gen_liab_ins_proof_req"],
  workers: ["work_comp_ins_cmpany", "work_comp_policy_num", "work_comp_expir_dt", "work_comp_ins_proof_req"],
  umbrella: ["umbrella_ins_company", "umb_ins_policy_num", "umb_ins_expir_dt", "umbrella_ins_proof_req"],
  auto: ["auto_ins_company", "auto_ins_policy_num", "auto_ins_expir_dt", "auto_ins_proof_req"],
} as const;
export const INSURANCE_KINDS = ["general", "workers", "umbrella", "auto"] as const;

/** The insurance screen of a vendor; a field that is left out stays as it is. */
export const Insurance = z.strictObject({
  kind: z.enum(INSURANCE_KINDS),
  company: field(30).optional(),
  policy: field(25).optional(),
  expires: businessDate.optional(),
  proof_required: z.union([z.boolean(), z.enum(["yes", "no"]).transform((value) => value === "yes")]).optional(),
});
type Insurance = z.infer<typeof Insurance>;

/** A person keys an insurance of a vendor. */
export async function keyInsurance(pool: Pool, vendor: string, entry: Insurance): Promise<void> {
  const { kind, company, policy, expires, proof_required } = entry;
  const set = COLUMNS[kind].map((column, index) => `${column} = coalesce($${index + 2}, ${column})`).join(", ");
  await write(pool, async (client) => {
    const { rowCount } = await client.query(`update apm_master__vendor set ${set} where vendor = $1`, [
      vendor,
      company ?? null,
      policy ?? null,
      expires ?? null,
      proof_required ?? null,
    ]);
    if (!rowCount) throw new Refused(404, "vendor not found");
    await recordEffects(client, "KEYED", [effect("insurance.keyed", `${vendor}/${kind}`, null, { expires })], null);
  });
}
