import { type SQL, sql } from "drizzle-orm";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { estimateFamily } from "#lib/core/facts.ts";
import type { FoundRows } from "#lib/core/reconcile/drift.ts";
import { json, list, row, rows, type Tx } from "#lib/db/database.ts";
import type { ReconcileKind } from "#lib/db/reconcile.ts";

/** How far drift watch has come. */
export type Watch = { readonly seenUntil: string; readonly provedUntil: string };

/** The company's watch, locked for the rest of the transaction; a new one compares everything that was ever proved. */
export async function lockWatch(tx: Tx, companyId: string): Promise<Watch> {
  await tx.execute(sql`insert into difference_watch (company_id, seen_until, proved_until)
    values (${companyId}, clock_timestamp() - interval '1 minute', '-infinity') on conflict do nothing`);
  const found = await row<Watch>(
    tx,
    sql`select seen_until::text as "seenUntil", proved_until::text as "provedUntil" from difference_watch where company_id = ${companyId} for update`,
  );
  if (!found) throw new Error("the watch is gone");
  return found;
}

export async function moveWatch(tx: Tx, companyId: string, to: Partial<Watch>): Promise<void> {
  await tx.execute(sql`update difference_watch set seen_until = greatest(seen_until, coalesce(${to.seenUntil ?? null}::timestamptz, seen_until)),
    proved_until = greatest(proved_until, coalesce(${to.provedUntil ?? null}::timestamptz, proved_until)) where company_id = ${companyId}`);
}

/**
 * Proofs up to `readable` were read again since: every compared table was read at least 20 seconds after them. `now` is where the
 * mirror is looked at to; it lags a minute, for pages whose transactions end late. Null while a table was never read.
 */
export async function readHorizon(tx: Tx, companyId: string): Promise<{ now: string; readable: string } | null> {
  const found = await row<{ now: string; readable: string | null }>(
    tx,
    sql`select (clock_timestamp() - interval '1 minute')::text as now, case when bool_and(read_at is not null) then (min(read_at) - interval '20 seconds')::text end as readable
    from mirror_read where company_id = ${companyId} and table_name in ('JCM_MASTER__CATEGORY', 'JCM_MASTER__COMMITMENT', 'JCM_MASTER__COMMITMENT_ITEM',
      'JCM_MASTER__COMMITMENT_CO', 'APM_MASTER__INVOICE', 'APM_MASTER__DISTRIBUTION')`,
  );
  return found?.readable ? { now: found.now, readable: found.readable } : null;
}

const moved = (companyId: string, since: string): SQL =>
  sql`company_id = ${companyId} and (seen_at > ${since}::timestamptz or gone_at > ${since}::timestamptz)`;

/** Items of proved exports whose records in Sage the mirror got or lost since, and those of differences that are not closed. */
export async function readTouched(
  tx: Tx,
  companyId: string,
  kinds: readonly ReconcileKind[],
  watch: Watch,
): Promise<string[]> {
  const types = list(
    kinds.map(({ recordType }) => recordType),
    "text",
  );
  const jobs = await rows<{ job: string }>(
    tx,
    sql`select distinct job from sage_category where ${moved(companyId, watch.seenUntil)}`,
  );
  const families = list(
    jobs.map(({ job }) => estimateFamily(job)),
    "text",
  );
  const found = await rows<{ id: string }>(
    tx,
    sql`with keys as (
      select commitment as key from sage_commitment where ${moved(companyId, watch.seenUntil)}
      union select commitment from sage_commitment_item where ${moved(companyId, watch.seenUntil)}
      union select commitment || '/' || commitment_co from sage_commitment_co where ${moved(companyId, watch.seenUntil)}
      union select (row ->> 'Vendor') || '/' || (row ->> 'Invoice') from sage_row where table_name in ('APM_MASTER__INVOICE', 'APM_MASTER__DISTRIBUTION') and ${moved(companyId, watch.seenUntil)})
    select e.item_id as id from keys cross join unnest(${types}) t join export e on e.company_id = ${companyId} and e.erp_key = t || ':' || keys.key and e.status = 'proved'
    union select e.item_id from export e where e.company_id = ${companyId} and e.family_key = any(${families}) and e.status = 'proved'
    union select item_id from difference where company_id = ${companyId} and status <> 'closed'`,
  );
  return found.map(({ id }) => id);
}

/** Items proved since, oldest first, up to what was read again; `until` is the last of them when there are more. */
export async function readProved(
  tx: Tx,
  companyId: string,
  since: string,
  readable: string,
  limit: number,
): Promise<{ itemIds: string[]; until: string; hasMore: boolean }> {
  const found = await rows<{ id: string; at: string }>(
    tx,
    sql`select item_id as id, finished_at::text as at from export where company_id = ${companyId} and status = 'proved'
      and finished_at > ${since}::timestamptz and finished_at <= ${readable}::timestamptz order by finished_at limit ${limit}`,
  );
  const hasMore = found.length === limit;
  return { itemIds: found.map(({ id }) => id), until: (hasMore ? found.at(-1)?.at : null) ?? readable, hasMore };
}

export type Proved = {
  readonly itemId: string;
  readonly exportId: string;
  readonly erpId: string;
  readonly family: string;
  readonly position: string;
  readonly document: ExportDocument;
};

