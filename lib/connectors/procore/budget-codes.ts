import type { ProcoreClient } from "#lib/connectors/procore/client.ts";
import { isRow, listRows, type Row } from "#lib/connectors/procore/pages.ts";
import type { BudgetCode, SourceWritten } from "#lib/core/source-write.ts";

/** Procore's WBS codes: a cost code with its cost type (domain/procore-rest-api.md 2 "WBS"). */
export const wbsPath = (projectId: string): string => `/rest/v1.0/projects/${projectId}/work_breakdown_structure`;

/** WBS codes of a project by what people know them by. */
export type BudgetCodes = { readonly records: readonly Row[]; idOf(code: BudgetCode): string | null };

/** The text that tells two budget codes apart. */
export const keyOf = ({ subJob, costCode, costType }: BudgetCode): string =>
  JSON.stringify([subJob, costCode, costType]);

/** Reads the project's WBS codes; their segments say which cost code, cost type and sub job they are made of. */
export async function readBudgetCodes(client: ProcoreClient, projectId: string): Promise<BudgetCodes> {
  const records: Row[] = [];
  const ids = new Map<string, string>();
  for await (const row of listRows(client, client.url(`${wbsPath(projectId)}/wbs_codes`, { per_page: "1000" }))) {
    records.push(row);
    const code = budgetCodeOf(row);
    if (code) ids.set(keyOf(code), String(row.id));
  }
  return { records, idOf: (code) => ids.get(keyOf(code)) ?? null };
}

/** Null for a code without a cost code or a cost type, or with a segment of the customer's own: no ERP integration has these. */
function budgetCodeOf(row: Row): BudgetCode | null {
  const items = Array.isArray(row.segment_items) ? row.segment_items.filter(isRow) : [];
  const parts = new Map(items.map((item) => [isRow(item.segment) ? item.segment.type : null, segmentCode(item)]));
  const [costCode, costType] = [parts.get("cost_code"), parts.get("line_item_type")];
  if (!costCode || !costType || parts.has("custom")) return null;
  return { subJob: parts.get("sub_job") ?? null, costCode, costType };
}

/** With the prefixes of the parents where the segment has tiers. */
export function segmentCode(item: Row): string {
  return String(item.path_code ?? item.code ?? "");
}

/** What is answered for a code that the project does not have. */
export function unknownCode({ subJob, costCode, costType }: BudgetCode): SourceWritten {
  const name = [subJob, costCode, costType].filter((part) => part !== null).join(" · ");
  const words = `The project has no budget code ${name} in Procore. Import the code with this cost type first.`;
  return { kind: "refused", code: "code.unknown", words };
}
