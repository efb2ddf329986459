import { Decimal } from "decimal.js";
import { z } from "zod";
import { type Client, insertRows, type Pool, type Row, write } from "#lib/simulators/sage/database.ts";
import { effect } from "#lib/simulators/sage/documents.ts";
import { recordEffects } from "#lib/simulators/sage/import-step.ts";
import { Refused } from "#lib/simulators/sage/refused.ts";

const LoadRow = z.record(
  z.string().regex(/^[a-z][a-z0-9_]*$/),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
);
const CommitmentRow = z
  .object({ commitment: z.string().min(1), items: z.array(LoadRow).default([]), unposted: z.boolean().default(false) })
  .catchall(z.union([z.string(), z.number(), z.boolean(), z.null()]));

const REFERENCE = {
  jobs: { table: "jcm_master__job", keys: ["job"], defaults: {} },
  extras: { table: "jcm_master__extra", keys: ["job", "extra"], defaults: {} },
  costCodes: { table: "jcm_master__cost_code", keys: ["job", "extra", "cost_code"], defaults: { extra: "" } },
  categories: {
    table: "jcm_master__category",
    keys: ["job", "extra", "cost_code", "category"],
    defaults: { extra: "" },
  },
  vendors: { table: "apm_master__vendor", keys: ["vendor"], defaults: {} },
  standardCostCodes: { table: "jcm_master__standard_cost_code", keys: ["cost_code"], defaults: {} },
  standardCategories: { table: "jcm_master__standard_category", keys: ["category"], defaults: {} },
  taxGroups: { table: "txm_master__tax_group", keys: ["tax_group"], defaults: {} },
  changeOrders: { table: "jcm_master__commitment_co", keys: ["commitment", "commitment_co"], defaults: {} },
  changeOrderItems: {
    table: "jcm_master__commitment_co_item",
    keys: ["commitment", "commitment_co", "item_number"],
    defaults: {},
  },
  invoices: { table: "apm_master__invoice", keys: ["vendor", "invoice"], defaults: {} },
  distributions: {
    table: "apm_master__distribution",
    keys: ["vendor", "invoice", "dist_seq"],
    defaults: { extra: "" },
  },
  taxGroupRates: { table: "txm_master__tax_group_rate", keys: ["tax_group", "tax_rate_id"], defaults: {} },
  payments: { table: "apm_master__invoice_payment", keys: ["vendor", "invoice", "payment_id"], defaults: {} },
  transactions: { table: "jct_current__transaction", keys: ["run", "sequence"], defaults: { extra: "" } },
  wipTransactions: { table: "blt_current__wip_transaction", keys: ["wip_id"], defaults: { extra: "" } },
  contracts: { table: "cnm_master__contract", keys: ["contract"], defaults: {} },
  contractItems: {
    table: "cnm_master__contract_item",
    keys: ["contract", "contract_item"],
    defaults: { extra: "" },
  },
  periods: { table: "simulator.period", keys: ["application"], defaults: {} },
  worksheetLines: { table: "jcm_master__job_misc_worksheet", keys: ["job", "line"], defaults: {} },
} as const;
type ReferenceName = keyof typeof REFERENCE;
const REFERENCE_NAMES = Object.keys(REFERENCE) as ReferenceName[];

const Rows = z.array(LoadRow).optional();
type Reference = Readonly<Record<ReferenceName, typeof Rows>>;
const ReferenceRows = Object.fromEntries(REFERENCE_NAMES.map((name) => [name, Rows])) as Reference;
export const LoadRequest = z.strictObject({ ...ReferenceRows, commitments: z.array(CommitmentRow).optional() });
export type LoadRequest = z.infer<typeof LoadRequest>;
type CommitmentRow = z.infer<typeof CommitmentRow>;

const BATCH = 10_000;
// Postings go on behind the runs that were loaded.
const BEHIND_LOADED_RUNS = `select setval('simulator.posting_run', greatest((select last_value from simulator.posting_run),
  (select coalesce(max(run), 1) from jct_current__transaction)))`;

