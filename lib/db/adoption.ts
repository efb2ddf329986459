import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import type { AdoptKind, SageRecord } from "#lib/core/adoption.ts";
import { lookedFor } from "#lib/core/machines/export.ts";
import type { ExportStatus } from "#lib/core/machines/export-state.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { json, list, row, rows, type Tx } from "#lib/db/database.ts";
import { databaseNow, ring } from "#lib/db/exports.ts";
import { nameOf, transition } from "#lib/db/transition.ts";

/** States from which a document may be linked without being sent. */
const linkableStates = ["not_sent", "ready", "retrieved", "rejected", "failed"] as const;

export type AdoptableRow = {
  readonly id: string;
  /** Of its look-only export; null while it has none. */
  readonly status: ExportStatus | null;
  readonly note: string | null;
  /** An attempt to send it may have reached Sage: it cannot be linked before that is settled. */
  readonly hasOpenIntent: boolean;
  readonly rank: number;
};
/** Where a page ends: rank, number and id of its last row. */
export type AdoptablePlace = { readonly rank: number; readonly number: string; readonly id: string };

/** Documents of a project that are not in Sage through us, and those that were linked, in the order of `types`. */
export async function readAdoptable(
  tx: Tx,
  companyId: string,
  scope: {
    readonly projectId: string;
    readonly types: readonly string[];
    readonly after: AdoptablePlace | null;
    readonly limit: number;
    readonly itemId?: string;
  },
): Promise<readonly (AdoptableRow & { number: string })[]> {
  const { projectId, types, after, limit, itemId = null } = scope;
  const rank = sql`array_position(${list(types, "text")}, i.record_type)`;
  const place = after
    ? sql`and (${rank}, i.number, i.id) > (${after.rank}, ${after.number}, ${after.id}::uuid)`
    : sql``;
  return await rows(
    tx,
    sql`select i.id, i.number, ${rank} as rank, case when e.is_look_only then e.status end as status, case when e.is_look_only then e.note end as note,
      coalesce(e.has_open_intent and not e.is_look_only, false) as "hasOpenIntent"
    from item i left join export e on e.company_id = i.company_id and e.item_id = i.id and e.revision_id = i.revision_id and e.status <> 'unlinked'
    where i.company_id = ${companyId} and i.project_id = ${projectId} and i.record_type = any(${list(types, "text")}) and not i.is_gone
      and (${itemId}::uuid is null or i.id = ${itemId}::uuid)
      and ((i.is_approved and i.state = any(${list(linkableStates, "text")}) and i.revision_id = i.latest_revision_id) or e.is_look_only) ${place}
    order by rank, i.number, i.id limit ${limit}`,
  );
}

/** How many documents of the project are in which state of this: everything, not a page of it. */
export async function countAdoptable(
  tx: Tx,
  companyId: string,
  projectId: string,
  types: readonly string[],
): Promise<{ open: number; looking: number; linked: number; unapproved: number }> {
  const found = await row<{ open: number; looking: number; linked: number; unapproved: number }>(
    tx,
    sql`select (count(*) filter (where e.id is null and i.is_approved))::integer as open, (count(*) filter (where e.status in ('unknown', 'held')))::integer as looking,
      (count(*) filter (where e.status = 'proved'))::integer as linked, (count(*) filter (where e.id is null and not i.is_approved))::integer as unapproved
    from item i left join export e on e.company_id = i.company_id and e.item_id = i.id and e.revision_id = i.revision_id and e.is_look_only and e.status <> 'unlinked'
    where i.company_id = ${companyId} and i.project_id = ${projectId} and i.record_type = any(${list(types, "text")}) and not i.is_gone
      and (i.state = any(${list(linkableStates, "text")}) or e.id is not null)`,
  );
  return found ?? { open: 0, looking: 0, linked: 0, unapproved: 0 };
}

