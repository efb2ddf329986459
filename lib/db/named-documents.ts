import { sql } from "drizzle-orm";
import { type DocumentFacts, type DocumentKey, documentKey } from "#lib/core/facts.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { json, list, rows, type Tx } from "#lib/db/database.ts";

const invoiceTable = "APM_MASTER__INVOICE";

/** Which of these invoice ids of a vendor are taken, by "<vendor>/<id>": by Sage's own rows or other items of the type. */
export async function readTakenInvoices(
  tx: Tx,
  companyId: string,
  recordType: string,
  vendor: string,
  ids: readonly string[],
  itemId: string | null,
): Promise<Readonly<Record<string, string>>> {
  const found = await rows<{ id: string; words: string }>(
    tx,
    sql`select erp_id as id, 'item ' || number || ' in this inbox' as words from item
      where company_id = ${companyId} and record_type = ${recordType} and erp_id = any(${list(
        ids.map((id) => `${vendor}/${id}`),
        "text",
      )}) and id is distinct from ${itemId}::uuid and state <> 'not_sent'
    union all select ${vendor}::text || '/' || (row ->> 'Invoice'), '“' || coalesce(row ->> 'Description', '') || '” in Sage' from sage_row
      where company_id = ${companyId} and table_name = ${invoiceTable} and not is_gone and row_key = any(${list(
        ids.map((id) => `${vendor}|${id}`),
        "text",
      )})`,
  );
  return Object.fromEntries(found.map(({ id, words }) => [id, words]));
}

/** Those of the named documents of the source that are items here, by `documentKey`. */
export async function readDocuments(
  tx: Tx,
  companyId: string,
  keys: readonly DocumentKey[],
): Promise<Readonly<Record<string, DocumentFacts>>> {
  if (keys.length === 0) return {};
  const found = await rows<{
    source_kind: string;
    source_id: string;
    number: string;
    state: ItemState;
    body: DocumentFacts["body"];
  }>(
    tx,
    sql`select i.source_kind, i.source_id, i.number, i.state, r.body from jsonb_to_recordset(${json(keys)}) as k("sourceKind" text, "sourceId" text)
      join item i on i.company_id = ${companyId} and i.source_kind = k."sourceKind" and i.source_id = k."sourceId"
      join item_revision r on r.company_id = i.company_id and r.id = i.revision_id`,
  );
  return Object.fromEntries(
    found.map(({ source_kind: sourceKind, source_id: sourceId, number, state, body }) => [
      documentKey({ sourceKind, sourceId }),
      { number, state, isProved: state === "synced", body },
    ]),
  );
}
