import type { Json } from "#lib/core/canonical-json.ts";
import { estimatePreview } from "#lib/core/estimate-preview.ts";
import { estimateGroups } from "#lib/core/estimates.ts";
import type { ExportDocument, PreviewRecord } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { readBudgetChange } from "#lib/records/budget-change/model.ts";

/** Every record of the estimate file, field by field; lines on one combination are said to be summed. */
export function preview(
  body: Json,
  _fields: ExportFields,
  facts: Facts,
  document: ExportDocument,
): readonly PreviewRecord[] {
  return estimatePreview(document, estimateGroups(readBudgetChange(body).lines), facts, {
    date: "Export field: date",
    amount: "Procore: amount of the line",
    total: "Approved estimate changes",
    noteOf: ({ lines }) =>
      lines.length > 1 ? `The sum of lines ${lines.join(", ")}: one amount for a combination.` : null,
  });
}
