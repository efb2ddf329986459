import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import { hashTotalText } from "#lib/core/batch.ts";
import type { ExportStatus } from "#lib/core/machines/export-state.ts";
import type { Money } from "#lib/core/money.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { iso, json, list, row, rows, type Tx } from "#lib/db/database.ts";
import { sha256 } from "#lib/db/hash.ts";

export type Refused = {
  readonly itemId: string;
  readonly number: string;
  readonly title: string;
  readonly why: string;
};
type NewBatch = {
  readonly currency: string;
  readonly releaseAt: string;
  /** In the order in which they go. */
  readonly members: readonly {
    readonly itemId: string;
    readonly decisionId: string;
    readonly documentSha256: string;
  }[];
  readonly refused: readonly { readonly itemId: string; readonly why: string }[];
  /** The run that it is a part of; null where it is a decision of its own. */
  readonly runId: string | null;
};

/**
 * Writes what was accepted as one decision, in the transaction that accepts it and after its items have moved: the head of
 * the audit chain is held by then, so that numbers count up one by one. Answers the batch's id.
 */
export async function addBatch(
  tx: Tx,
  companyId: string,
  actor: Extract<Actor, { kind: "person" }>,
  { currency, releaseAt, members, refused, runId }: NewBatch,
): Promise<string> {
  const hashTotal = sha256(hashTotalText(members));
  const ids = members.map((member) => member.itemId);
  const titles = new Map(
    (await readTitles(tx, companyId, [...ids, ...refused.map((one) => one.itemId)])).map((one) => [one.id, one]),
  );
  const leftOut: Refused[] = refused.map(({ itemId, why }) => {
    const { number = "", title = "" } = titles.get(itemId) ?? {};
    return { itemId, number, title, why };
  });
  const made = await row<{ id: string; number: number; count: number; amount: Money }>(
    tx,
    sql`insert into batch (company_id, number, person_id, person_name, item_count, amount, currency, refused, hash_total, release_at, run_id)
    select ${companyId}::uuid, coalesce((select max(number) from batch where company_id = ${companyId}), 0) + 1, ${actor.personId}::uuid, ${actor.name},
      count(*), sum(amount), ${currency}, ${json(leftOut)}, ${hashTotal}, ${releaseAt}::timestamptz, ${runId}::uuid
    from item where company_id = ${companyId} and id = any(${list(ids)})
    returning id, number, item_count as count, amount`,
  );
  if (!made || made.count !== members.length) throw new Error("a batch has an item that is not there");
  const values = members.map(({ itemId, decisionId, documentSha256 }, n) => ({
    n: n + 1,
    i: itemId,
    d: decisionId,
    s: documentSha256,
  }));
  await tx.execute(sql`insert into batch_item (company_id, batch_id, position, item_id, revision_id, decision_id, document_sha256, erp_id, number, title, amount)
    select i.company_id, ${made.id}::uuid, x.n, i.id, i.revision_id, x.d, x.s, i.erp_id, i.number, i.title, i.amount
    from jsonb_to_recordset(${json(values)}) as x(n integer, i uuid, d uuid, s text) join item i on i.company_id = ${companyId} and i.id = x.i`);
  const { id, number, count, amount } = made;
  const event = { kind: "batch.accepted", batchId: id, number, count, amount, hashTotal } as const;
  await appendAudit(tx, companyId, actor, [{ event }]);
  return id;
}

async function readTitles(tx: Tx, companyId: string, ids: readonly string[]) {
  return await rows<{ id: string; number: string; title: string }>(
    tx,
    sql`select id, number, title from item where company_id = ${companyId} and id = any(${list(ids)})`,
  );
}

export type StoredBatch = {
  readonly id: string;
  readonly number: number;
  readonly by: string;
  readonly count: number;
  readonly amount: Money;
  readonly currency: string;
  readonly refused: readonly Refused[];
  readonly hashTotal: string;
  readonly releaseAt: string;
  readonly at: string;
  /** The run that it is a part of, with the one accounting date that it gave. */
  readonly run: {
    readonly id: string;
    readonly number: number;
    readonly bookedDay: string | null;
    readonly dateReason: string | null;
  } | null;
};
const columns = sql`b.id, b.number, b.person_name as by, b.item_count as count, b.amount, b.currency, b.refused, b.hash_total as "hashTotal",
  b.release_at as "releaseAt", b.created_at as at,
  (select json_build_object('id', r.id, 'number', r.number, 'bookedDay', r.booked_day, 'dateReason', r.date_reason) from accept_run r where r.company_id = b.company_id and r.id = b.run_id) as run`;
