import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { documentTag } from "#lib/core/sage-text.ts";
import {
  changedCodes,
  codeLimit,
  inSageNow,
  labels,
  readPayment,
  invoiceTable as table,
} from "#lib/records/payment-issued/model.ts";

/** The payment goes by its invoice and its own id: an invoice may be paid more than once. */
function erpIdOf(invoice: string, sourceId: string): string {
  return `${invoice}/payment ${sourceId}`;
}
/** "<vendor>/<invoice>" of such an id. */
export function invoiceOf(erpId: string): string {
  return erpId.replace(/\/payment \d+$/, "");
}

/**
 * Not an AP payment: one or two codes of the AP invoice (domain/procore-erp-tool.md 4.11), keyed in from a sheet or over
 * SQL, and the proof, the changed codes before and after. Refuses (`item.not_rendered`) as long as the invoice is not in
 * Sage's mirror, with a value that does not fit and when nothing would change; it does not repeat the rules.
 */
export function encode(
  body: Json,
  _fields: ExportFields,
  facts: Facts,
  revisionSha256: string,
): Outcome<ExportDocument> {
  const payment = readPayment(body);
  const invoiceId = facts.parent?.erpId ?? "";
  const [vendor = ""] = invoiceId.split("/");
  const now = inSageNow(facts);
  if (vendor === "" || !now)
    return refuse("item.not_rendered", { problem: "Sage's mirror does not show the invoice that is paid." });
  const codes = changedCodes(payment, facts);
  if (codes.length === 0)
    return refuse("item.not_rendered", { problem: "the payment changes no code of the invoice." });
  const long = codes.find(({ value }) => value.length > codeLimit);
  if (long) return refuse("item.not_rendered", { problem: `“${long.value}” is over ${codeLimit} characters.` });
  const door = facts.profile.paymentDoor;
  const key = { Vendor: vendor, Invoice: invoiceId.slice(vendor.length + 1) };
  const values = Object.fromEntries(codes.map(({ column, value }) => [column, value]));
  const before = Object.fromEntries(codes.map(({ column }) => [column, now[column]]));
  const fields = codes.map(({ column, value }) => ({ label: labels[column], value }));
  const places = [
    { label: "Vendor", value: key.Vendor },
    { label: "Invoice", value: key.Invoice },
  ];
  return ok({
    format: 1,
    companyId: facts.companyId,
    recordType: "payment_issued",
    sourceId: payment.sourceId,
    revisionSha256,
    operation: "create",
    erpId: erpIdOf(invoiceId, payment.sourceId),
    tag: documentTag(canonicalJson([revisionSha256, { door, ...key, ...values }])),
    files: [],
    ...(door === "database"
      ? { door, writes: [{ table, operation: "update", key, values }] }
      : {
          door,
          // The way to the screen is not verified on a live Sage.
          sheet: [{ title: `Accounts Payable > Invoice ${invoiceId}: invoice codes`, fields: [...places, ...fields] }],
        }),
    expectations: [
      {
        table,
        unpostedTable: null,
        key,
        rowKey: ["Invoice"],
        columns: { Invoice: "text", ...Object.fromEntries(codes.map(({ column }) => [column, "text" as const])) },
        before: [{ Invoice: key.Invoice, ...before }],
        rows: [{ Invoice: key.Invoice, ...values }],
      },
    ],
  });
}
