import { shapeAttachments } from "#lib/simulators/procore/attachment-links.ts";
import type { Requisition } from "#lib/simulators/procore/data-file.ts";
import { CONTRACT_KINDS } from "#lib/simulators/procore/data-file.ts";
import { minus, money, percentage, sum } from "#lib/simulators/procore/money.ts";
import type { RequisitionItem } from "#lib/simulators/procore/requisition-data.ts";
import type { Store } from "#lib/simulators/procore/store.ts";

const TYPES = {
  work_order_contracts: "WorkOrderContract",
  purchase_order_contracts: "PurchaseOrderContract",
} as const;

/** What stands in the invoice up to its own period: the columns of the continuation sheet, added up. */
function toDate(items: readonly RequisitionItem[]) {
  const total = (value: (item: RequisitionItem) => string) => sum(items.map(value));
  const work = total((item) => sum([item.work_completed_from_previous_application, item.work_completed_this_period]));
  const stored = total((item) => item.materials_presently_stored);
  const workRetainage = total((item) =>
    minus(
      sum([
        item.work_completed_retainage_from_previous_application,
        item.work_completed_retainage_retained_this_period,
      ]),
      item.work_completed_retainage_released_this_period,
    ),
  );
  const storedRetainage = total((item) =>
    minus(item.materials_stored_retainage_currently_retained, item.materials_stored_retainage_released_this_period),
  );
  const completed = sum([work, stored]);
  const retainage = sum([workRetainage, storedRetainage]);
  return { work, stored, workRetainage, storedRetainage, completed, retainage, earned: minus(completed, retainage) };
}

function beforeIt(items: readonly RequisitionItem[]): string {
  return sum(
    items.map((item) =>
      minus(item.work_completed_from_previous_application, item.work_completed_retainage_from_previous_application),
    ),
  );
}

/** The cover sheet: payment due is what was earned less retainage, less the certificates before. */
function summaryOf(store: Store, one: Requisition): Record<string, string> {
  const now = toDate(one.items);
  const previous = store.get("requisitions", one.previous_requisition_id);
  const before = previous && !previous.deleted_at ? toDate(previous.items).earned : beforeIt(one.items);
  const scheduled = sum(one.items.map((item) => item.scheduled_value));
  const changes = sum(
    one.items.filter((item) => item.item_type === "change_order_item").map((item) => item.scheduled_value),
  );
  return {
    original_contract_sum: minus(scheduled, changes),
    net_change_by_change_orders: changes,
    contract_sum_to_date: scheduled,
    total_completed_and_stored_to_date: now.completed,
    completed_work_retainage_percent: percentage(now.workRetainage, now.work),
    completed_work_retainage_amount: now.workRetainage,
    stored_materials_retainage_percent: percentage(now.storedRetainage, now.stored),
    stored_materials_retainage_amount: now.storedRetainage,
    total_retainage: now.retainage,
    total_earned_less_retainage: now.earned,
    less_previous_certificates_for_payment: before,
    tax_applicable_to_this_payment: "0.00",
    current_payment_due: minus(now.earned, before),
    balance_to_finish_including_retainage: minus(scheduled, now.earned),
    ...one.summary,
  };
}

/** As the list answers it: no items. */
export function thinRequisition(store: Store, one: Requisition) {
  const { items, attachments: _files, created_by_id: creator, summary: _over, ...own } = one;
  const kind = CONTRACT_KINDS.find((name) => store.get(name, one.commitment_id) !== null);
  const contract = kind ? store.get(kind, one.commitment_id) : null;
  const vendorId = one.vendor_id ?? contract?.vendor_id ?? null;
  const summary = summaryOf(store, one);
  return {
    ...own,
    commitment_type: kind ? TYPES[kind] : null,
    contract_name: contract?.title ?? null,
    vendor_id: vendorId,
    vendor_name: store.get("vendors", vendorId)?.name ?? null,
    previous_requisition_id: one.previous_requisition_id ?? null,
    invoice_number: one.invoice_number ?? null,
    billing_date: one.billing_date ?? null,
    percent_complete: percentage(
      summary.total_completed_and_stored_to_date ?? "0",
      sum(items.map((item) => item.scheduled_value)),
    ),
    erp_status: null,
    origin_id: one.origin_id ?? null,
    origin_data: one.origin_data ?? null,
    summary,
    created_by: creator ? { id: creator } : null,
  };
}

/** As `show` and the extended list answer it. */
export function fullRequisition(store: Store, one: Requisition) {
  return {
    ...thinRequisition(store, one),
    items: one.items.map((item) => shapeItem(store, item)),
    attachments: shapeAttachments(store.links, "requisitions", one),
  };
}

export function shapeItem(store: Store, item: RequisitionItem) {
  const code = store.get("cost_codes", item.cost_code_id);
  const type = store.get("line_item_types", item.line_item_type_id);
  const flat = code && [code.full_code ?? code.code, type?.code].filter(Boolean).join(".");
  const completed = sum([
    item.work_completed_from_previous_application,
    item.work_completed_this_period,
    item.materials_presently_stored,
  ]);
  const quantity = item.work_completed_this_period_quantity ?? null;
  return {
    ...item,
    description_of_work: item.description_of_work ?? null,
    scheduled_value: money(item.scheduled_value),
    work_completed_this_period: money(item.work_completed_this_period),
    materials_presently_stored: money(item.materials_presently_stored),
    work_completed_this_period_quantity: quantity,
    total_completed_and_stored_to_date: completed,
    total_completed_and_stored_to_date_percent: percentage(completed, item.scheduled_value),
    wbs_code: code && { flat_code: flat, description: code.name },
  };
}