const withInstants = <Row extends StoredBatch>(found: Row): Row => ({
  ...found,
  at: iso(found.at),
  releaseAt: iso(found.releaseAt),
});

/** A batch with its control totals as they were accepted; null when the company has none such. */
export async function readBatch(tx: Tx, companyId: string, batchId: string): Promise<StoredBatch | null> {
  const found = await row<StoredBatch>(
    tx,
    sql`select ${columns} from batch b where b.company_id = ${companyId} and b.id = ${batchId}::uuid`,
  );
  return found && withInstants(found);
}

export type ListedBatch = StoredBatch & { readonly orders: readonly StatusCount[] };
export type StatusCount = {
  /** Null where the revision's export carries another document. */
  readonly status: ExportStatus | null;
  readonly count: number;
};

/** Batches, newest first, with how many of their items stand where; keyset by number. */
export async function readBatches(
  tx: Tx,
  companyId: string,
  before: number | null,
  limit: number,
): Promise<{ batches: readonly ListedBatch[]; next: string | null }> {
  const found = await rows<ListedBatch>(
    tx,
    sql`select ${columns}, o.orders from (select * from batch where company_id = ${companyId} and number < ${before ?? 2_147_483_647}
      order by number desc limit ${limit + 1}) b
    cross join lateral (select json_agg(json_build_object('status', status, 'count', n)) as orders from (
      select e.status, count(*) as n from batch_item m left join export e on e.company_id = m.company_id and e.item_id = m.item_id
        and e.revision_id = m.revision_id and e.operation = 'create' and e.document_sha256 = m.document_sha256
      where m.company_id = b.company_id and m.batch_id = b.id group by e.status) g) o
    order by b.number desc`,
  );
  const page = found.slice(0, limit);
  return { batches: page.map(withInstants), next: found.length > limit ? String(page.at(-1)?.number) : null };
}

export type BatchItemRow = {
  readonly position: number;
  readonly item_id: string;
  readonly record_type: string;
  readonly number: string;
  readonly title: string;
  readonly amount: Money;
  readonly erp_id: string;
  readonly document_sha256: string;
  readonly project_id: string | null;
  readonly project_number: string | null;
  readonly project_name: string | null;
  readonly vendor_name: string | null;
  readonly status: ExportStatus | null;
  readonly order_sha256: string | null;
  readonly is_again: boolean;
  /** The export fields as they were accepted. */
  readonly fields: ExportFields;
  readonly note: string | null;
  readonly finished_at: string | null;
};

/** The items of a batch in their order, each with the export of its revision as it stands now. */
export async function readBatchItems(tx: Tx, companyId: string, batchId: string): Promise<BatchItemRow[]> {
  const found = await rows<BatchItemRow>(
    tx,
    sql`select m.position, m.item_id, i.record_type, m.number, m.title, m.amount, m.erp_id, m.document_sha256, p.id as project_id, p.number as project_number,
      p.name as project_name, v.name as vendor_name, e.status, e.document_sha256 as order_sha256, coalesce(e.decision_id <> m.decision_id, false) as is_again, d.fields, e.note, e.finished_at
    from batch_item m join item i on i.company_id = m.company_id and i.id = m.item_id
      join decision d on d.company_id = m.company_id and d.id = m.decision_id
      left join project p on p.company_id = i.company_id and p.id = i.project_id left join vendor v on v.company_id = i.company_id and v.id = i.vendor_id
      left join export e on e.company_id = m.company_id and e.item_id = m.item_id and e.revision_id = m.revision_id and e.operation = 'create'
    where m.company_id = ${companyId} and m.batch_id = ${batchId}::uuid order by m.position`,
  );
  return found.map((entry) => ({ ...entry, finished_at: iso(entry.finished_at) }));
}
