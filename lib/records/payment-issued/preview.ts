import type { Json } from "#lib/core/canonical-json.ts";
import type { ExportDocument, PreviewRecord } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { changedCodes, inSageNow, labels, readPayment, valueNames } from "#lib/records/payment-issued/model.ts";
import { invoiceOf } from "#lib/records/payment-issued/sage300.ts";

/** The invoice and every code that changes, with where it comes from and what Sage holds before. */
export function preview(
  body: Json,
  _fields: ExportFields,
  facts: Facts,
  document: ExportDocument,
): readonly PreviewRecord[] {
  const now = inSageNow(facts);
  const codes = changedCodes(readPayment(body), facts).map(({ column, from, value }) => ({
    name: labels[column],
    value,
    source: `Procore: ${valueNames[from]} of the payment`,
    note: `In Sage now: ${now?.[column] || "empty"}. Which value goes here is a setting, unconfirmed on a live Sage.`,
  }));
  const { Vendor: vendor = "", Invoice: invoice = "" } = document.expectations[0]?.key ?? {};
  const source = "Sage id of the invoice";
  return [
    {
      file: document.door === "database" ? "Written over SQL" : "Keyed in by a person",
      record: "AP invoice",
      title: invoiceOf(document.erpId),
      fields: [{ name: "Vendor", value: vendor, source }, { name: "Invoice", value: invoice, source }, ...codes],
    },
  ];
}
