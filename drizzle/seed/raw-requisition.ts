import type { SeedInvoice, SeedInvoiceLine } from "#drizzle/seed/model.ts";
import type { Json } from "#lib/core/canonical-json.ts";
import { subtract, sum, toScale } from "#lib/core/money.ts";

/** The invoice as Procore's REST shows it with its items (domain/procore-rest-api.md 4.3); `originId` when it is synced. */
export function rawRequisition(one: SeedInvoice, originId: string | null = null): Json {
  const total = (value: (line: SeedInvoiceLine) => string) => toScale(sum(one.lines.map(value)), 2);
  const [billed, held] = [total((line) => line.thisPeriod), total((line) => line.retained)];
  return {
    id: one.id,
    project_id: one.project.id,
    commitment_id: one.contract.id,
    commitment_type: one.contract.kind === "work_order_contracts" ? "WorkOrderContract" : "PurchaseOrderContract",
    contract_name: one.contract.title,
    vendor_id: one.contract.vendor?.id ?? null,
    vendor_name: one.contract.vendor?.name ?? null,
    previous_requisition_id: one.previous,
    number: one.sequence,
    invoice_number: one.number,
    status: one.status,
    accounting_method: isBilledByUnit(one) ? "unit" : "amount",
    billing_date: one.billingDate,
    requisition_start: null,
    requisition_end: one.billingDate,
    summary: {
      current_payment_due: one.paymentDue ?? subtract(billed, held),
      total_retainage: total((line) => sum([line.retainedBefore, line.retained])),
      tax_applicable_to_this_payment: "0.00",
    },
    items: one.lines.map(rawItem),
    created_by: { id: one.createdBy },
    erp_status: null,
    origin_id: originId,
    created_at: one.createdAt,
    updated_at: one.updatedAt,
  };
}

/** True when any line is billed by quantity. */
export function isBilledByUnit({ lines }: SeedInvoice): boolean {
  return lines.some((line) => line.units !== undefined);
}

function rawItem(line: SeedInvoiceLine, index: number): Json {
  return {
    ...itemRow(line, index),
    wbs_code: { flat_code: [line.extra, line.costCode, line.category].filter(Boolean).join(".") },
  };
}

/** The item without its code, which Procore names by ids. */
export function itemRow(line: SeedInvoiceLine, index: number): { readonly [name: string]: Json } {
  const isChange = line.changeOrder !== undefined;
  return {
    id: line.id,
    position: index + 1,
    item_type: isChange ? "change_order_item" : "contract_item",
    line_item_id: isChange ? null : line.contractLine,
    change_order_package_id: line.changeOrder ?? null,
    description_of_work: line.description,
    scheduled_value: line.scheduled,
    scheduled_unit_price: line.unitPrice ?? null,
    work_completed_from_previous_application: line.before,
    work_completed_this_period: line.thisPeriod,
    work_completed_this_period_quantity: line.units ?? null,
    materials_presently_stored: "0.0",
    work_completed_retainage_from_previous_application: line.retainedBefore,
    work_completed_retainage_retained_this_period: line.retained,
    work_completed_retainage_released_this_period: "0.0",
    materials_stored_retainage_currently_retained: "0.0",
    materials_stored_retainage_released_this_period: "0.0",
  };
}
