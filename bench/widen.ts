import { type SQL, sql } from "drizzle-orm";
import { say } from "#bench/measure.ts";
import { type Database, row, rows } from "#lib/db/database.ts";

/** Projects and vendors are copied so often, items as often as is asked for. */
const places = { project: 8, vendor: 10 } as const;

type Copy = {
  readonly table: string;
  /** What is copied, as a condition; left out: all rows of the company. */
  readonly where?: SQL;
  readonly copies: number;
  /** Columns that a copy has otherwise, in terms of the row and of `k`, the number of the copy. */
  readonly over: Readonly<Record<string, SQL>>;
};

const named = (column: string) =>
  sql`case when r.${sql.identifier(column)} = '' then '' else r.${sql.identifier(column)} || '-' || k end`;
const again = (column: string, part = sql`k`) =>
  sql`case when ${part} = 0 then r.${sql.identifier(column)} else copied(r.${sql.identifier(column)}::text || '/' || ${part}) end`;
const earlier = (column: string) => sql`r.${sql.identifier(column)} - k * interval '37 seconds'`;
const ofProject = again("project_id", sql`k % ${sql.raw(String(places.project))}`);
const ofVendor = again("vendor_id", sql`k % ${sql.raw(String(places.vendor))}`);
const jobOf = sql`case when k % ${sql.raw(String(places.project))} = 0 then r.job else r.job || '-' || k % ${sql.raw(String(places.project))} end`;

function plan(copies: number): readonly Copy[] {
  const document = { project_id: ofProject, vendor_id: ofVendor };
  const item = {
    ...{
      id: again("id"),
      source_id: named("source_id"),
      number: named("number"),
      erp_id: named("erp_id"),
      ...document,
    },
    ...{ amount: sql`r.amount + k % 97`, sent_at: earlier("sent_at"), state_at: earlier("state_at") },
  };
  const order = {
    ...{ id: again("id"), item_id: again("item_id"), erp_id: named("erp_id"), erp_key: named("erp_key") },
    ...{ family_key: named("family_key"), position: sql`r.position + k * 10000000` },
  };
  const attempt = { export_id: again("export_id"), leased_at: earlier("leased_at") };
  const party = sql`case r.side when 'company' then copied(r.party || '/' || k)::text else r.party || '-' || k end`;
  return [
    {
      table: "project",
      copies: places.project,
      over: { id: again("id"), source_id: named("source_id"), number: named("number") },
    },
    { table: "project_link", copies: places.project, over: { project_id: again("project_id"), job: named("job") } },
    { table: "sage_job", copies: places.project, over: { job: named("job") } },
    {
      table: "vendor",
      copies: places.vendor,
      over: { id: again("id"), source_id: named("source_id"), name: named("name") },
    },
    {
      table: "vendor_link",
      copies: places.vendor,
      over: { vendor_id: again("vendor_id"), sage_vendor: named("sage_vendor") },
    },
    { table: "sage_vendor", copies: places.vendor, over: { vendor: named("vendor"), name: named("name") } },
    { table: "link_party", copies: places.vendor, over: { party } },
    { table: "item", copies, over: item },
    { table: "finding", copies, over: { item_id: again("item_id") } },
    { table: "export", copies, over: order },
    { table: "export_attempt", copies, over: attempt },
    { table: "sage_commitment", copies, over: { commitment: named("commitment"), job: jobOf } },
    {
      table: "audit_event",
      copies: Math.min(copies, 10),
      over: { seq: sql`r.seq + k * 10000000`, item_id: again("item_id"), at: earlier("at") },
    },
  ];
}

/** Copies the rows of a table; columns that PostgreSQL makes itself are left to it. */
async function copy(
  owner: Database,
  companyId: string,
  { table, copies, over, where = sql`true` }: Copy,
): Promise<void> {
  const columns = await rows<{ name: string }>(
    owner,
    sql`select column_name as name from information_schema.columns where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER' order by ordinal_position`,
  );
  const names = columns.map(({ name }) => sql.identifier(name));
  const values = columns.map(({ name }) => over[name] ?? sql`r.${sql.identifier(name)}`);
  await owner.execute(sql`insert into ${sql.identifier(table)} (${sql.join(names, sql`, `)}) overriding system value
    select ${sql.join(values, sql`, `)} from ${sql.identifier(table)} r, generate_series(1, ${copies - 1}) k where r.company_id = ${companyId} and ${where}`);
}

/** Indexes of items are built at the end: filled row by row they take longer than everything else. */
async function withoutIndexes(owner: Database, tables: readonly string[], run: () => Promise<void>): Promise<void> {
  const found = await rows<{ name: string; definition: string }>(
    owner,
    sql`select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index where indrelid::regclass::text = any(${sql.param([...tables])}::text[])
      and not exists (select from pg_constraint where conindid = indexrelid)`,
  );
  for (const { name } of found) await owner.execute(sql.raw(`drop index ${name}`));
  await run();
  for (const { definition } of found) await owner.execute(sql.raw(definition));
}

