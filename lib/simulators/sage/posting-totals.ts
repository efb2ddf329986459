import type { Client } from "#lib/simulators/sage/database.ts";

interface Posted {
  key: string;
  batch: string;
}

const COLUMNS = `job, extra, cost_code, category, transaction_type, run, sequence, transaction_date, accounting_date,
  description, units, unit_cost, amount, unit_description, source, vendor, commitment_type, commitment,
  commitment_line_item, commitment_co, batch`;
const NEXT = "(select coalesce(max(sequence), 0) from jct_current__transaction where run = $3)";

export interface Addition {
  commitment: string;
  item_number: number;
  batch: string;
}

/** What new items of posted commitments bring with them, where they come with an amount of their own. */
export async function insertAdditions(client: Client, run: string, additions: readonly Addition[]): Promise<void> {
  if (additions.length === 0) return;
  const added = `jsonb_to_recordset($1::jsonb) as p(commitment text, item_number integer, batch text)
    join jcm_master__commitment_item i using (commitment, item_number)`;
  await client.query(
    `insert into jct_current__transaction (${COLUMNS})
     select i.job, i.extra, i.cost_code, i.category, 'Committed cost', $2,
       ${NEXT.replace("$3", "$2")} + row_number() over (order by i.commitment, i.item_number), c.commitment_date,
       c.commitment_date, i.description, i.units, i.unit_cost, i.amount, i.unit_description, 'Import', c.vendor,
       c.commitment_type, c.commitment, i.item_number, null, p.batch
     from ${added} join jcm_master__commitment c on c.commitment = i.commitment and c.committed where i.amount <> 0`,
    [JSON.stringify(additions), run],
  );
  await client.query(
    `update jcm_master__commitment c set amount = c.amount + t.amount, tax = c.tax + t.tax
     from (select i.commitment, sum(i.amount) as amount, sum(i.tax) as tax from ${added} group by 1) t
     where c.commitment = t.commitment and t.amount <> 0`,
    [JSON.stringify(additions)],
  );
}

/** Job cost transactions of the commitments and change orders that this posting run has moved. */
export async function insertTransactions(
  client: Client,
  run: string,
  commitments: readonly Posted[],
  changeOrders: readonly Posted[],
): Promise<void> {
  if (commitments.length > 0) {
    await client.query(
      `insert into jct_current__transaction (${COLUMNS})
       select i.job, i.extra, i.cost_code, i.category, 'Committed cost', $3,
         ${NEXT} + row_number() over (order by i.commitment, i.item_number), c.commitment_date, c.commitment_date,
         i.description, i.units, i.unit_cost, i.amount, i.unit_description, 'Import', c.vendor, c.commitment_type,
         c.commitment, i.item_number, null, p.batch
       from unnest($1::text[], $2::text[]) as p(commitment, batch)
       join jcm_master__commitment c on c.commitment = p.commitment and c.committed
       join jcm_master__commitment_item i on i.commitment = c.commitment`,
      [commitments.map((row) => row.key), commitments.map((row) => row.batch), run],
    );
  }
  if (changeOrders.length === 0) return;
  const posted = [changeOrders.map((row) => row.key), changeOrders.map((row) => row.batch)];
  await client.query(
    `insert into jct_current__transaction (${COLUMNS})
     select i.job, i.extra, i.cost_code, i.category, 'Aprvd cmmtt changes', $3,
       ${NEXT} + row_number() over (order by x.commitment, x.commitment_co, x.item_number), o.co_date, o.co_date,
       x.description, x.units, i.unit_cost, x.amount, i.unit_description, 'Import', c.vendor, c.commitment_type,
       c.commitment, i.item_number, x.commitment_co, p.batch
     from unnest($1::text[], $2::text[]) as p(key, batch)
     join jcm_master__commitment_co o on o.commitment || '/' || o.commitment_co = p.key
     join jcm_master__commitment_co_item x on x.commitment = o.commitment and x.commitment_co = o.commitment_co
     join jcm_master__commitment c on c.commitment = o.commitment
     join jcm_master__commitment_item i on i.commitment = x.commitment and i.item_number = x.item_number`,
    [...posted, run],
  );
  await changeItems(client, run);
}

