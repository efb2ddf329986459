import type { Pool, Row } from "#lib/simulators/sage/database.ts";
import type { LoadRequest } from "#lib/simulators/sage/load.ts";

// Totals come with the documents, stamps with the row; estimates are finalized, and months closed, after them.
const MOVED = [
  "original_estimate pending_estimate_changes jtd_aprvd_estimate_chgs total_estimate original_commitment",
  "pending_commitment_changes approved_commitment_changes revised_commitment commitment_invoiced jtd_cost mtd_cost",
  "jtd_dollars_paid original_contract_amount jtd_aprvd_contract_chgs revised_contract_amount original_estimate_units",
  "approved_estimate_changes approved_estimate_units msc_cat_amt_1 msc_cat_amt_2 orig_estimate_finalized",
  "date_stamp row_version",
].flatMap((names) => names.split(" "));

const made = (kind: string, key: string): string =>
  `exists (select from simulator.effect where kind = '${kind}' and translate(natural_key, '-. ', '') = translate(${key}, '-. ', ''))`;
const isOfMadeJob = made("job.created", "t.job");
const KEYS = {
  extra: "t.job || '/' || t.extra",
  code: "concat_ws('/', t.job, nullif(t.extra, ''), t.cost_code)",
  category: "concat_ws('/', t.job, nullif(t.extra, ''), t.cost_code, t.category)",
};
const unlessMade = (kind: string, key: string): string => `not ${isOfMadeJob} and not ${made(kind, key)}`;

/** What an import made is none of a company's masters: the imports make it again. */
const TABLES: Readonly<Partial<Record<keyof LoadRequest, readonly [table: string, where: string]>>> = {
  jobs: ["jcm_master__job", `not ${isOfMadeJob}`],
  extras: ["jcm_master__extra", unlessMade("extra.created", KEYS.extra)],
  costCodes: ["jcm_master__cost_code", unlessMade("cost_code.created", KEYS.code)],
  categories: ["jcm_master__category", unlessMade("category.created", KEYS.category)],
  vendors: ["apm_master__vendor", "true"],
  standardCostCodes: ["jcm_master__standard_cost_code", "true"],
  standardCategories: ["jcm_master__standard_category", "true"],
  taxGroups: ["txm_master__tax_group", "true"],
  taxGroupRates: ["txm_master__tax_group_rate", "true"],
};

// What stood on a code before the first import did; the imports bring the rest.
const OPENING = ["Original estimate", "Aprvd est changes"].map(
  (type) => `coalesce((select sum(x.amount) from jct_current__transaction x where x.job = t.job and x.extra = t.extra
    and x.cost_code = t.cost_code and x.category = t.category and x.transaction_type = '${type}' and x.source = 'Import'), 0)`,
);
const OPENING_ESTIMATES = `jsonb_build_object('original_estimate', t.original_estimate - ${OPENING[0]},
  'approved_estimate_changes', t.approved_estimate_changes - ${OPENING[1]})`;

/** The masters of the company as `load` takes them: what stands up an empty test company beside it. */
export async function readMasters(pool: Pool): Promise<LoadRequest> {
  const entries = Object.entries(TABLES).map(async ([name, [table, where]]) => {
    const more = name === "categories" ? ` || ${OPENING_ESTIMATES}` : "";
    const { rows } = await pool.query<{ row: Row }>(
      `select (to_jsonb(t) - $1::text[])${more} as row from ${table} t where ${where}`,
      [MOVED],
    );
    return [name, rows.map(({ row }) => row)] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as LoadRequest;
}