const most = 5000;
/** Every kind's records of a job as the mirror has them; the key is the document's in an export. */
const sources: Readonly<Record<AdoptKind, (companyId: string, job: string) => SQL>> = {
  extras: (c, job) =>
    sql`select job || '/' || extra as "erpId", extra as id, '' as parent, description as name, '' as vendor, 0::numeric as amount, null as date, null as "bookedOn"
      from sage_extra where company_id = ${c} and job = ${job} and not is_gone`,
  estimates: (c, job) =>
    sql`select job as "erpId", job as id, '' as parent, '' as name, '' as vendor, sum(original_estimate) as amount, null as date, null as "bookedOn"
      from sage_category where company_id = ${c} and job = ${job} and not is_gone group by job having sum(original_estimate) <> 0`,
  commitments: (c, job) =>
    sql`select commitment as "erpId", commitment as id, '' as parent, description as name, vendor, amount, commitment_date::text as date, null as "bookedOn"
      from sage_commitment where company_id = ${c} and job = ${job} and not is_gone`,
  change_orders: (c, job) =>
    sql`select o.commitment || '/' || o.commitment_co as "erpId", o.commitment_co as id, o.commitment as parent, o.description as name, '' as vendor, o.amount,
        o.change_date::text as date, null as "bookedOn"
      from sage_commitment m join sage_commitment_co o on o.company_id = m.company_id and o.commitment = m.commitment
      where m.company_id = ${c} and m.job = ${job} and not m.is_gone and not o.is_gone`,
  invoices: (c, job) =>
    sql`select (h.row ->> 'Vendor') || '/' || (h.row ->> 'Invoice') as "erpId", h.row ->> 'Invoice' as id, d.parent, coalesce(h.row ->> 'Description', '') as name,
        h.row ->> 'Vendor' as vendor, coalesce((h.row ->> 'Amount')::numeric, 0) as amount, left(h.row ->> 'Invoice_Date', 10) as date, left(h.row ->> 'Accounting_Date', 10) as "bookedOn"
      from (select max((row ->> 'Vendor') || '|' || (row ->> 'Invoice')) as head, coalesce(min(nullif(row ->> 'Commitment', '')), '') as parent
        from sage_row where company_id = ${c} and table_name = 'APM_MASTER__DISTRIBUTION' and job = ${job} and not is_gone
        group by row ->> 'Vendor', row ->> 'Invoice') d
      join sage_row h on h.company_id = ${c} and h.table_name = 'APM_MASTER__INVOICE' and h.row_key = d.head and not h.is_gone`,
};

/** Records of the job that no living export has, of these kinds, each with the record type whose documents are looked for among them. */
export async function readFreeRecords(
  tx: Tx,
  companyId: string,
  job: string,
  kinds: readonly { readonly among: AdoptKind; readonly recordType: string }[],
): Promise<readonly SageRecord[]> {
  if (kinds.length === 0) return [];
  const parts = kinds.map(
    ({ among, recordType }) =>
      sql`(select ${among}::text as kind, x.* from (${sources[among](companyId, job)}) x where not exists (select 1 from export e
        where e.company_id = ${companyId} and e.erp_key = ${`${recordType}:`} || x."erpId" and e.status not in ('taken_back', 'failed', 'unlinked')) order by x."erpId" limit ${most})`,
  );
  return await rows<SageRecord>(tx, sql`${sql.join(parts, sql` union all `)}`);
}

/** The Sage vendors that companies are linked to, by the company's id. */
export async function readVendorTies(
  tx: Tx,
  companyId: string,
  vendorIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ id: string; vendor: string }>(
    tx,
    sql`select vendor_id as id, sage_vendor as vendor from vendor_link where company_id = ${companyId} and vendor_id = any(${list(vendorIds)})`,
  );
  return new Map(found.map(({ id, vendor }) => [id, vendor]));
}

/** Records that a person said are not the document, by item. */
export async function readRefused(
  tx: Tx,
  companyId: string,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = await rows<{ id: string; records: string[] }>(
    tx,
    sql`select item_id as id, json_agg(erp_id) as records from document_refusal where company_id = ${companyId} and item_id = any(${list(itemIds)}) group by 1`,
  );
  return new Map(found.map(({ id, records }) => [id, new Set(records)]));
}