export async function load(pool: Pool, request: LoadRequest): Promise<Record<string, number>> {
  return write(pool, async (client) => {
    const counts: Record<string, number> = {};
    for (const name of REFERENCE_NAMES) {
      const rows = request[name];
      if (!rows) continue;
      const { table, keys, defaults } = REFERENCE[name];
      await upsert(
        client,
        table,
        keys,
        rows.map((row) => ({ ...defaults, ...row })),
      );
      counts[name] = rows.length;
    }
    if (request.transactions) await client.query(BEHIND_LOADED_RUNS);
    if (request.commitments) {
      await loadCommitments(client, request.commitments);
      counts.commitments = request.commitments.length;
    }
    return counts;
  });
}

async function upsert(client: Client, table: string, keys: readonly string[], rows: readonly Row[]): Promise<void> {
  const columns = await columnsOf(client, table);
  for (const { signature, rows: group } of bySignature(rows)) {
    const unknown = signature.find((column) => !columns.has(column));
    if (unknown) throw new Refused(400, `column ${unknown} not in ${table}`);
    const missing = keys.find((key) => !signature.includes(key));
    if (missing) throw new Refused(400, `column ${missing} missing in ${table}`);
    const changed = signature.filter((column) => !keys.includes(column));
    const action = changed.map((column) => `${column} = excluded.${column}`).join(", ");
    const conflict = `on conflict (${keys.join(", ")}) do ${action === "" ? "nothing" : `update set ${action}`}`;
    const distinct = [...new Map(group.map((row) => [keys.map((key) => row[key]).join("\u0000"), row])).values()];
    for (let start = 0; start < distinct.length; start += BATCH) {
      await insertRows(client, table, distinct.slice(start, start + BATCH), conflict);
    }
  }
}

/** Rows are inserted together with those that name the same columns, so that the others keep their defaults. */
function bySignature(rows: readonly Row[]): { signature: string[]; rows: Row[] }[] {
  const groups = new Map<string, { signature: string[]; rows: Row[] }>();
  for (const row of rows) {
    const signature = Object.keys(row).sort();
    const name = signature.join(",");
    const group = groups.get(name) ?? { signature, rows: [] };
    group.rows.push(Object.fromEntries(signature.map((column) => [column, row[column] ?? null])));
    groups.set(name, group);
  }
  return [...groups.values()];
}

async function columnsOf(client: Client, table: string): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(
    "select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped",
    [table],
  );
  return new Set(rows.map((row) => row.name));
}

async function loadCommitments(client: Client, commitments: readonly CommitmentRow[]): Promise<void> {
  for (const isUnposted of [false, true]) {
    const chosen = commitments.filter((row) => row.unposted === isUnposted);
    if (chosen.length === 0) continue;
    await refuseOtherState(client, isUnposted ? "jcm_master__commitment" : "jcm_new__commitment", chosen);
    const batch: Row = isUnposted ? { batch: "KEYED" } : {};
    const prefix = isUnposted ? "jcm_new__" : "jcm_master__";
    const heads = chosen.map((row) => ({ ...headOf(row), ...batch }));
    const items = chosen.flatMap((row) =>
      row.items.map((item): Row => ({ extra: "", ...item, commitment: row.commitment, ...batch })),
    );
    await upsert(client, `${prefix}commitment`, ["commitment"], heads);
    await upsert(client, `${prefix}commitment_item`, ["commitment", "item_number"], items);
  }
  const used = commitments.map((row): Row => ({ commitment: row.commitment, tag: "KEYED" }));
  await insertRows(client, "simulator.used_commitment", used, "on conflict (commitment) do nothing");
  const effects = commitments.map((row) => {
    const { amount, vendor } = headOf(row);
    return effect("commitment.keyed", row.commitment, String(amount), { vendor, items: row.items.length });
  });
  await recordEffects(client, "KEYED", effects, null);
}

async function refuseOtherState(client: Client, table: string, rows: readonly CommitmentRow[]): Promise<void> {
  const ids = rows.map((row) => row.commitment);
  const found = await client.query<{ commitment: string }>(
    `select commitment from ${table} where commitment = any($1) limit 1`,
    [ids],
  );
  const taken = found.rows[0];
  if (taken)
    throw new Refused(409, `commitment ${taken.commitment} is ${table.includes("_new_") ? "unposted" : "posted"}`);
}

function headOf({ items, unposted: _unposted, ...head }: CommitmentRow): Row {
  const total = Decimal.sum(0, ...items.map((item) => String(item.amount ?? 0))).toFixed(2);
  const job = items[0]?.job ?? "";
  return { commitment_type: "Subcontract", vendor: "", amount: total, job, ...head };
}
