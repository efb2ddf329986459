import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import { isZero, toScale } from "#lib/core/money.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import {
  BusinessDate,
  foreignCurrencyOf,
  Id,
  moneyOf,
  NumberOrZero,
  problemOf,
  RawCurrency,
  Text,
} from "#lib/core/procore-values.ts";
import type { Head } from "#lib/core/record-type.ts";
import {
  billingOf,
  Invoice,
  type InvoiceLine,
  isSendable,
  procoreKind,
} from "#lib/records/subcontractor-invoice/model.ts";

/** The lists that the billed contract may stand in. */
export const contractKinds = ["work_order_contracts", "purchase_order_contracts"] as const;

const RawItem = z.object({
  id: Id,
  position: z.number().nullish(),
  item_type: Text,
  line_item_id: Id.nullish(),
  detail_line_item_id: Id.nullish(),
  commitment_line_item_id: Id.nullish(),
  change_order_package_id: Id.nullish(),
  wbs_code: z.object({ flat_code: Text }).nullish(),
  description_of_work: Text,
  scheduled_value: NumberOrZero,
  scheduled_unit_price: NumberOrZero,
  work_completed_from_previous_application: NumberOrZero,
  work_completed_this_period: NumberOrZero,
  work_completed_this_period_quantity: NumberOrZero,
  materials_presently_stored: NumberOrZero,
  work_completed_retainage_from_previous_application: NumberOrZero,
  work_completed_retainage_retained_this_period: NumberOrZero,
  work_completed_retainage_released_this_period: NumberOrZero,
  materials_stored_retainage_currently_retained: NumberOrZero,
  materials_stored_retainage_released_this_period: NumberOrZero,
});
type RawItem = z.infer<typeof RawItem>;

const RawRequisition = z.object({
  id: Id,
  project_id: Id,
  commitment_id: Id,
  previous_requisition_id: Id.nullish(),
  contract_name: Text,
  vendor_id: Id.nullish(),
  vendor_name: Text,
  number: z.int().nullish(),
  invoice_number: Text,
  status: Text,
  accounting_method: Text,
  billing_date: BusinessDate,
  requisition_start: BusinessDate,
  requisition_end: BusinessDate,
  summary: z.object({
    current_payment_due: NumberOrZero,
    total_retainage: NumberOrZero,
    tax_applicable_to_this_payment: NumberOrZero,
  }),
  currency_configuration: RawCurrency,
  created_by: z.object({ id: Id }).nullish(),
  updated_at: z.iso.datetime({ offset: true }),
  deleted_at: z.string().nullish(),
  items: z.array(RawItem).nullish(),
});
type RawRequisition = z.infer<typeof RawRequisition>;

/**
 * A requisition of Procore's v1.1 REST with its items (domain/procore-rest-api.md 4.3), into body and head. Refuses with
 * `input.invalid` naming the first field that cannot be read; a row without items is refused too.
 */
export function decode(sourceKind: string, raw: Json): Outcome<{ body: Json; head: Head }> {
  if (sourceKind !== procoreKind)
    return refuse("input.invalid", { field: "kind", problem: `“${sourceKind}” is not a kind of invoice` });
  const read = RawRequisition.safeParse(raw);
  if (!read.success) return refuse("input.invalid", problemOf(read.error));
  if (!read.data.items && !read.data.deleted_at) {
    const problem = "are missing; the invoice has to be read with its items";
    return refuse("input.invalid", { field: "items", problem });
  }
  const invoice = invoiceOf(read.data);
  return ok({ body: invoice, head: headOf(invoice, read.data) });
}

function invoiceOf(raw: RawRequisition): Invoice {
  const isByUnit = raw.accounting_method === "unit";
  return Invoice.parse({
    sourceId: raw.id,
    projectSourceId: raw.project_id,
    contractSourceId: raw.commitment_id,
    contractName: raw.contract_name,
    previousSourceId: raw.previous_requisition_id ?? null,
    sequence: raw.number ?? 1,
    number: raw.invoice_number,
    status: raw.status,
    isDeleted: Boolean(raw.deleted_at),
    vendor: raw.vendor_id ? { sourceId: raw.vendor_id, name: raw.vendor_name } : null,
    billingDate: raw.billing_date,
    periodStart: raw.requisition_start,
    periodEnd: raw.requisition_end,
    isByUnit,
    foreignCurrency: foreignCurrencyOf(raw.currency_configuration),
    paymentDue: moneyOf(raw.summary.current_payment_due),
    totalRetainage: moneyOf(raw.summary.total_retainage),
    tax: moneyOf(raw.summary.tax_applicable_to_this_payment),
    lines: inOrder(raw.items ?? []).map((item) => lineOf(item, isByUnit)),
  });
}

/** Lines of the contract before those of its change orders, each in their own order. */
function inOrder(items: readonly RawItem[]): readonly RawItem[] {
  const rank = (item: RawItem) => Number(isChange(item));
  return items.toSorted((a, b) => rank(a) - rank(b) || (a.position ?? Infinity) - (b.position ?? Infinity) || 0);
}

const isChange = (item: RawItem) => item.item_type === "change_order_item";

function lineOf(item: RawItem, isByUnit: boolean): InvoiceLine {
  const own = isChange(item) ? item.commitment_line_item_id : (item.line_item_id ?? item.detail_line_item_id);
  return {
    sourceId: item.id,
    contractLineSourceId: own ?? "",
    changeOrderSourceId: isChange(item) ? (item.change_order_package_id ?? "") : "",
    description: item.description_of_work,
    code: item.wbs_code?.flat_code ?? "",
    scheduled: moneyOf(item.scheduled_value),
    completedBefore: moneyOf(item.work_completed_from_previous_application),
    workThisPeriod: moneyOf(item.work_completed_this_period),
    materialsStored: moneyOf(item.materials_presently_stored),
    retainageBefore: moneyOf(item.work_completed_retainage_from_previous_application),
    workRetained: moneyOf(item.work_completed_retainage_retained_this_period),
    workReleased: moneyOf(item.work_completed_retainage_released_this_period),
    materialsRetained: moneyOf(item.materials_stored_retainage_currently_retained),
    materialsReleased: moneyOf(item.materials_stored_retainage_released_this_period),
    units: isByUnit ? item.work_completed_this_period_quantity : "0",
    unitCost: isByUnit && !isZero(item.work_completed_this_period_quantity) ? item.scheduled_unit_price : "0",
  };
}

/** The list shows what Sage will: payment due and what is retained of it. */
function headOf(invoice: Invoice, raw: RawRequisition): Head {
  const billed = billingOf(invoice, null);
  const title = [`Invoice ${invoice.sequence}`, invoice.contractName].filter(Boolean).join(", ");
  return {
    sourceKind: procoreKind,
    sourceId: invoice.sourceId,
    projectSourceId: invoice.projectSourceId,
    parentSourceId: invoice.contractSourceId,
    vendorSourceId: invoice.vendor?.sourceId ?? null,
    vendorName: invoice.vendor?.name ?? null,
    number: invoice.number || `#${invoice.sequence}`,
    title,
    amount: toScale(billed.amount, 2),
    retainage: toScale(billed.retainage, 2),
    ...(invoice.billingDate === null ? {} : { date: invoice.billingDate }),
    status: invoice.status,
    isApproved: isSendable(invoice),
    authors: raw.created_by ? [raw.created_by.id] : [],
    updatedAt: raw.updated_at,
  };
}
