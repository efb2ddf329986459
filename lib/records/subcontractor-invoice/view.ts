import type { Json } from "#lib/core/canonical-json.ts";
import type { SageRows } from "#lib/core/facts.ts";
import { compare, isDecimal, isZero, subtract, toScale, trim } from "#lib/core/money.ts";
import type { DetailField, LineView } from "#lib/core/record-type.ts";
import { billingOf, readInvoice } from "#lib/records/subcontractor-invoice/model.ts";

/** The billed lines of the review's table with what is retained; which item each bills is in the records for Sage. */
export function lines(body: Json): readonly LineView[] {
  return billingOf(readInvoice(body), null).lines.map(({ number, line, amount, retainage }) => {
    const point = line.code.lastIndexOf(".");
    return {
      key: line.sourceId,
      number: String(number),
      extra: "",
      costCode: point < 0 ? line.code : line.code.slice(0, point),
      category: point < 0 ? "" : line.code.slice(point + 1),
      description: line.description,
      quantity: isZero(line.units) ? "" : trim(line.units),
      unit: "",
      unitCost: isZero(line.unitCost) ? "" : trim(line.unitCost),
      amount,
      retainage,
    };
  });
}

/** The head of the document in reading order; what the source leaves empty is left out. */
export function details(body: Json): readonly DetailField[] {
  const invoice = readInvoice(body);
  const figures = billingOf(invoice, null);
  const fields: readonly DetailField[] = [
    { label: "Invoice number", value: invoice.number, kind: "text" },
    { label: "Invoice of the contract", value: String(invoice.sequence), kind: "text" },
    { label: "Contract", value: invoice.contractName, kind: "text" },
    { label: "Status", value: invoice.isDeleted ? "Deleted" : invoice.status.replaceAll("_", " "), kind: "text" },
    { label: "Contract company", value: invoice.vendor?.name ?? "", kind: "text" },
    { label: "Billing date", value: invoice.billingDate ?? "", kind: "date" },
    { label: "Period from", value: invoice.periodStart ?? "", kind: "date" },
    { label: "Period to", value: invoice.periodEnd ?? "", kind: "date" },
    { label: "Payment due", value: invoice.paymentDue, kind: "money" },
    { label: "Retainage held of this period", value: figures.retainage, kind: "money" },
    { label: "Amount for Sage", value: figures.amount, kind: "money" },
    { label: "Retainage held to date", value: invoice.totalRetainage, kind: "money" },
    { label: "Tax", value: isZero(invoice.tax) ? "" : invoice.tax, kind: "money" },
    { label: "Billed by", value: invoice.isByUnit ? "Quantity" : "Amount", kind: "text" },
    { label: "Currency", value: invoice.foreignCurrency, kind: "text" },
  ];
  return fields.filter((field) => field.value !== "");
}

/** What Sage has paid of the invoice, as the mirror shows it: nothing, a part, all but the retainage, or all. */
export function payments(rows: SageRows): readonly DetailField[] {
  const [row] = rows;
  const [paid = "", amount = "", retainage = ""] = [row?.Amount_Paid, row?.Amount, row?.Retainage];
  if (![paid, amount, retainage].every(isDecimal)) return [];
  const due = subtract(amount, retainage);
  const words = isZero(paid)
    ? "Not yet"
    : compare(paid, amount) >= 0
      ? "In full"
      : compare(paid, due) >= 0
        ? "In full, but for the retainage"
        : "In part";
  return [
    { label: "Paid in Sage", value: toScale(paid, 2), kind: "money" },
    { label: "Payment", value: words, kind: "text" },
  ];
}