// A change of the line's description rewrites the item's own, as it does when keyed on the screen.
async function changeItems(client: Client, run: string): Promise<void> {
  await client.query(
    `update jcm_master__commitment_item i set
       approved_commitment_co_units = i.approved_commitment_co_units + t.units,
       approved_commitment_co_amount = i.approved_commitment_co_amount + t.amount,
       description = coalesce(nullif(t.description, ''), i.description)
     from (select commitment, commitment_line_item, sum(units) as units, sum(amount) as amount, max(description) as description
       from jct_current__transaction where run = $1 and commitment_co is not null group by 1, 2) t
     where i.commitment = t.commitment and i.item_number = t.commitment_line_item`,
    [run],
  );
  await client.query(
    `update jcm_master__commitment c set approved_changes = c.approved_changes + t.amount
     from (select commitment, sum(amount) as amount from jct_current__transaction
       where run = $1 and commitment_co is not null group by 1) t
     where c.commitment = t.commitment`,
    [run],
  );
}

const OF_RUN = "from jct_current__transaction where run = $1";
const COST = "transaction_type in ('AP cost', 'JC cost', 'PR cost')";
const sumOf = (condition: string, column = "amount"): string =>
  `coalesce(sum(${column}) filter (where ${condition}), 0)`;
const ofType = (type: string, column = "amount"): string => sumOf(`transaction_type = '${type}'`, column);

const IS_THIS_MONTH = `exists (select from simulator.period p where p.application = 'JC'
  and accounting_date >= p.current_month and accounting_date < p.current_month + interval '1 month')`;
const SUMS = `
  ${ofType("Original estimate")} as estimate, ${ofType("Original estimate", "units")} as estimate_units,
  ${ofType("Aprvd est changes")} as change, ${ofType("Aprvd est changes", "units")} as change_units,
  ${ofType("Committed cost")} as commitment, ${ofType("Aprvd cmmtt changes")} as commitment_change,
  ${sumOf("transaction_type = 'AP cost' and commitment <> ''")} as invoiced, ${sumOf(COST)} as cost,
  ${sumOf(`${COST} and ${IS_THIS_MONTH}`)} as month_cost, ${ofType("Dollars paid")} as paid,
  ${ofType("Scheduled value")} as contract, ${ofType("Aprvd contract chgs")} as contract_change`;

/** What each column of a level is moved by. */
const MOVES = {
  original_estimate: "t.estimate",
  total_estimate: "t.estimate + t.change",
  original_commitment: "t.commitment",
  approved_commitment_changes: "t.commitment_change",
  revised_commitment: "t.commitment + t.commitment_change",
  commitment_invoiced: "t.invoiced",
  jtd_cost: "t.cost",
  mtd_cost: "t.month_cost",
  jtd_dollars_paid: "t.paid",
} as const;
const LEVELS: readonly { table: string; keys: readonly string[]; moves: Readonly<Record<string, string>> }[] = [
  {
    table: "jcm_master__category",
    keys: ["job", "extra", "cost_code", "category"],
    moves: {
      ...MOVES,
      approved_estimate_changes: "t.change",
      original_estimate_units: "t.estimate_units",
      approved_estimate_units: "t.change_units",
    },
  },
  {
    table: "jcm_master__cost_code",
    keys: ["job", "extra", "cost_code"],
    moves: { ...MOVES, jtd_aprvd_estimate_chgs: "t.change" },
  },
  {
    table: "jcm_master__job",
    keys: ["job"],
    moves: {
      ...MOVES,
      jtd_aprvd_estimate_chgs: "t.change",
      original_contract_amount: "t.contract",
      jtd_aprvd_contract_chgs: "t.contract_change",
      revised_contract_amount: "t.contract + t.contract_change",
    },
  },
];

/** Adds the transactions of one posting run to category, cost code and job. */
export async function postTotals(client: Client, run: string): Promise<void> {
  for (const { table, keys, moves } of LEVELS) {
    const sets = Object.entries(moves).map(([column, move]) => `${column} = m.${column} + ${move}`);
    const isSame = keys.map((key) => `m.${key} = t.${key}`).join(" and ");
    const names = keys.join(", ");
    await client.query(
      `update ${table} m set ${sets.join(", ")} from (select ${names}, ${SUMS} ${OF_RUN} group by ${names}) t where ${isSame}`,
      [run],
    );
  }
}
