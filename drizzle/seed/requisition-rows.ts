import { invoiceFiles } from "#drizzle/seed/attachments.ts";
import type { Entry } from "#drizzle/seed/ledger.ts";
import type { SeedInvoice } from "#drizzle/seed/model.ts";
import { isBilledByUnit, itemRow } from "#drizzle/seed/raw-requisition.ts";

type Row = Readonly<Record<string, unknown>>;
type Coded = (projectId: number, line: { readonly costCode: string; readonly category: string }) => Row;

/** Subcontractor invoices as the Procore simulator holds them. */
export function requisitionRows(entries: readonly Entry[], coded: Coded): readonly Row[] {
  return entries.flatMap(({ story: { invoice }, state, erpId }) => {
    if (!invoice) return [];
    const items = invoice.lines.map((line, index) => ({
      ...itemRow(line, index),
      ...coded(invoice.project.id, line),
    }));
    return [{ ...requisitionRow(invoice), items, origin_id: state === "synced" ? erpId : null }];
  });
}

function requisitionRow(one: SeedInvoice): Row {
  return {
    id: one.id,
    project_id: one.project.id,
    commitment_id: one.contract.id,
    previous_requisition_id: one.previous,
    vendor_id: one.contract.vendor?.id ?? null,
    number: one.sequence,
    invoice_number: one.number,
    status: one.status,
    accounting_method: isBilledByUnit(one) ? "unit" : "amount",
    billing_date: one.billingDate,
    requisition_end: one.billingDate,
    attachments: invoiceFiles(one),
    created_by_id: one.createdBy,
    created_at: one.createdAt,
    updated_at: one.updatedAt,
    ...(one.paymentDue === undefined ? {} : { summary: { current_payment_due: one.paymentDue } }),
  };
}
