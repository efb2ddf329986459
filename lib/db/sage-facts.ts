import { sql } from "drizzle-orm";
import type { ExportDocument } from "#lib/core/export-document.ts";
import {
  type Carried,
  codeKey,
  contractFamily,
  type EstimateTotals,
  estimateFamily,
  type FactsQuery,
  type SageLookup,
  type SageRows,
  type VendorFacts,
} from "#lib/core/facts.ts";
import { type Money, subtract, sum } from "#lib/core/money.ts";
import { list, row, rows, type Tx } from "#lib/db/database.ts";

const totalsTable = "JCM_MASTER__CATEGORY";

/** Rows of the tables that are mirrored whole, by table, in the order of their keys; empty text for null. */
export async function readSageRows(
  tx: Tx,
  companyId: string,
  lookups: readonly SageLookup[],
): Promise<Readonly<Record<string, SageRows>>> {
  const found: Record<string, SageRows> = {};
  for (const { table, keys = [], groups = [] } of lookups) {
    const matches = await rows<{ row: Record<string, string | null> }>(
      tx,
      sql`select row from (select row_key, row from sage_row where company_id = ${companyId} and table_name = ${table} and not is_gone and row_key = any(${list(keys, "text")})
        union select row_key, row from sage_row where company_id = ${companyId} and table_name = ${table} and not is_gone and group_key = any(${list(groups, "text")})) r
      order by row_key`,
    );
    found[table] = matches.map(({ row }) =>
      Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value ?? ""])),
    );
  }
  return found;
}

/** The types of Sage's vendors, and those that are called like this. */
export async function readVendorFacts(tx: Tx, companyId: string, name: string): Promise<VendorFacts> {
  const found = await row<{ types: string[] | null; alike: VendorFacts["alike"] | null }>(
    tx,
    sql`select (select json_agg(t.type order by t.type) from (select distinct type from sage_vendor where company_id = ${companyId} and not is_gone and type <> '') t) as types,
      (select json_agg(json_build_object('vendor', vendor, 'status', status) order by vendor) from sage_vendor
        where company_id = ${companyId} and not is_gone and lower(name) = lower(${name})) as alike`,
  );
  return { types: found?.types ?? [], alike: found?.alike ?? [] };
}

/**
 * Documents of a family that are accepted and not proved, or proved so lately that the mirror may not show them, oldest
 * first; only those before the asking item's own export.
 */
async function documentsUnderWay(
  tx: Tx,
  companyId: string,
  family: string,
  itemId: string | null,
): Promise<readonly ExportDocument[]> {
  const found = await rows<{ document: string }>(
    tx,
    sql`select d.document from export e join export_document d on d.company_id = e.company_id and d.sha256 = e.document_sha256
    where e.company_id = ${companyId} and e.family_key = ${family} and e.item_id is distinct from ${itemId}::uuid
      and (e.status not in ('failed', 'taken_back', 'proved', 'unlinked') or (e.status = 'proved' and e.finished_at > clock_timestamp() - interval '10 minutes'))
      and e.position < coalesce((select m.position from export m join item i on i.company_id = m.company_id and i.id = m.item_id and i.revision_id = m.revision_id
        where m.company_id = ${companyId} and m.item_id = ${itemId}::uuid and m.status in ('outbox', 'waiting')), 9223372036854775807)
    order by e.position`,
  );
  return found.map(({ document }) => JSON.parse(document) as ExportDocument);
}

/** The approved contract changes of a job as documents under way will leave them; null where there are none. */
export async function readContractChanges(
  tx: Tx,
  companyId: string,
  job: string,
  itemId: string | null,
): Promise<Money | null> {
  const documents = await documentsUnderWay(tx, companyId, contractFamily(job), itemId);
  const [after] = documents.at(-1)?.expectations[0]?.rows ?? [];
  return after?.JTD_Aprvd_Contract_Chgs ?? null;
}

/**
 * Totals as documents under way will leave them, by `codeKey`. They say totals, not differences: one that the mirror shows
 * already changes nothing.
 */
export async function readTotalsUnderWay(
  tx: Tx,
  companyId: string,
  job: string,
  itemId: string | null,
): Promise<Readonly<Record<string, Partial<EstimateTotals>>>> {
  const documents = await documentsUnderWay(tx, companyId, estimateFamily(job), itemId);
  const totals: Record<string, Partial<EstimateTotals>> = {};
  for (const { expectations } of documents) {
    for (const { key: place, rows: after } of expectations.filter(({ table }) => table === totalsTable)) {
      const { Extra: extra = "", Cost_Code: costCode = "", Category: category = "" } = place;
      const key = codeKey({ extra, costCode, category });
      const { Original_Estimate: originalEstimate, Approved_Estimate_Changes: approvedChanges } = after[0] ?? {};
      totals[key] = {
        ...totals[key],
        ...(originalEstimate === undefined ? {} : { originalEstimate }),
        ...(approvedChanges === undefined ? {} : { approvedChanges }),
      };
    }
  }
  return totals;
}

/** Whether the job's record of an import type is in the source by this step, or on its way; a refused write left nothing. */
export async function isImported(
  tx: Tx,
  companyId: string,
  job: string,
  { type, step }: NonNullable<FactsQuery["imported"]>,
): Promise<boolean> {
  const found = await row(
    tx,
    sql`select 1 from staged_record s where s.company_id = ${companyId} and s.type = ${type} and s.key = ${job}
      and (s.state = 'importing' or exists (select 1 from import_write w where w.company_id = s.company_id and w.record_id = s.id and w.step = ${step} and w.state <> 'refused'))`,
  );
  return found !== null;
}

/** What proved exports of one item have added to totals of original estimates, by `codeKey`. */
export async function readCarried(tx: Tx, companyId: string, itemId: string | null): Promise<Carried> {
  const found = await rows<{ document: string }>(
    tx,
    sql`select d.document from export e join export_document d on d.company_id = e.company_id and d.sha256 = e.document_sha256
    where e.company_id = ${companyId} and e.item_id = ${itemId}::uuid and e.status = 'proved' order by e.position`,
  );
  const amounts: Record<string, Money> = {};
  for (const { document } of found) {
    const { expectations } = JSON.parse(document) as ExportDocument;
    for (const { key: place, rows: after, before } of expectations.filter(({ table }) => table === totalsTable)) {
      const { Extra: extra = "", Cost_Code: costCode = "", Category: category = "" } = place;
      const key = codeKey({ extra, costCode, category });
      const added = subtract(after[0]?.Original_Estimate ?? "0", before?.[0]?.Original_Estimate ?? "0");
      amounts[key] = sum([amounts[key] ?? "0", added]);
    }
  }
  return { times: found.length, amounts };
}
