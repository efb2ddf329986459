import type { Pool } from "#lib/simulators/sage/database.ts";

export type Cells = Record<string, unknown>;

async function all(pool: Pool, sql: string, values: unknown[] = []): Promise<Cells[]> {
  return (await pool.query<Cells>(sql, values)).rows;
}

export async function readCounts(pool: Pool): Promise<Record<string, number>> {
  const [row] = await all(
    pool,
    `select (select count(*)::int from jcm_master__job) as jobs,
       (select count(*)::int from jcm_master__extra) as extras,
       (select count(*)::int from jcm_master__cost_code) as "costCodes",
       (select count(*)::int from jcm_master__category) as categories,
       (select count(*)::int from apm_master__vendor) as vendors,
       (select count(*)::int from jcm_master__commitment) as commitments,
       (select count(*)::int from jcm_master__commitment_co) as "changeOrders",
       (select count(*)::int from apm_master__invoice) as invoices,
       (select count(*)::int from apm_master__invoice_payment) as payments,
       (select count(*)::int from cnm_master__contract) as contracts,
       (select count(*)::int from jct_current__transaction) as transactions,
       (select count(*)::int from jcm_new__commitment) as "unpostedCommitments",
       (select count(*)::int from jcm_new__commitment_co) as "unpostedChangeOrders",
       (select count(*)::int from jct_new__transaction) as "unpostedTransactions",
       (select count(*)::int from apm_new__invoice) as "unpostedInvoices",
       (select count(*)::int from simulator.run) as runs,
       (select count(*)::int from simulator.effect) as effects`,
  );
  return row as Record<string, number>;
}

const LIST_LIMIT = 500;
/** Posted and unposted commitments with items and change orders. Amounts and dates are text. */
export async function readCommitments(pool: Pool, id: string | null): Promise<Cells[]> {
  const [posted, unposted] = await Promise.all([readState(pool, "jcm_master__", id), readState(pool, "jcm_new__", id)]);
  return [...posted.map((row) => ({ ...row, posted: true })), ...unposted.map((row) => ({ ...row, posted: false }))];
}

async function readState(pool: Pool, prefix: string, id: string | null): Promise<Cells[]> {
  const read = (table: string, order: string): Promise<Cells[]> =>
    all(pool, `select * from ${prefix}${table} where $1::text is null or commitment = $1 order by ${order}`, [id]);
  const [heads, items, changeOrders, lines] = await Promise.all([
    read("commitment", "commitment"),
    read("commitment_item", "commitment, item_number"),
    read("commitment_co", "commitment, commitment_co"),
    read("commitment_co_item", "commitment, commitment_co, item_number"),
  ]);
  const itemsOf = groupRows(items, ["commitment"]);
  const linesOf = groupRows(lines, ["commitment", "commitment_co"]);
  const changesOf = groupRows(changeOrders, ["commitment"]);
  const withLines = (row: Cells): Cells => ({ ...row, items: linesOf(row) });
  return heads.map((head) => ({ ...head, items: itemsOf(head), change_orders: changesOf(head).map(withLines) }));
}

