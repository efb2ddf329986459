import type { Pool } from "#lib/simulators/sage/database.ts";

/** A figure that is not what its entries come to. Amounts are decimal text. */
export interface Mistake {
  table: string;
  key: string;
  column: string;
  stated: string;
  found: string;
}

interface Check {
  table: string;
  /** Gives every row under `key`, with each column as it is stated beside what its entries come to. */
  from: string;
  key: readonly string[];
  columns: Readonly<Record<string, readonly [stated: string, found: string]>>;
}

const sum = (type: string, column = "amount"): string => `sum(${column}) filter (where transaction_type = '${type}')`;
const IS_COST = "transaction_type in ('AP cost', 'JC cost', 'PR cost')";
const MONTH = "(select current_month from simulator.period where application = 'JC')";
const SUMS = `${sum("Original estimate")} as estimate, ${sum("Original estimate", "units")} as estimate_units,
  ${sum("Aprvd est changes")} as est_change, ${sum("Aprvd est changes", "units")} as est_change_units,
  ${sum("Committed cost")} as committed, ${sum("Aprvd cmmtt changes")} as cmmtt_change,
  sum(amount) filter (where transaction_type = 'AP cost' and commitment <> '') as invoiced,
  sum(amount) filter (where ${IS_COST}) as cost,
  sum(amount) filter (where ${IS_COST} and accounting_date >= ${MONTH} and accounting_date < ${MONTH} + interval '1 month')
    as month_cost,
  ${sum("Dollars paid")} as paid, ${sum("Scheduled value")} as scheduled, ${sum("Aprvd contract chgs")} as contract_change`;

const both = (...parts: readonly string[]): string => parts.map((part) => `coalesce(${part}, 0)`).join(" + ");
const LEVEL_COLUMNS = {
  original_estimate: ["m.original_estimate", "t.estimate"],
  total_estimate: ["m.total_estimate", both("t.estimate", "t.est_change")],
  original_commitment: ["m.original_commitment", "t.committed"],
  approved_commitment_changes: ["m.approved_commitment_changes", "t.cmmtt_change"],
  revised_commitment: ["m.revised_commitment", both("t.committed", "t.cmmtt_change")],
  commitment_invoiced: ["m.commitment_invoiced", "t.invoiced"],
  jtd_cost: ["m.jtd_cost", "t.cost"],
  mtd_cost: ["m.mtd_cost", "t.month_cost"],
  jtd_dollars_paid: ["m.jtd_dollars_paid", "t.paid"],
} as const;

function level(table: string, key: readonly string[], columns: Check["columns"]): Check {
  const names = key.join(", ");
  const last = key.at(-1);
  return {
    table,
    from: `${table} m full join (select ${names}, ${SUMS} from jct_current__transaction
      where ${last} <> '' group by ${names}) t using (${names})`,
    key,
    columns: { ...LEVEL_COLUMNS, ...columns },
  };
}

// What is not committed to Job Cost is on file and in no total.
const COMMITTED_ONLY = `select i.* from jcm_master__commitment_item i
  join jcm_master__commitment c on c.commitment = i.commitment and c.committed`;
const COMMITTED_ITEMS = "jcm_master__commitment_item of what is committed";

/** Compares one table's column with a sum over others, by the columns of its key. */
function summed(table: string, key: readonly string[], of: string, columns: Check["columns"]): Check {
  const names = key.join(", ");
  const rows = table === COMMITTED_ITEMS ? `(${COMMITTED_ONLY})` : table;
  return { table, from: `${rows} m full join (${of}) t using (${names})`, key, columns };
}

const LEVELS: readonly Check[] = [
  level("jcm_master__category", ["job", "extra", "cost_code", "category"], {
    approved_estimate_changes: ["m.approved_estimate_changes", "t.est_change"],
    original_estimate_units: ["m.original_estimate_units", "t.estimate_units"],
    approved_estimate_units: ["m.approved_estimate_units", "t.est_change_units"],
  }),
  level("jcm_master__cost_code", ["job", "extra", "cost_code"], {
    jtd_aprvd_estimate_chgs: ["m.jtd_aprvd_estimate_chgs", "t.est_change"],
  }),
  level("jcm_master__job", ["job"], {
    jtd_aprvd_estimate_chgs: ["m.jtd_aprvd_estimate_chgs", "t.est_change"],
    original_contract_amount: ["m.original_contract_amount", "t.scheduled"],
    jtd_aprvd_contract_chgs: ["m.jtd_aprvd_contract_chgs", "t.contract_change"],
    revised_contract_amount: ["m.revised_contract_amount", both("t.scheduled", "t.contract_change")],
  }),
];

