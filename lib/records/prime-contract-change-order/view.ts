import type { Json } from "#lib/core/canonical-json.ts";
import type { DetailField, LineView } from "#lib/core/record-type.ts";
import { readPrimeChangeOrder } from "#lib/records/prime-contract-change-order/model.ts";

/** The lines of the review's table as the source numbers them; which contract item each changes is on the sheet. */
export function lines(body: Json): readonly LineView[] {
  return readPrimeChangeOrder(body).lines.map((line, index) => ({
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
  const changeOrder = readPrimeChangeOrder(body);
  const { contract } = changeOrder;
  const fields: readonly DetailField[] = [
    { label: "Number", value: changeOrder.number, kind: "text" },
    { label: "Title", value: changeOrder.title, kind: "text" },
    { label: "Status", value: changeOrder.isDeleted ? "Deleted" : changeOrder.status, kind: "text" },
    { label: "Prime contract", value: [contract?.number, contract?.title].filter(Boolean).join(" "), kind: "text" },
    { label: "Contract in Sage", value: contract?.erpId ?? "", kind: "text" },
    { label: "Total", value: changeOrder.grandTotal, kind: "money" },
    { label: "Created", value: changeOrder.createdDate ?? "", kind: "date" },
    { label: "Executed", value: changeOrder.isExecuted ? "Yes" : "No", kind: "text" },
    { label: "Currency", value: changeOrder.foreignCurrency, kind: "text" },
    { label: "Description", value: changeOrder.description, kind: "text" },
  ];
  return fields.filter((field) => field.value !== "");
}
