import type { Json } from "#lib/core/canonical-json.ts";
import type { FactsQuery, ParentKey } from "#lib/core/facts.ts";
import { isGateOpen } from "#lib/core/gates.ts";
import type { RecordType } from "#lib/core/record-type.ts";
import { invoiceKind, invoiceTable, procoreKind, readPayment } from "#lib/records/payment-issued/model.ts";
import { preview } from "#lib/records/payment-issued/preview.ts";
import { decode, parentKinds } from "#lib/records/payment-issued/procore.ts";
import { rules } from "#lib/records/payment-issued/rules.ts";
import { encode, invoiceOf } from "#lib/records/payment-issued/sage300.ts";
import { details } from "#lib/records/payment-issued/view.ts";

/**
 * Payments of Procore Pay: not AP payments but values in Invoice Code 1 and 2 of the invoice that they pay, United States
 * only, off until the company wants them (domain/procore-erp-tool.md 4.11). In the family of their invoice.
 */
export const paymentIssued: RecordType = {
  id: "payment_issued",
  label: { one: "Payment issued", many: "Payments issued" },
  rung: "invoices",
  sourceKinds: [{ kind: procoreKind, label: "Payment issued", short: "Payment" }],
  parentKinds,
  exportFields: [],
  erpNoun: "invoice codes in Sage",
  isOff: (profile) => !isGateOpen("payments", profile) || !isGateOpen("paymentsByCountry", profile),
  arises: (body) => readPayment(body).isFromSage !== true,
  decode,
  factsQuery,
  prefill: () => ({}),
  rules,
  encode,
  preview,
  lines: () => [],
  details,
  parent,
  familyKey: (erpId) => `invoice:${invoiceOf(erpId).toUpperCase()}`,
  unlink: { closed: "A payment makes no record in Sage, only codes of its invoice: there is nothing to delete." },
};

function parent(body: Json): ParentKey | null {
  const { invoiceSourceId } = readPayment(body);
  return invoiceSourceId === "" ? null : { sourceKinds: [invoiceKind], sourceId: invoiceSourceId };
}

function factsQuery(body: Json): FactsQuery {
  const { projectSourceId, vendor } = readPayment(body);
  return {
    projectSourceId,
    vendorSourceId: vendor?.sourceId ?? null,
    codes: [],
    erpIds: [],
    parent: parent(body),
    sage: [{ table: invoiceTable, ofParent: true }],
  };
}
