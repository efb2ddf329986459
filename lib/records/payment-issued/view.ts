import type { Json } from "#lib/core/canonical-json.ts";
import type { DetailField } from "#lib/core/record-type.ts";
import { readPayment } from "#lib/records/payment-issued/model.ts";

/** The head of the document in reading order; method and dates as Procore gives them. */
export function details(body: Json): readonly DetailField[] {
  const payment = readPayment(body);
  return [
    { label: "Invoice", value: payment.invoiceNumber, kind: "text" },
    { label: "Status", value: payment.status, kind: "text" },
    { label: "Amount", value: payment.amount, kind: "money" },
    { label: "Method", value: payment.method, kind: "text" },
    { label: "Check number", value: payment.checkNumber, kind: "text" },
    { label: "Payment date", value: payment.date ?? "", kind: "date" },
    { label: "Initiated", value: payment.initiated ?? "", kind: "date" },
    { label: "Settled", value: payment.settled ?? "", kind: "date" },
  ];
}
