import { type SQL, sql } from "drizzle-orm";
import type { Json } from "#lib/core/canonical-json.ts";
import type { Finding, Lane } from "#lib/core/findings.ts";
import type { ExportFields, Head } from "#lib/core/record-type.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { json, list, rows, type Tx } from "#lib/db/database.ts";
import { markChildren } from "#lib/db/family.ts";

/** An item with the revision under decision, as commands and jobs need it. */
export type StoredItem = {
  readonly id: string;
  readonly recordType: string;
  readonly sourceKind: string;
  readonly sourceId: string;
  readonly projectId: string | null;
  readonly vendorId: string | null;
  readonly number: string;
  readonly amount: string;
  readonly state: ItemState;
  readonly stateAt: string;
  readonly stateBy: string;
  readonly version: number;
  readonly isReturned: boolean;
  /** A person holds it: it is neither accepted nor sent before the hold is lifted. */
  readonly isOnHold: boolean;
  readonly blocks: number;
  readonly note: string | null;
  readonly isApproved: boolean;
  readonly isGone: boolean;
  /** Its findings are from the mirror, the links and the settings of now. */
  readonly isChecked: boolean;
  readonly revisionId: string;
  readonly latestRevisionId: string;
  readonly documentSha256: string | null;
  readonly documentProblem: string | null;
  readonly fields: ExportFields;
  readonly erpId: string;
  readonly ownPersonIds: readonly string[];
  readonly revisionSha256: string;
  readonly body: Json;
  readonly head: Head;
};

const columns = sql`i.id, i.record_type as "recordType", i.source_kind as "sourceKind", i.source_id as "sourceId", i.project_id as "projectId",
  i.vendor_id as "vendorId", i.number, i.amount, i.state, i.state_at as "stateAt", i.state_by as "stateBy", i.version, i.is_returned as "isReturned", i.is_on_hold as "isOnHold",
  i.blocks, i.note, i.is_approved as "isApproved", i.is_gone as "isGone", i.checked_at is not null as "isChecked", i.revision_id as "revisionId", i.latest_revision_id as "latestRevisionId",
  i.document_sha256 as "documentSha256", i.document_problem as "documentProblem", i.fields, i.erp_id as "erpId",
  to_json(i.own_person_ids) as "ownPersonIds", r.sha256 as "revisionSha256", r.body, r.head`;

/**
 * Locks items and nothing else. What belongs to them is read by a statement of its own afterwards: one that waited for a
 * lock sees the new item beside the old neighbours, and a join of the two would lose the row.
 */
export async function holdItems(tx: Tx, companyId: string, ids: readonly string[]): Promise<void> {
  await tx.execute(
    sql`select 1 from item where company_id = ${companyId} and id = any(${list(ids)}) order by id for update`,
  );
}

/** Items by id, locked for the rest of the transaction, in one order for everybody so that two bulk commands cannot deadlock. */
export async function lockItems(tx: Tx, companyId: string, ids: readonly string[]): Promise<Map<string, StoredItem>> {
  await holdItems(tx, companyId, ids);
  const found = await rows<StoredItem>(
    tx,
    sql`select ${columns} from item i join item_revision r on r.company_id = i.company_id and r.id = i.revision_id
    where i.company_id = ${companyId} and i.id = any(${list(ids)}) order by i.id`,
  );
  return new Map(found.map((item) => [item.id, item]));
}

/** Items whose findings are older than the mirror, the links or the settings they were made from; at most `limit`. */
export async function readItemsToCheck(tx: Tx, companyId: string, limit: number): Promise<StoredItem[]> {
  return await rows<StoredItem>(
    tx,
    sql`select ${columns} from item i join item_revision r on r.company_id = i.company_id and r.id = i.revision_id
    where i.company_id = ${companyId} and i.checked_at is null order by i.id limit ${limit} for update of i skip locked`,
  );
}

export type StoredAssessment = {
  readonly itemId: string;
  readonly revisionId: string;
  readonly fields: ExportFields;
  readonly findings: readonly Finding[];
  readonly lane: Lane;
  readonly blocks: number;
  readonly warns: number;
  readonly note: string | null;
  readonly document: { readonly text: string; readonly sha256: string; readonly erpId: string } | null;
  readonly documentProblem: string | null;
  /** The note is the finding's words only while the item waits for a decision; afterwards it belongs to the export. */
  readonly keepsNote: boolean;
};

