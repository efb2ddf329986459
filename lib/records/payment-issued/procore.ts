import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { toScale } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { BusinessDate, DecimalText, Id, moneyOf, problemOf, Text } from "#lib/core/procore-values.ts";
import type { Head } from "#lib/core/record-type.ts";
import { isPaymentOrigin } from "#lib/core/sage-payments.ts";
import { invoiceKind, isPaid, Payment, procoreKind } from "#lib/records/payment-issued/model.ts";

const RawPayment = z.object({
  id: Id,
  project_id: Id,
  contract_id: Id,
  requisition_id: Id.nullish(),
  invoice_number: Text,
  payment_number: z.union([z.string(), z.number().transform(String)]).nullish(),
  status: Text,
  amount: DecimalText,
  payment_method: Text,
  check_number: Text,
  date: BusinessDate,
  date_payment_initiated: BusinessDate,
  date_payment_settled: BusinessDate,
  /** The connector adds it: the invoice that is paid, as the list has it. */
  requisition: z.object({ invoice_number: Text, vendor_id: Id.nullish(), vendor_name: Text }).nullish(),
  origin_id: Text,
  updated_at: z.iso.datetime({ offset: true }),
  deleted_at: z.string().nullish(),
});

/**
 * A contract payment of Procore's REST (domain/procore-rest-api.md 4.3) with the invoice that it pays, into body and head.
 * Refuses with `input.invalid` naming the first field that cannot be read.
 */
export function decode(sourceKind: string, raw: Json): Outcome<{ body: Json; head: Head }> {
  if (sourceKind !== procoreKind)
    return refuse("input.invalid", { field: "kind", problem: `“${sourceKind}” is not a kind of payment` });
  const read = RawPayment.safeParse(raw);
  if (!read.success) return refuse("input.invalid", problemOf(read.error));
  const { data } = read;
  const invoice = data.requisition;
  const payment = Payment.parse({
    sourceId: data.id,
    projectSourceId: data.project_id,
    contractSourceId: data.contract_id,
    invoiceSourceId: data.requisition_id ?? "",
    invoiceNumber: invoice?.invoice_number || data.invoice_number,
    number: (data.payment_number ?? "").trim(),
    status: data.status,
    isDeleted: Boolean(data.deleted_at),
    vendor: invoice?.vendor_id ? { sourceId: invoice.vendor_id, name: invoice.vendor_name } : null,
    amount: moneyOf(data.amount),
    method: data.payment_method,
    checkNumber: data.check_number,
    date: data.date,
    initiated: data.date_payment_initiated,
    settled: data.date_payment_settled,
    ...(isPaymentOrigin(data.origin_id) ? { isFromSage: true } : {}),
  });
  return ok({ body: payment, head: headOf(payment, data.updated_at) });
}

function headOf(payment: Payment, updatedAt: string): Head {
  const { invoiceSourceId, invoiceNumber, vendor } = payment;
  return {
    sourceKind: procoreKind,
    sourceId: payment.sourceId,
    projectSourceId: payment.projectSourceId,
    ...(invoiceSourceId === "" ? {} : { parentSourceId: invoiceSourceId }),
    vendorSourceId: vendor?.sourceId ?? null,
    vendorName: vendor?.name ?? null,
    number: payment.number === "" ? `#${payment.sourceId}` : `#${payment.number}`,
    title: invoiceNumber === "" ? "Payment without an invoice" : `Payment of invoice ${invoiceNumber}`,
    amount: toScale(payment.amount, 2),
    status: payment.status,
    isApproved: isPaid(payment),
    authors: [],
    updatedAt,
  };
}

/** The kinds that a parent may be of. */
export const parentKinds = [invoiceKind] as const;