/** The last proved export of each item, of those that were read again since. */
export async function readProofs(
  tx: Tx,
  companyId: string,
  itemIds: readonly string[],
  readable: string,
): Promise<Proved[]> {
  const found = await rows<Omit<Proved, "document"> & { text: string }>(
    tx,
    sql`select distinct on (e.item_id) e.item_id as "itemId", e.id as "exportId", e.erp_id as "erpId", e.family_key as family, e.position::text as position, d.document as text
    from export e join export_document d on d.company_id = e.company_id and d.sha256 = e.document_sha256
    where e.company_id = ${companyId} and e.item_id = any(${list(itemIds)}) and e.status = 'proved' and coalesce(e.finished_at, e.created_at) <= ${readable}::timestamptz
    order by e.item_id, e.position desc`,
  );
  return found.map(({ text, ...proof }) => ({ ...proof, document: JSON.parse(text) as ExportDocument }));
}

/** Documents of these families that may have moved the same totals since: proved ones, and those that are under way. */
export async function readFamilies(
  tx: Tx,
  companyId: string,
  families: readonly string[],
): Promise<{ family: string; position: string; isProved: boolean; document: ExportDocument }[]> {
  const found = await rows<{ family: string; position: string; isProved: boolean; text: string }>(
    tx,
    sql`select e.family_key as family, e.position::text as position, e.status = 'proved' as "isProved", d.document as text from export e
      join export_document d on d.company_id = e.company_id and d.sha256 = e.document_sha256
    where e.company_id = ${companyId} and e.family_key = any(${list([...families], "text")})
      and e.status not in ('outbox', 'waiting', 'taken_back', 'failed', 'unlinked')`,
  );
  return found.map(({ text, ...one }) => ({ ...one, document: JSON.parse(text) as ExportDocument }));
}

type Key = Readonly<Record<string, string>>;
/** Every key under which the documents expect rows, by table. */
function keysOf(documents: readonly ExportDocument[]): ReadonlyMap<string, readonly Key[]> {
  const keys = new Map<string, Key[]>();
  for (const { expectations } of documents)
    for (const { table, key, rows: expected } of expectations)
      keys.set(table, [...(keys.get(table) ?? []), ...expected.map((one) => ({ ...key, ...one }))]);
  return keys;
}

/** Sage's rows behind the documents as the mirror has them now, in Sage's names; gone ones are not there. */
export async function readFound(tx: Tx, companyId: string, documents: readonly ExportDocument[]): Promise<FoundRows> {
  const keys = keysOf(documents);
  const of = (table: string) => keys.get(table) ?? [];
  const names = (table: string, pick: (key: Key) => string) =>
    list([...new Set(of(table).flatMap((key) => [pick(key), pick(key).toUpperCase()]))], "text");
  const commitments = names("JCM_MASTER__COMMITMENT", (key) => key.Commitment ?? "");
  const items = names("JCM_MASTER__COMMITMENT_ITEM", (key) => key.Commitment ?? "");
  const changes = names("JCM_MASTER__COMMITMENT_CO", (key) => key.Commitment ?? "");
  const totals = of("JCM_MASTER__CATEGORY").map((key) => ({
    j: key.Job,
    e: key.Extra,
    c: key.Cost_Code,
    k: key.Category,
  }));
  const whole = (table: string, columns: readonly string[]) =>
    sql`select row from sage_row where company_id = ${companyId} and table_name = ${table} and not is_gone
      and row_key = any(${names(table, (key) => columns.map((column) => key[column] ?? "").join("|"))})`;
  const gone = sql`company_id = ${companyId} and not is_gone`;
  const found = await row<Record<string, Record<string, string | null>[] | null>>(
    tx,
    sql`select (select json_agg(json_build_object('Commitment', commitment, 'Vendor', vendor, 'Description', description, 'Amount', amount::text, 'Closed', is_closed::int::text))
        from sage_commitment where ${gone} and commitment = any(${commitments})) as "JCM_MASTER__COMMITMENT",
      (select json_agg(json_build_object('Commitment', commitment, 'Item_Number', item_number::text, 'Job', job, 'Extra', extra, 'Cost_Code', cost_code, 'Category', category, 'Amount', amount::text))
        from sage_commitment_item where ${gone} and commitment = any(${items})) as "JCM_MASTER__COMMITMENT_ITEM",
      (select json_agg(json_build_object('Commitment', commitment, 'Commitment_CO', commitment_co, 'Description', description, 'Status', status, 'Amount', amount::text))
        from sage_commitment_co where ${gone} and commitment = any(${changes})) as "JCM_MASTER__COMMITMENT_CO",
      (select json_agg(json_build_object('Job', job, 'Extra', extra, 'Cost_Code', cost_code, 'Category', category, 'Original_Estimate', original_estimate::text, 'Approved_Estimate_Changes', approved_estimate_changes::text))
        from jsonb_to_recordset(${json(totals)}) as w(j text, e text, c text, k text) join sage_category on ${gone} and (job, extra, cost_code, category) = (w.j, w.e, w.c, w.k)) as "JCM_MASTER__CATEGORY",
      (select json_agg(json_build_object('Job', job, 'Extra', extra, 'Description', description)) from sage_extra
        where ${gone} and job = any(${names("JCM_MASTER__EXTRA", (key) => key.Job ?? "")})) as "JCM_MASTER__EXTRA",
      (select json_agg(row) from (${whole("APM_MASTER__INVOICE", ["Vendor", "Invoice"])}) x) as "APM_MASTER__INVOICE",
      (select json_agg(row) from (${whole("APM_MASTER__DISTRIBUTION", ["Vendor", "Invoice", "Dist_Seq"])}) x) as "APM_MASTER__DISTRIBUTION"`,
  );
  return Object.fromEntries(
    Object.entries(found ?? {}).map(([table, list_]) => [
      table,
      (list_ ?? []).map((one) => Object.fromEntries(Object.entries(one).map(([name, value]) => [name, value ?? ""]))),
    ]),
  );
}
