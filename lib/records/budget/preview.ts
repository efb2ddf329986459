import type { Json } from "#lib/core/canonical-json.ts";
import { estimatePreview } from "#lib/core/estimate-preview.ts";
import type { ExportDocument, PreviewRecord } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { hasGone, newAmounts, readBudget } from "#lib/records/budget/model.ts";

/** Every record of the estimate file, field by field. */
export function preview(
  body: Json,
  _fields: ExportFields,
  facts: Facts,
  document: ExportDocument,
): readonly PreviewRecord[] {
  const hasGoneBefore = hasGone(facts);
  return estimatePreview(document, newAmounts(readBudget(body), facts), facts, {
    date: "Export field: date",
    amount: hasGoneBefore ? "Computed: original amount less what went before" : "Procore: original amount of the line",
    total: "Original estimate",
    noteOf: ({ lines }) => (lines.length > 1 ? `The sum of lines ${lines.join(", ")}.` : null),
  });
}
