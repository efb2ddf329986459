import { sql } from "drizzle-orm";
import type { ExportDocument } from "#lib/core/export-document.ts";
import type { Facts, FactsQuery } from "#lib/core/facts.ts";
import { acceptedStates, type Made, type Maker, makerKinds } from "#lib/core/makers.ts";
import { json, list, rows, type Tx } from "#lib/db/database.ts";

/**
 * The items that make what a document stands on: of its company, its project, and of the project's codes and extras. Those
 * that were never accepted and do not wait for a decision make nothing. `asOf`: when Sage's lists were last read.
 */
export async function readMakers(
  tx: Tx,
  companyId: string,
  { projectSourceId, codes }: FactsQuery,
  vendorSourceId: string,
  itemId: string | null,
  asOf: Facts["asOf"],
): Promise<readonly Maker[]> {
  const places = [
    { k: makerKinds.company, i: vendorSourceId },
    { k: makerKinds.job, i: projectSourceId ?? "" },
    { k: makerKinds.codes, i: projectSourceId ?? "" },
  ];
  const hasExtras = codes.some(({ extra }) => extra !== "");
  const found = await rows<{
    id: string;
    kind: string;
    number: string;
    title: string;
    erp_id: string;
    state: Maker["state"];
    document: string | null;
    is_fresh: boolean;
    is_linking: boolean;
    is_unlinking: boolean;
  }>(
    tx,
    sql`select i.id, i.source_kind as kind, i.number, i.title, i.erp_id, i.state, d.document,
      coalesce(e.status = 'proved' and e.finished_at > least(clock_timestamp() - interval '10 minutes',
        case when i.source_kind = ${makerKinds.company} then coalesce(${asOf.vendors}::timestamptz, '-infinity')
          else least(coalesce(${asOf.jobs}::timestamptz, '-infinity'), coalesce(${asOf.codes}::timestamptz, '-infinity')) end), false) as is_fresh,
      coalesce(e.status = 'proved' and e.write_back = 'due', false) as is_linking, coalesce(e.status = 'unlinking', false) as is_unlinking
    from (select i.* from jsonb_to_recordset(${json(places)}) as x(k text, i text) join item i on i.company_id = ${companyId} and i.source_kind = x.k and i.source_id = x.i
      union all select i.* from item i where ${hasExtras} and i.company_id = ${companyId} and i.parent_source_id = ${projectSourceId} and i.source_kind = ${makerKinds.extra}) i
      left join lateral (select * from export e where e.company_id = ${companyId} and e.item_id = i.id order by e.position desc limit 1) e on true
      left join export_document d on d.company_id = ${companyId}
        and d.sha256 = case when i.state = any(${list([...acceptedStates], "text")}) then e.document_sha256 else i.document_sha256 end
    where i.id is distinct from ${itemId}::uuid and (i.state = 'ready' or e.id is not null) order by i.id`,
  );
  return found.map((entry) => ({
    itemId: entry.id,
    made: madeBy(entry.kind),
    number: entry.number,
    title: entry.title,
    erpId: entry.erp_id,
    state: entry.state,
    isFresh: entry.is_fresh,
    isLinking: entry.is_linking,
    isUnlinking: entry.is_unlinking,
    document: entry.document === null ? null : (JSON.parse(entry.document) as ExportDocument),
  }));
}

function madeBy(kind: string): Made {
  const found = (Object.keys(makerKinds) as Made[]).find((made) => makerKinds[made] === kind);
  if (!found) throw new Error(`${kind} makes nothing`);
  return found;
}