/** Stores assessments: document texts by hash, findings, and the item's columns made from them. Does not move versions. */
export async function storeAssessments(tx: Tx, companyId: string, list_: readonly StoredAssessment[]): Promise<void> {
  if (list_.length === 0) return;
  const documents = list_
    .filter((entry) => entry.document !== null)
    .map((entry) => ({ s: entry.document?.sha256, i: entry.itemId, r: entry.revisionId, d: entry.document?.text }));
  await tx.execute(sql`insert into export_document (company_id, sha256, item_id, revision_id, document)
    select ${companyId}::uuid, s, i, r, d from jsonb_to_recordset(${json(documents)}) as x(s text, i uuid, r uuid, d text) on conflict do nothing`);
  await tx.execute(
    sql`delete from finding where company_id = ${companyId} and item_id = any(${list(list_.map((entry) => entry.itemId))})`,
  );
  const findings = list_.flatMap((entry) =>
    entry.findings.map((finding, position) => ({ i: entry.itemId, p: position, ...finding })),
  );
  await tx.execute(sql`insert into finding (company_id, item_id, position, code, severity, sentence, field, as_of, fixer, fix)
    select ${companyId}::uuid, i, p, code, severity, sentence, field, "asOf", fixer, fix
    from jsonb_to_recordset(${json(findings)}) as x(i uuid, p integer, code text, severity text, sentence text, field text, "asOf" timestamptz, fixer text, fix jsonb)`);
  const values = list_.map((entry) => ({
    i: entry.itemId,
    f: entry.fields,
    l: entry.lane,
    b: entry.blocks,
    w: entry.warns,
    n: entry.note,
    k: entry.keepsNote,
    d: entry.document?.sha256 ?? null,
    e: entry.document?.erpId ?? null,
    p: entry.documentProblem,
  }));
  const moved = await rows<{ id: string; is_other: boolean }>(
    tx,
    sql`
    update item i set fields = x.f, lane = x.l, blocks = x.b, warns = x.w, note = case when x.k then i.note else x.n end,
      document_sha256 = x.d, document_problem = x.p, erp_id = coalesce(x.e, x.f ->> 'sageId', ''), checked_at = clock_timestamp()
    from jsonb_to_recordset(${json(values)}) as x(i uuid, f jsonb, l text, b integer, w integer, n text, k boolean, d text, e text, p text)
      join item old on old.company_id = ${companyId} and old.id = x.i
    where i.company_id = ${companyId} and i.id = x.i returning i.id, old.document_sha256 is distinct from i.document_sha256 as is_other`,
  );
  await markChildren(
    tx,
    companyId,
    moved.filter((entry) => entry.is_other).map((entry) => entry.id),
  );
}

/** Marks items whose outcome may have changed so that the checker looks at them again; only undecided states are renewed. */
export async function markForCheck(
  tx: Tx,
  companyId: string,
  which: {
    vendorIds?: readonly string[];
    jobs?: readonly string[];
    erpIds?: readonly string[];
    /** Those of no project that were sent; what was not is assessed when it is. */
    ofCompany?: true;
    except?: string;
    all?: true;
  },
): Promise<void> {
  const scope = which.all
    ? sql`true`
    : which.erpIds
      ? sql`i.erp_id <> '' and (i.erp_id = any(${list(which.erpIds, "text")}) or i.parent_source_id in (select p.source_id from item p
          where p.company_id = ${companyId} and p.erp_id <> '' and p.erp_id = any(${list(which.erpIds, "text")})))`
      : which.vendorIds
        ? sql`i.vendor_id = any(${list(which.vendorIds)})`
        : which.ofCompany
          ? sql`i.project_id is null and i.state <> 'not_sent'`
          : sql`(i.project_id in (select project_id from project_link where company_id = ${companyId} and job = any(${list(which.jobs ?? [], "text")}))
          or i.erp_id = any(${list(which.jobs ?? [], "text")}))`;
  // Also those that are marked already: a checker may hold one just now and have read what was true before.
  await tx.execute(sql`update item i set checked_at = null where i.company_id = ${companyId} and i.id is distinct from ${which.except ?? null}::uuid
    and i.state in ('not_sent', 'ready', 'retrieved', 'rejected', 'failed', 'outbox') and ${scope}`);
}

