import type { Json } from "#lib/core/canonical-json.ts";
import { sum, toScale } from "#lib/core/money.ts";
import type { DetailField, LineView } from "#lib/core/record-type.ts";
import { linesTotal, readForecast } from "#lib/records/cost-forecast/model.ts";

/** The lines of the review's table, with what they are estimated to cost at completion; what of it is open is said beside. */
export function lines(body: Json): readonly LineView[] {
  return readForecast(body).lines.map((line, index) => ({
    key: line.sourceId,
    number: String(index + 1),
    extra: line.extra,
    costCode: line.costCode,
    category: line.category,
    description: [line.description, `to complete ${line.toComplete}`].filter(Boolean).join("; "),
    quantity: "",
    unit: "",
    unitCost: "",
    amount: line.atCompletion,
    retainage: "",
  }));
}

/** The head of the document in reading order. */
export function details(body: Json): readonly DetailField[] {
  const forecast = readForecast(body);
  const toComplete = toScale(sum(forecast.lines.map((line) => line.toComplete)), 2);
  return [
    { label: "Budget", value: forecast.isLocked ? "Locked" : "Unlocked", kind: "text" },
    { label: "Budget view", value: forecast.view, kind: "text" },
    { label: "Estimated Cost at Completion", value: toScale(linesTotal(forecast), 2), kind: "money" },
    { label: "Forecast to Complete", value: toComplete, kind: "money" },
    { label: "Lines", value: String(forecast.lines.length), kind: "text" },
  ];
}
