import type { Json } from "#lib/core/canonical-json.ts";
import type { DetailField, LineView } from "#lib/core/record-type.ts";
import { readBudgetChange } from "#lib/records/budget-change/model.ts";

/** The lines of the review's table. Quantities stay in Procore: amounts alone go to Sage. */
export function lines(body: Json): readonly LineView[] {
  return readBudgetChange(body).lines.map((line, index) => ({
    key: line.sourceId,
    number: String(index + 1),
    extra: line.extra,
    costCode: line.costCode,
    category: line.category,
    description: line.description,
    quantity: "",
    unit: "",
    unitCost: "",
    amount: line.amount,
    retainage: "",
  }));
}

/** The head of the document in reading order; what the source leaves empty is left out. */
export function details(body: Json): readonly DetailField[] {
  const change = readBudgetChange(body);
  const fields: readonly DetailField[] = [
    { label: "Number", value: change.number, kind: "text" },
    { label: "Title", value: change.title, kind: "text" },
    { label: "Status", value: change.isDeleted ? "Deleted" : change.status, kind: "text" },
    { label: "Total", value: change.total, kind: "money" },
    { label: "Currency", value: change.foreignCurrency, kind: "text" },
    { label: "Description", value: change.description, kind: "text" },
  ];
  return fields.filter((field) => field.value !== "");
}
