import type { Json } from "#lib/core/canonical-json.ts";
import { isZero, trim } from "#lib/core/money.ts";
import type { DetailField, LineView } from "#lib/core/record-type.ts";
import { readChangeOrder } from "#lib/records/commitment-change-order/model.ts";

/** The lines of the review's table as the source numbers them; which item each changes is in the records for Sage. */
export function lines(body: Json): readonly LineView[] {
  return readChangeOrder(body).lines.map((line, index) => ({
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
  const changeOrder = readChangeOrder(body);
  const fields: readonly DetailField[] = [
    { label: "Number", value: changeOrder.number, kind: "text" },
    { label: "Title", value: changeOrder.title, kind: "text" },
    { label: "Status", value: changeOrder.isDeleted ? "Deleted" : changeOrder.status, kind: "text" },
    { label: "Contract company", value: changeOrder.vendor?.name ?? "", kind: "text" },
    { label: "Total", value: changeOrder.grandTotal, kind: "money" },
    { label: "Created", value: changeOrder.createdDate ?? "", kind: "date" },
    { label: "Executed", value: changeOrder.isExecuted ? "Yes" : "No", kind: "text" },
    { label: "Currency", value: changeOrder.foreignCurrency, kind: "text" },
    { label: "Description", value: changeOrder.description, kind: "text" },
  ];
  return fields.filter((field) => field.value !== "");
}
