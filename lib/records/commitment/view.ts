import type { Json } from "#lib/core/canonical-json.ts";
import { isZero, trim } from "#lib/core/money.ts";
import type { DetailField, LineView } from "#lib/core/record-type.ts";
import { kindNames, readCommitment } from "#lib/records/commitment/model.ts";

/** The lines of the review's table, numbered as the items will be in Sage; a lump sum shows no quantity and no unit cost. */
export function lines(body: Json): readonly LineView[] {
  return readCommitment(body).lines.map((line, index) => ({
    key: line.sourceId,
    number: String(index + 1),
    extra: line.extra,
    costCode: line.costCode,
    category: line.category,
    description: line.description,
    quantity: isZero(line.quantity) ? "" : trim(line.quantity),
    unit: line.unit,
    unitCost: isZero(line.unitCost) ? "" : trim(line.unitCost),
    amount: line.amount,
    retainage: "",
  }));
}

/** The head of the document in reading order; what the source leaves empty is left out. */
export function details(body: Json): readonly DetailField[] {
  const commitment = readCommitment(body);
  const fields: readonly DetailField[] = [
    { label: "Kind", value: kindNames[commitment.kind], kind: "text" },
    { label: "Number", value: commitment.number, kind: "text" },
    { label: "Title", value: commitment.title, kind: "text" },
    { label: "Status", value: commitment.isDeleted ? "Deleted" : commitment.status, kind: "text" },
    { label: "Contract company", value: commitment.vendor?.name ?? "", kind: "text" },
    { label: "Total", value: commitment.grandTotal, kind: "money" },
    { label: "Default retainage", value: commitment.retainagePercent, kind: "percent" },
    { label: "Contract date", value: commitment.contractDate ?? "", kind: "date" },
    { label: "Start", value: commitment.startDate ?? "", kind: "date" },
    { label: "Estimated completion", value: commitment.completionDate ?? "", kind: "date" },
    { label: "Executed", value: commitment.isExecuted ? "Yes" : "No", kind: "text" },
    { label: "Currency", value: commitment.foreignCurrency, kind: "text" },
    { label: "Payment terms", value: commitment.paymentTerms, kind: "text" },
    { label: "Ship via", value: commitment.shipVia, kind: "text" },
    { label: "Description", value: commitment.description, kind: "text" },
  ];
  return fields.filter((field) => field.value !== "");
}