const ITEM_KEY = ["commitment", "item_number"];
const COMMITMENTS: readonly Check[] = [
  summed(
    "jcm_master__commitment",
    ["commitment"],
    `select commitment, sum(amount) as amount, sum(tax) as tax, sum(amount_invoiced) as invoiced,
       sum(approved_commitment_co_amount) as changes from jcm_master__commitment_item group by 1`,
    {
      amount: ["m.amount", "t.amount"],
      tax: ["m.tax", "t.tax"],
      amount_invoiced: ["m.amount_invoiced", "t.invoiced"],
      approved_changes: ["m.approved_changes", "t.changes"],
    },
  ),
  summed(
    COMMITTED_ITEMS,
    ITEM_KEY,
    `select commitment, commitment_line_item as item_number, ${sum("Committed cost")} as amount,
       ${sum("Aprvd cmmtt changes")} as changes, ${sum("AP cost")} as invoiced, ${sum("AP cost", "units")} as units
     from jct_current__transaction where commitment_line_item is not null group by 1, 2`,
    {
      amount: ["m.amount", "t.amount"],
      approved_commitment_co_amount: ["m.approved_commitment_co_amount", "t.changes"],
      amount_invoiced: ["m.amount_invoiced", "t.invoiced"],
      units_invoiced: ["m.units_invoiced", "t.units"],
    },
  ),
  summed(
    "jcm_master__commitment_co",
    ["commitment", "commitment_co"],
    "select commitment, commitment_co, sum(amount) as amount from jcm_master__commitment_co_item group by 1, 2",
    { amount: ["m.amount", "t.amount"] },
  ),
  summed(
    "jcm_master__commitment_item",
    ITEM_KEY,
    `select commitment, item_number, sum(amount) as amount, sum(units) as units
     from jcm_master__commitment_co_item group by 1, 2`,
    {
      approved_commitment_co_amount: ["m.approved_commitment_co_amount", "t.amount"],
      approved_commitment_co_units: ["m.approved_commitment_co_units", "t.units"],
    },
  ),
];

const INVOICE_KEY = ["vendor", "invoice"];
const REST: readonly Check[] = [
  summed(
    "apm_master__invoice",
    INVOICE_KEY,
    "select vendor, invoice, sum(amount) as amount, sum(retainage) as retainage from apm_master__distribution group by 1, 2",
    { amount: ["m.amount", "t.amount"], retainage: ["m.retainage", "t.retainage"] },
  ),
  summed(
    "apm_master__invoice",
    INVOICE_KEY,
    "select vendor, invoice, sum(amount) as paid from apm_master__invoice_payment group by 1, 2",
    { amount_paid: ["m.amount_paid", "t.paid"] },
  ),
  summed(
    "apm_master__distribution",
    ["vendor", "invoice", "dist_seq"],
    `select vendor, invoice, dist_sequence as dist_seq, ${sum("AP cost")} as cost from jct_current__transaction
     where dist_sequence is not null group by 1, 2, 3`,
    { amount: ["case when m.job <> '' then m.amount end", "t.cost"] },
  ),
  summed(
    "apm_master__invoice_payment",
    ["payment_id"],
    `select ap_payment_id as payment_id, ${sum("Dollars paid")} as paid from jct_current__transaction
     where ap_payment_id is not null group by 1`,
    { amount: ["m.amount", "t.paid"] },
  ),
  summed(
    "cnm_master__contract",
    ["contract"],
    `select contract, ${sum("Scheduled value")} as scheduled, ${sum("Aprvd contract chgs")} as changes
     from jct_current__transaction where contract <> '' group by 1`,
    {
      original_amount: ["m.original_amount", "t.scheduled"],
      approved_changes: ["m.approved_changes", "t.changes"],
      revised_amount: ["m.revised_amount", both("t.scheduled", "t.changes")],
    },
  ),
  summed(
    "cnm_master__contract",
    ["contract"],
    "select contract, sum(amount) as amount from cnm_master__contract_item group by 1",
    { original_amount: ["m.original_amount", "t.amount"] },
  ),
  {
    table: "jcm_master__job_misc_worksheet",
    from: `(select job, sum(amount) as amount from jcm_master__job_misc_worksheet group by 1) m
      full join (select job, ${sum("Scheduled value")} as scheduled from jct_current__transaction
        where coalesce(contract, '') = '' group by 1) t using (job)`,
    key: ["job"],
    columns: { amount: ["m.amount", "t.scheduled"] },
  },
  summed(
    "blt_current__wip_transaction",
    ["wip_id"],
    `select wip_id, sum(amount) as amount from jct_current__transaction where wip_id is not null and ${IS_COST} group by 1`,
    { cost_amount: ["m.cost_amount", "t.amount"] },
  ),
];

function statementOf({ table, from, key, columns }: Check): string {
  const values = Object.entries(columns).map(([column, [stated, found]]) => {
    return `('${column}', coalesce(${stated}, 0), coalesce(${found}, 0))`;
  });
  return `select '${table}' as "table", concat_ws('/', ${key.map((name) => `nullif(${name}::text, '')`).join(", ")}) as key,
    v.name as "column", v.stated::text, v.found::text
  from ${from} cross join lateral (values ${values.join(", ")}) as v (name, stated, found) where v.stated <> v.found`;
}

const STATEMENT = `${[...LEVELS, ...COMMITMENTS, ...REST].map(statementOf).join(" union all ")} order by 1, 2, 3 limit 500`;

/** Every total of the company that is not the sum of its transactions, up to 500; none when the books are in order. */
export async function readMistakes(pool: Pool): Promise<Mistake[]> {
  return (await pool.query<Mistake>(STATEMENT)).rows;
}