/** Rows of Sage around the commitments: an invoice of each with its line, and a change order of every fifth. */
async function writeBooks(owner: Database, companyId: string): Promise<void> {
  const of = sql`from sage_commitment c where c.company_id = ${companyId}`;
  await owner.execute(sql`insert into sage_row (company_id, table_name, row_key, group_key, row, seen_at)
    select c.company_id, 'APM_MASTER__INVOICE', c.vendor || '|' || c.commitment, c.vendor || '|' || c.commitment, jsonb_build_object('Vendor', c.vendor, 'Invoice', c.commitment, 'Description', 'Billing',
      'Amount', c.amount::text, 'Invoice_Date', '2026-03-01', 'Accounting_Date', '2026-03-01'), now() ${of} on conflict do nothing`);
  await owner.execute(sql`insert into sage_row (company_id, table_name, row_key, group_key, row, seen_at)
    select c.company_id, 'APM_MASTER__DISTRIBUTION', c.vendor || '|' || c.commitment || '|1', c.vendor || '|' || c.commitment, jsonb_build_object('Vendor', c.vendor, 'Invoice', c.commitment, 'Dist_Seq', '1',
      'Commitment', c.commitment, 'Job', c.job, 'Amount', c.amount::text), now() ${of} on conflict do nothing`);
  await owner.execute(sql`insert into sage_commitment_co (company_id, commitment, commitment_co, description, amount, change_date, status, seen_at)
    select c.company_id, c.commitment, '001', 'Change', 100, '2026-03-01', 'Approved', now() ${of} and hashtext(c.commitment) % 5 = 0 on conflict do nothing`);
}

/** What one person was told, and what went to one address. */
async function writeTalk(owner: Database, companyId: string, personId: string): Promise<void> {
  await owner.execute(sql`insert into notice (company_id, person_id, key, kind, item_id, who, words, at, read_at)
    select ${companyId}::uuid, ${personId}::uuid, 'bench/' || i.id, 'failed', i.id, 'Sync client', 'It failed.', now(), case when random() < 0.999 then now() end
    from item i where i.company_id = ${companyId} limit 400000`);
  const made = await row<{ id: string }>(
    owner,
    sql`insert into webhook (company_id, url, events, created_by) values (${companyId}, 'https://example.com/hook', '{item.synced}', 'Bench') returning id`,
  );
  await owner.execute(sql`insert into webhook_delivery (company_id, webhook_id, key, event, body, state, attempts, status, due_at, done_at)
    select ${companyId}::uuid, ${made?.id}::uuid, 'bench/' || n, 'item.synced', '{}', case when n % 5000 = 0 then 'due' when n % 500 = 0 then 'failed' else 'sent' end, 1, 200,
      case when n % 5000 = 0 then now() + interval '1 hour' end, now() from generate_series(1, 500000) n`);
}

/** Makes a generated company so many times larger, past triggers and foreign keys: in SQL alone, and counted anew. */
export async function widen(owner: Database, companyId: string, personId: string, copies: number): Promise<void> {
  // One connection: the setting is its own.
  await owner.execute(sql`set session_replication_role = replica`);
  await owner.execute(sql`set statement_timeout = 0`);
  await owner.execute(sql`set idle_in_transaction_session_timeout = 0`);
  await owner.execute(sql`create function copied(t text) returns uuid language sql immutable as
    $$ select overlay(overlay(md5(t) placing '8' from 13) placing '8' from 17)::uuid $$`);
  const heavy = [
    "item",
    "finding",
    "export",
    "export_attempt",
    "sage_row",
    "sage_commitment",
    "notice",
    "webhook_delivery",
  ];
  await withoutIndexes(owner, heavy, async () => {
    for (const one of plan(copies)) {
      const since = performance.now();
      await copy(owner, companyId, one);
      say(`  ${one.table}: ${((performance.now() - since) / 1000).toFixed(1)} s`);
    }
    await writeBooks(owner, companyId);
    await writeTalk(owner, companyId, personId);
    say("  books, notices, deliveries");
  });
  for (const table of ["item_counter", "project_counter", "vendor_counter"])
    await owner.execute(sql`delete from ${sql.identifier(table)} where company_id = ${companyId}`);
  await owner.execute(sql`insert into item_counter (company_id, state, lane, is_returned, is_on_hold, record_type, count, amount)
    select company_id, state, lane, is_returned, is_on_hold, record_type, count(*), sum(amount) from item where company_id = ${companyId} group by 1, 2, 3, 4, 5, 6`);
  await owner.execute(sql`insert into project_counter (company_id, project_id, state, count, amount)
    select company_id, project_id, state, count(*), sum(amount) from item where company_id = ${companyId} and project_id is not null group by 1, 2, 3`);
  await owner.execute(sql`insert into vendor_counter (company_id, vendor_id, count, amount) select company_id, vendor_id, count(*), sum(amount) from item
    where company_id = ${companyId} and vendor_id is not null and project_id is not null and state in ('ready', 'not_sent', 'rejected', 'retrieved', 'failed') group by 1, 2`);
  await owner.execute(
    sql`update audit_head set seq = (select max(seq) from audit_event where company_id = ${companyId}) where company_id = ${companyId}`,
  );
  await owner.execute(sql`vacuum analyze`);
  await owner.execute(sql`set session_replication_role = origin`);
}