/** Items by id without a lock. */
export async function readItems(tx: Tx, companyId: string, ids: readonly string[]): Promise<Map<string, StoredItem>> {
  const found = await rows<StoredItem>(
    tx,
    sql`select ${columns} from item i join item_revision r on r.company_id = i.company_id and r.id = i.revision_id
    where i.company_id = ${companyId} and i.id = any(${list(ids)})`,
  );
  return new Map(found.map((item) => [item.id, item]));
}

/** One item without a lock, for screens; null when the company has no such item. */
export async function readItem(tx: Tx, companyId: string, itemId: string): Promise<StoredItem | null> {
  const [found] = await rows<StoredItem>(
    tx,
    sql`select ${columns} from item i join item_revision r on r.company_id = i.company_id and r.id = i.revision_id where i.company_id = ${companyId} and i.id = ${itemId}`,
  );
  return found ?? null;
}

/** Items of one project, newest change of state first; for the project's status page. */
export async function readProjectItems(
  tx: Tx,
  companyId: string,
  projectId: string,
  states: readonly string[],
  limit: number,
): Promise<StoredItem[]> {
  return await rows<StoredItem>(
    tx,
    sql`select ${columns} from item i join item_revision r on r.company_id = i.company_id and r.id = i.revision_id
    where i.company_id = ${companyId} and i.project_id = ${projectId} and i.state = any(${list(states, "text")}) order by i.state_at desc, i.id limit ${limit}`,
  );
}

/** The words that a search looks into; `vendorName` stands in where the head names no vendor because its parent does. */
export const searchOf = (head: SQL, project: SQL, vendorName: SQL): SQL =>
  sql`lower(concat_ws(' ', ${head} ->> 'number', ${head} ->> 'title', coalesce(${head} ->> 'vendorName', ${vendorName}), ${head} ->> 'amount', ${project}.number, ${project}.name))`;

/**
 * Brings items to the newest revision that the source sent: head columns, places and the persons who are closed to deciding.
 * Their versions rise; findings are the caller's to renew. Answers the new versions of those that were behind.
 */
export async function catchUp(tx: Tx, companyId: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const moved = await rows<{ id: string; version: number }>(
    tx,
    sql`update item i set revision_id = r.id, version = i.version + 1, project_id = p.id, parent_source_id = r.head ->> 'parentSourceId', number = r.head ->> 'number', title = r.head ->> 'title',
      amount = (r.head ->> 'amount')::numeric, source_status = r.head ->> 'status', is_approved = (r.head ->> 'isApproved')::boolean,
      vendor_id = case when r.head ->> 'vendorSourceId' is null and r.head ? 'parentSourceId' then i.vendor_id
        else (select v.id from vendor v where v.company_id = i.company_id and v.source_id = r.head ->> 'vendorSourceId') end,
      own_person_ids = (select coalesce(array_agg(distinct o), '{}') from (select unnest(i.own_person_ids) union
        select m.person_id from membership m join item_revision a on a.company_id = m.company_id and a.head -> 'authors' ? m.procore_user_id
        where a.company_id = i.company_id and a.item_id = i.id) x(o)),
      search = ${searchOf(sql`r.head`, sql`p`, sql`(select v.name from vendor v where v.company_id = i.company_id and v.id = i.vendor_id)`)}
    from item_revision r left join project p on p.company_id = r.company_id and p.source_id = r.head ->> 'projectSourceId'
    where i.company_id = ${companyId} and i.id = any(${list(ids)}) and i.revision_id <> i.latest_revision_id and r.company_id = i.company_id
      and r.id = i.latest_revision_id and (p.id is not null or r.head ->> 'projectSourceId' is null) returning i.id, i.version`,
  );
  return new Map(moved.map((entry) => [entry.id, entry.version]));
}