/** Remembers that a record is another document, or forgets it; false where nothing changed. */
export async function setRefused(
  tx: Tx,
  companyId: string,
  actor: Actor,
  { itemId, erpId, isRefused }: { readonly itemId: string; readonly erpId: string; readonly isRefused: boolean },
): Promise<boolean> {
  const changed = await rows(
    tx,
    isRefused
      ? sql`insert into document_refusal (company_id, item_id, erp_id, refused_by) values (${companyId}, ${itemId}, ${erpId}, ${nameOf(actor)}) on conflict do nothing returning 1`
      : sql`delete from document_refusal where company_id = ${companyId} and item_id = ${itemId} and erp_id = ${erpId} returning 1`,
  );
  const kind = isRefused ? ("item.record_refused" as const) : ("item.refusal_withdrawn" as const);
  if (changed.length > 0) await appendAudit(tx, companyId, actor, [{ itemId, event: { kind, erpId } }]);
  return changed.length > 0;
}

export type DocumentLink = {
  readonly itemId: string;
  readonly version: number;
  readonly revisionId: string;
  readonly decisionId: string;
  readonly sha256: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly erpId: string;
  readonly erpKey: string;
  readonly familyKey: string;
  readonly amount: string;
  readonly differences: number;
  /** In whose stead the person decides; null in their own right. */
  readonly onBehalfOf: string | null;
};

/**
 * Links documents to records of Sage: decision, look-only export, state, record and bell. Nothing is sent: the first lease of
 * such an export is a probe. Answers the items that were linked; a row whose outcome is open is left as it is.
 */
export async function linkDocuments(
  tx: Tx,
  companyId: string,
  actor: Extract<Actor, { kind: "person" }>,
  links: readonly DocumentLink[],
): Promise<ReadonlyMap<string, number>> {
  const start = lookedFor(0);
  const record = sql`jsonb_to_recordset(${json(links)}) as x("itemId" uuid, "revisionId" uuid, "decisionId" uuid, sha256 text, fields jsonb, "erpId" text, "erpKey" text, "familyKey" text, "onBehalfOf" uuid)`;
  await tx.execute(sql`insert into decision (company_id, id, item_id, revision_id, verdict, person_id, on_behalf_of, seen_sha256, fields)
    select ${companyId}::uuid, "decisionId", "itemId", "revisionId", 'accept', ${actor.personId}::uuid, "onBehalfOf", sha256, fields from ${record}`);
  const made = await rows<{ id: string; item_id: string }>(
    tx,
    sql`insert into export as e (company_id, item_id, revision_id, decision_id, document_sha256, erp_id, erp_key, family_key, status, is_look_only, has_open_intent, note, release_at, next_check_at)
    select ${companyId}::uuid, "itemId", "revisionId", "decisionId", sha256, "erpId", "erpKey", "familyKey", ${start.status}, true, true, ${start.note}, clock_timestamp(), clock_timestamp() from ${record}
    on conflict (company_id, item_id, revision_id, operation) do update set decision_id = excluded.decision_id, document_sha256 = excluded.document_sha256,
      erp_id = excluded.erp_id, erp_key = excluded.erp_key, family_key = excluded.family_key, status = excluded.status, is_look_only = true, has_open_intent = true, note = excluded.note,
      release_at = excluded.release_at, next_check_at = excluded.next_check_at, attempts = 0, probes = 0, verdict = null, lease_mode = null, lease_deadline = null, lease_client_id = null, position = excluded.position
      where e.status in ('taken_back', 'failed', 'unlinked') and not e.has_open_intent
    returning e.id, e.item_id`,
  );
  if (made.length !== links.length)
    throw new Error("an export of the same revision is under way, or its outcome is open");
  const moves = links.map(({ itemId, version, decisionId, erpId, sha256, amount, differences }) => ({
    itemId,
    seenVersion: version,
    note: start.note,
    isReturned: false,
    event: { kind: "item.linked" as const, decisionId, erpId, sha256, amount, differences },
  }));
  const versions = await transition(tx, companyId, actor, "link", moves);
  const ids = made.map(({ id }) => id);
  await ring(tx, companyId, ids, await databaseNow(tx));
  return versions;
}
