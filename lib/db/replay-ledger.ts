import { sql } from "drizzle-orm";
import { iso, row, rows, type Tx } from "#lib/db/database.ts";

/** One proved export as the ledger has it, with the bytes that were accepted. */
export type ProvedExport = {
  readonly id: string;
  readonly recordType: string;
  readonly number: string;
  readonly erpId: string;
  /** Job of the item's project; null without one. */
  readonly job: string | null;
  readonly familyKey: string;
  readonly position: number;
  readonly provedAt: string;
  readonly sha256: string;
  /** Null where the bytes are not there any more. */
  readonly document: string | null;
  /** The record's own event says that these bytes, and under this Sage id, were proved. */
  readonly isRecorded: boolean;
};

type Found = Omit<ProvedExport, "position"> & { position: string };

/**
 * A page of the exports whose documents stand in Sage, by family and place in it. Look-only ones were in Sage before and are
 * read, too: what stands on them names their items.
 */
export async function readProvedExports(
  tx: Tx,
  companyId: string,
  page: {
    readonly upTo: string;
    readonly after: { familyKey: string; position: number } | null;
    readonly limit: number;
  },
): Promise<readonly ProvedExport[]> {
  const { familyKey, position } = page.after ?? { familyKey: "", position: 0 };
  const found = await rows<Found>(
    tx,
    sql`select e.id, i.record_type as "recordType", i.number, e.erp_id as "erpId", l.job, e.family_key as "familyKey", e.position::text,
        coalesce(e.finished_at, e.created_at) as "provedAt", e.document_sha256 as sha256, d.document,
        exists (select 1 from audit_event a where a.company_id = e.company_id and a.item_id = e.item_id and a.kind = 'export.proved'
          and a.data ->> 'sha256' = e.document_sha256 and a.data ->> 'erpId' = e.erp_id) as "isRecorded"
      from export e join item i on i.company_id = e.company_id and i.id = e.item_id
        left join project_link l on l.company_id = i.company_id and l.project_id = i.project_id
        left join export_document d on d.company_id = e.company_id and d.sha256 = e.document_sha256
      where e.company_id = ${companyId} and (e.family_key, e.position) > (${familyKey}, ${position}) and e.status in ('proved', 'unlinking')
        and coalesce(e.finished_at, e.created_at) <= ${page.upTo}
      order by e.family_key, e.position limit ${page.limit}`,
  );
  return found.map((one) => ({ ...one, position: Number(one.position), provedAt: iso(one.provedAt) }));
}

/** The stored text of an accepted document; null where it is not there. */
export async function readDocument(tx: Tx, companyId: string, sha256: string): Promise<string | null> {
  const found = await row<{ document: string }>(
    tx,
    sql`select document from export_document where company_id = ${companyId} and sha256 = ${sha256}`,
  );
  return found?.document ?? null;
}

/** How many exports were proved up to the instant and are gone from Sage since: unlinked ones. */
export async function countGone(tx: Tx, companyId: string, upTo: string, job: string | null): Promise<number> {
  const found = await row<{ n: string }>(
    tx,
    sql`select count(*) as n from export e join item i on i.company_id = e.company_id and i.id = e.item_id
        left join project_link l on l.company_id = i.company_id and l.project_id = i.project_id
      where e.company_id = ${companyId} and e.status = 'unlinked' and coalesce(e.finished_at, e.created_at) <= ${upTo}
        and (${job}::text is null or l.job = ${job})`,
  );
  return Number(found?.n ?? 0);
}