function groupRows(rows: readonly Cells[], names: readonly string[]): (like: Cells) => Cells[] {
  const keyOf = (row: Cells): string => names.map((name) => row[name]).join("\u0000");
  const groups = new Map<string, Cells[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return (like) => groups.get(keyOf(like)) ?? [];
}

export interface EffectFilter {
  after: string | null;
  tag: string | null;
  kind: string | null;
  key: string | null;
}

export async function readEffects(pool: Pool, { after, tag, kind, key }: EffectFilter): Promise<Cells[]> {
  return all(
    pool,
    `select id, at, tag, kind, natural_key, amount, detail, fault from simulator.effect
     where id > $1 and ($2::text is null or tag = $2) and ($3::text is null or kind = $3)
       and ($4::text is null or natural_key = $4) order by id`,
    [after ?? "0", tag, kind, key],
  );
}

export const readRuns = (pool: Pool, limit: number): Promise<Cells[]> =>
  all(
    pool,
    `select r.tag, r.started_at, r.posted_at, r.is_held, coalesce(sum(cardinality(s.imported)), 0)::int as imported,
       coalesce(sum(cardinality(s.rejected)), 0)::int as rejected, string_agg(s.file, ', ' order by s.position) as files
     from (select * from simulator.run order by id desc limit $1) r left join simulator.run_step s on s.run_id = r.id
     group by r.id, r.tag, r.started_at, r.posted_at, r.is_held order by r.id desc`,
    [limit],
  );

export const readRunSteps = (pool: Pool, tag: string): Promise<Cells[]> =>
  all(
    pool,
    `select r.id as run, r.started_at, r.posted_at, r.is_held, r.script, r.post_report, s.kind, s.file, s.bytes,
       s.imported, s.rejected, s.reject
     from simulator.run r left join simulator.run_step s on s.run_id = r.id where r.tag = $1 order by r.id desc, s.position`,
    [tag],
  );

export const listCommitments = (pool: Pool, job: string | null): Promise<Cells[]> =>
  all(
    pool,
    `select c.commitment, c.commitment_type, c.description, c.vendor, v.name as vendor_name, c.job, c.commitment_date,
       c.amount, c.approved_changes, c.amount_invoiced, c.closed
     from jcm_master__commitment c left join apm_master__vendor v on v.vendor = c.vendor
     where $1::text is null or c.job = $1 or exists (
       select from jcm_master__commitment_item i where i.commitment = c.commitment and i.job = $1)
     order by c.row_version desc limit ${LIST_LIMIT}`,
    [job],
  );

export const listJobs = (pool: Pool): Promise<Cells[]> =>
  all(
    pool,
    `select job, description, status, total_estimate, original_commitment, approved_commitment_changes, revised_commitment,
       jtd_cost
     from jcm_master__job order by job limit ${LIST_LIMIT}`,
  );

export const listCategories = (pool: Pool, job: string): Promise<Cells[]> =>
  all(
    pool,
    `select c.extra, c.cost_code, d.description, c.category, c.original_estimate, c.approved_estimate_changes,
       c.total_estimate, c.original_commitment, c.approved_commitment_changes, c.revised_commitment, c.commitment_invoiced,
       c.jtd_cost, c.jtd_dollars_paid
     from jcm_master__category c
     left join jcm_master__cost_code d on d.job = c.job and d.extra = c.extra and d.cost_code = c.cost_code
     where c.job = $1 order by c.extra, c.cost_code, c.category limit 2000`,
    [job],
  );

export const listCosts = (pool: Pool, job: string): Promise<Cells[]> =>
  all(
    pool,
    `select t.run, t.sequence, t.transaction_type, t.extra, t.cost_code, t.category, t.description, t.vendor, t.invoice,
       t.accounting_date, t.amount, w.billed_amount
     from jct_current__transaction t left join blt_current__wip_transaction w on w.wip_id = t.wip_id
     where t.job = $1 and t.transaction_type in ('AP cost', 'JC cost', 'PR cost')
     order by t.run desc, t.sequence desc limit ${LIST_LIMIT}`,
    [job],
  );

export const listContracts = (pool: Pool): Promise<Cells[]> =>
  all(
    pool,
    `select c.*, (select count(*) from cnm_master__contract_item i where i.contract = c.contract) as items
     from cnm_master__contract c order by contract limit ${LIST_LIMIT}`,
  );

export const listTaxRates = (pool: Pool): Promise<Cells[]> =>
  all(
    pool,
    `select g.tax_group, g.description, r.tax_rate_id, r.description as rate_description, r.rate
     from txm_master__tax_group g left join txm_master__tax_group_rate r using (tax_group)
     order by g.tax_group, r.tax_rate_id limit ${LIST_LIMIT}`,
  );

export const readVendor = async (pool: Pool, id: string): Promise<Cells | undefined> =>
  (await all(pool, "select * from apm_master__vendor where vendor = $1", [id]))[0];

export const listVendors = (pool: Pool): Promise<Cells[]> =>
  all(
    pool,
    `select vendor, name, type, status, city, state, telephone from apm_master__vendor order by vendor limit ${LIST_LIMIT}`,
  );

export const listInvoices = (pool: Pool): Promise<Cells[]> =>
  all(
    pool,
    `select i.vendor, v.name as vendor_name, i.invoice, i.description, i.invoice_date, i.accounting_date, i.amount, i.retainage, i.amount_paid,
       string_agg(distinct d.commitment, ', ') as commitments
     from apm_master__invoice i left join apm_master__vendor v on v.vendor = i.vendor
       left join apm_master__distribution d on d.vendor = i.vendor and d.invoice = i.invoice
     group by i.vendor, i.invoice, v.name order by i.row_version desc limit ${LIST_LIMIT}`,
  );

export const listUnposted = (pool: Pool): Promise<Cells[]> =>
  all(
    pool,
    `select batch, 'Commitment' as entry, commitment as key, description, vendor, amount from jcm_new__commitment
     union all select batch, 'Change order', commitment || '/' || commitment_co, description, '', amount
       from jcm_new__commitment_co
     union all select batch, 'Invoice', vendor || '/' || invoice, description, vendor, amount from apm_new__invoice
     union all select batch, transaction_type, concat_ws('/', job, nullif(extra, ''), cost_code, category), description, '',
       amount from jct_new__transaction
     order by batch, entry, key limit ${LIST_LIMIT}`,
  );
