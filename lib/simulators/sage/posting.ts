import type { Client } from "#lib/simulators/sage/database.ts";
import { recordEffects } from "#lib/simulators/sage/import-step.ts";
import { postInvoices } from "#lib/simulators/sage/invoice-posting.ts";
import { nextRun } from "#lib/simulators/sage/keyed-entries.ts";
import type { PostedEntry, Posting, Selection } from "#lib/simulators/sage/posted.ts";
import { type Addition, insertAdditions, insertTransactions, postTotals } from "#lib/simulators/sage/posting-totals.ts";

const COLUMNS = {
  commitment: `commitment, commitment_type, description, vendor, job, commitment_date, retainage_percent, amount, tax, closed,
    committed, printed, amount_invoiced, approved_changes, address_1, address_2, city, state, zip_code, ship_to_address_1,
    ship_to_address_2, ship_to_city, ship_to_state, ship_to_zip_code, ordered_by, terms, ship_via, free_on_board`,
  commitment_item: `commitment, item_number, description, job, extra, cost_code, category, units, unit_description, unit_cost,
    amount, tax_group, tax, retainage_percent, delivery_date, scope_of_work, units_invoiced, amount_invoiced,
    approved_commitment_co_units, approved_commitment_co_amount`,
  commitment_co: "commitment, commitment_co, description, co_date, status, scope, printed, amount",
  commitment_co_item: "commitment, commitment_co, item_number, description, units, amount",
} as const;

interface Moved {
  batch: string;
  commitment: string;
  commitment_co?: string;
  item_number?: number;
  vendor?: string;
  amount: string;
}

interface MovedEstimate {
  batch: string;
  job: string;
  extra: string;
  cost_code: string;
  category: string;
  transaction_type: string;
  amount: string;
}

/** Moves unposted entries to the master tables and adds them to the totals. The caller owns the transaction. */
export async function postEntries(client: Client, selection: Selection, fault: string | null): Promise<PostedEntry[]> {
  const runNumber = await nextRun(client);
  const estimates = await postEstimates(client, selection, runNumber);
  const commitments = await postCommitments(client, selection);
  const changeOrders = await postChangeOrders(client, selection);
  const invoices = await postInvoices(client, selection, runNumber);
  const parts = [estimates, commitments, changeOrders, invoices];
  const entries = parts.flatMap((part) => part.entries);
  if (entries.length === 0) return [];
  const commitmentEffects = commitments.effects.map(({ batch, effect }) => ({ key: effect.key, batch }));
  const changeOrderEffects = changeOrders.effects.map(({ batch, effect }) => ({ key: effect.key, batch }));
  await insertAdditions(client, runNumber, commitments.additions);
  await insertTransactions(client, runNumber, commitmentEffects, changeOrderEffects);
  await postTotals(client, runNumber);
  const effects = parts.flatMap((part) => part.effects);
  for (const batch of new Set(effects.map((row) => row.batch))) {
    const own = effects.filter((row) => row.batch === batch).map((row) => row.effect);
    await recordEffects(client, batch, own, fault);
  }
  return entries;
}

async function move(client: Client, table: keyof typeof COLUMNS, selection: Selection): Promise<Moved[]> {
  const columns = COLUMNS[table];
  const [filter, values] = conditionOf(selection);
  const result = await client.query<Moved>(
    `with moved as (delete from jcm_new__${table} ${filter} returning *),
       kept as (insert into jcm_master__${table} (${columns}) select ${columns} from moved)
     select * from moved`,
    values,
  );
  return result.rows;
}

function conditionOf(selection: Selection): [string, string[]] {
  if (selection === "all") return ["", []];
  if ("batch" in selection) return ["where batch = $1", [selection.batch]];
  return ["where commitment = $1", [selection.commitment]];
}

async function postCommitments(
  client: Client,
  selection: Selection,
): Promise<Posting & { additions: readonly Addition[] }> {
  const heads = await move(client, "commitment", selection);
  const items = await move(client, "commitment_item", selection);
  items.sort((a, b) => (a.item_number ?? 0) - (b.item_number ?? 0));
  // Items that a change order adds come without their head, which stands in Sage already.
  const added = items.filter((item) => !heads.some((head) => head.commitment === item.commitment));
  const entries = heads.flatMap((head) => [
    { batch: head.batch, record: "C", key: head.commitment },
    ...items
      .filter((item) => item.commitment === head.commitment)
      .map((item) => ({ batch: item.batch, record: "CI", key: `${item.commitment}/${item.item_number}` })),
  ]);
  const effects = heads.map((head) => ({
    batch: head.batch,
    effect: {
      kind: "commitment.posted",
      key: head.commitment,
      amount: head.amount,
      detail: { vendor: head.vendor, items: items.filter((item) => item.commitment === head.commitment).length },
    },
  }));
  const additions = added.map((item) => ({
    batch: item.batch,
    record: "CI",
    key: `${item.commitment}/${item.item_number}`,
  }));
  const bookable = added.map(({ commitment, item_number = 0, batch }) => ({ commitment, item_number, batch }));
  return { entries: [...entries, ...additions], effects, additions: bookable };
}

async function postChangeOrders(client: Client, selection: Selection): Promise<Posting> {
  const heads = await move(client, "commitment_co", selection);
  const items = heads.length > 0 ? await move(client, "commitment_co_item", selection) : [];
  items.sort((a, b) => (a.item_number ?? 0) - (b.item_number ?? 0));
  const keyOf = (row: Moved): string => `${row.commitment}/${row.commitment_co}`;
  const entries = heads.flatMap((head) => [
    { batch: head.batch, record: "CCO", key: keyOf(head) },
    ...items
      .filter((item) => keyOf(item) === keyOf(head))
      .map((item) => ({ batch: item.batch, record: "CCOI", key: `${keyOf(item)}/${item.item_number}` })),
  ]);
  const effects = heads.map((head) => {
    const detail = { items: items.filter((item) => keyOf(item) === keyOf(head)).length };
    return {
      batch: head.batch,
      effect: { kind: "change_order.posted", key: keyOf(head), amount: head.amount, detail },
    };
  });
  return { entries, effects };
}

async function postEstimates(client: Client, selection: Selection, run: string): Promise<Posting> {
  if (selection !== "all" && "commitment" in selection) return { entries: [], effects: [] };
  const [filter, values] = conditionOf(selection);
  const columns = `job, extra, cost_code, category, transaction_type, transaction_date, accounting_date, description, units,
    amount, unit_description, source, batch`;
  const { rows } = await client.query<MovedEstimate>(
    `with moved as (delete from jct_new__transaction ${filter} returning *),
       kept as (insert into jct_current__transaction (${columns}, run, sequence)
         select ${columns}, ${run}, row_number() over (order by entry) from moved)
     select batch, job, extra, cost_code, category, transaction_type, amount from moved order by entry`,
    values,
  );
  const keyOf = (row: MovedEstimate): string =>
    [row.job, row.extra, row.cost_code, row.category].filter((part) => part !== "").join("/");
  return {
    entries: rows.map((row) => ({ batch: row.batch, record: "C", key: keyOf(row) })),
    effects: rows.map((row) => {
      const kind = row.transaction_type === "Original estimate" ? "estimate.posted" : "estimate_change.posted";
      return { batch: row.batch, effect: { kind, key: keyOf(row), amount: row.amount, detail: {} } };
    }),
  };
}
