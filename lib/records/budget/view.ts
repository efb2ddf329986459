import type { Json } from "#lib/core/canonical-json.ts";
import { toScale } from "#lib/core/money.ts";
import type { DetailField, LineView } from "#lib/core/record-type.ts";
import { linesTotal, readBudget } from "#lib/records/budget/model.ts";

/** The lines of the review's table. Quantities stay in Procore: amounts alone go to Sage. */
export function lines(body: Json): readonly LineView[] {
  return readBudget(body).lines.map((line, index) => ({
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

/** The head of the document in reading order. */
export function details(body: Json): readonly DetailField[] {
  const budget = readBudget(body);
  const status = budget.isLocked ? "Locked" : "Unlocked";
  return [
    { label: "Status", value: budget.isDeleted ? "Without lines" : status, kind: "text" },
    { label: "Original budget", value: toScale(linesTotal(budget), 2), kind: "money" },
    { label: "Lines", value: String(budget.lines.length), kind: "text" },
  ];
}
