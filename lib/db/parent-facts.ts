import { sql } from "drizzle-orm";
import type { ExportDocument } from "#lib/core/export-document.ts";
import type { ParentFacts, ParentItem, ParentKey } from "#lib/core/facts.ts";
import { acceptedStates } from "#lib/core/makers.ts";
import { trim } from "#lib/core/money.ts";
import { type Item, type Line, pairedLines } from "#lib/core/paired-lines.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { list, row, rows, type Tx } from "#lib/db/database.ts";

const itemTable = "JCM_MASTER__COMMITMENT_ITEM";

type MirroredItem = {
  item_number: number;
  extra: string;
  cost_code: string;
  category: string;
  description: string;
  unit_cost: string;
  amount: string;
};
type Found = {
  id: string;
  source_id: string;
  number: string;
  erp_id: string;
  state: ItemState;
  vendor_source_id: string | null;
  document: string | null;
  is_closed: boolean | null;
  lines: Line[] | null;
  /** A person said that Sage's record is the document, which differs: nobody wrote it line by line. */
  is_foreign: boolean;
  /** It went to Sage once, and a later version is not accepted. */
  has_gone: boolean;
  is_fresh: boolean;
  items: MirroredItem[] | null;
};

/**
 * The parent of a document with the items of its commitment: as the mirror shows them, and as accepted documents will make
 * them that are older than the asking item's own export: the parent's, and those of other documents that belong to it.
 */
export async function readParentFacts(
  tx: Tx,
  companyId: string,
  key: ParentKey,
  itemId: string | null,
): Promise<ParentFacts | null> {
  const found = await row<Found>(
    tx,
    sql`select p.id, p.source_id, p.number, p.erp_id, p.state, r.head ->> 'vendorSourceId' as vendor_source_id, d.document, c.is_closed,
      (select json_agg(json_build_object('sourceId', l ->> 'sourceId', 'extra', coalesce(l ->> 'extra', ''), 'costCode', coalesce(l ->> 'costCode', ''),
          'category', coalesce(l ->> 'category', ''), 'amount', coalesce(l ->> 'amount', '0'), 'description', coalesce(l ->> 'description', '')) order by n)
        from jsonb_array_elements(r.body -> 'lines') with ordinality as x(l, n)) as lines,
      exists (select 1 from export e where e.company_id = p.company_id and e.item_id = p.id and e.revision_id = p.revision_id and e.status = 'proved'
        and e.verdict ->> 'kind' is distinct from 'proved') as is_foreign,
      (p.state in ('not_sent', 'ready', 'retrieved', 'rejected') and exists (select 1 from export e
        where e.company_id = p.company_id and e.item_id = p.id and e.status = 'proved')) as has_gone,
      exists (select 1 from export e where e.company_id = p.company_id and e.item_id = p.id and e.revision_id = p.revision_id and e.status = 'proved'
        and e.finished_at > least(clock_timestamp() - interval '10 minutes',
          coalesce((select read_at from mirror_read where company_id = ${companyId} and table_name = 'APM_MASTER__INVOICE'), '-infinity'))) as is_fresh,
      (select json_agg(s) from (select item_number, extra, cost_code, category, description, unit_cost::text, amount::text from sage_commitment_item
        where company_id = ${companyId} and not is_gone and commitment = p.erp_id and p.erp_id <> '' order by item_number) s) as items
    from item p join item_revision r on r.company_id = p.company_id and r.id = p.revision_id
    left join export_document d on d.company_id = p.company_id and d.sha256 = p.document_sha256
    left join sage_commitment c on c.company_id = p.company_id and c.commitment = p.erp_id and not c.is_gone
    where p.company_id = ${companyId} and p.source_id = ${key.sourceId} and p.source_kind = any(${list(key.sourceKinds, "text")}) order by p.id limit 1`,
  );
  if (!found) return null;
  const hasGone = key.unlessGone === true && found.has_gone;
  const isAccepted = acceptedStates.has(found.state) || hasGone;
  // Somebody else's commitment under the wanted id says nothing about the items of one that is not accepted.
  const inMirror = isAccepted ? (found.items ?? []) : [];
  const documents = [found.document, ...(await siblingDocuments(tx, companyId, found.source_id, itemId))];
  const items = new Map<number, ParentItem>();
  for (const document of documents) for (const item of document ? itemsOf(document) : []) items.set(item.item, item);
  for (const { item_number, extra, cost_code, category, description, unit_cost } of inMirror) {
    const unitCost = trim(unit_cost);
    items.set(item_number, { item: item_number, extra, costCode: cost_code, category, description, unitCost });
  }
  return {
    itemId: found.id,
    number: found.number,
    erpId: found.erp_id,
    state: found.state,
    isProved: found.state === "synced" || hasGone,
    isAccepted,
    ...(found.is_fresh ? { isFresh: true } : {}),
    vendorSourceId: found.vendor_source_id,
    inSage: found.is_closed === null || !isAccepted ? null : { isClosed: found.is_closed },
    items: [...items.values()].sort((a, b) => a.item - b.item),
    lineIds: found.is_foreign
      ? pairedLines(found.lines ?? [], (found.items ?? []).map(toItem))
      : (found.lines ?? []).map(({ sourceId }) => sourceId),
  };
}

const toItem = ({
  item_number: item,
  cost_code: costCode,
  extra,
  category,
  description,
  amount,
}: MirroredItem): Item => {
  return { item, extra, costCode, category, description, amount };
};

/** Long proved ones are in the mirror. */
async function siblingDocuments(
  tx: Tx,
  companyId: string,
  parentSourceId: string,
  itemId: string | null,
): Promise<readonly string[]> {
  const found = await rows<{ document: string }>(
    tx,
    sql`select d.document from item c join export e on e.company_id = c.company_id and e.item_id = c.id and e.revision_id = c.revision_id
      join export_document d on d.company_id = e.company_id and d.sha256 = e.document_sha256
    where c.company_id = ${companyId} and c.parent_source_id = ${parentSourceId} and c.id is distinct from ${itemId}::uuid
      and (e.status not in ('failed', 'taken_back', 'proved', 'unlinked') or (e.status = 'proved' and e.finished_at > clock_timestamp() - interval '1 hour'))
      and e.position < coalesce((select m.position from export m join item i on i.company_id = m.company_id and i.id = m.item_id and i.revision_id = m.revision_id
        where m.company_id = ${companyId} and m.item_id = ${itemId}::uuid and m.status in ('outbox', 'waiting')), 9223372036854775807)
    order by e.position`,
  );
  return found.map(({ document }) => document);
}

/** The items of the commitment that a document makes. */
function itemsOf(text: string): readonly ParentItem[] {
  const document = JSON.parse(text) as ExportDocument;
  return document.expectations
    .filter(({ table }) => table === itemTable)
    .flatMap(({ rows: all }) => all)
    .map((item) => ({
      item: Number(item.Item_Number),
      extra: item.Extra ?? "",
      costCode: item.Cost_Code ?? "",
      category: item.Category ?? "",
      description: item.Description ?? "",
      unitCost: trim(item.Unit_Cost ?? "0"),
    }));
}
