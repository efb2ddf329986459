import { shapeAttachments } from "#lib/simulators/procore/attachment-links.ts";
import type { Contract, ContractKind, Line } from "#lib/simulators/procore/data-file.ts";
import { minus, money, percentage, sum } from "#lib/simulators/procore/money.ts";
import type { Store } from "#lib/simulators/procore/store.ts";
import { wbsId } from "#lib/simulators/procore/wbs.ts";

const HOLDER_TYPE = {
  work_order_contracts: "WorkOrderContract",
  purchase_order_contracts: "PurchaseOrderContract",
} as const;

export function contractTotals(contract: Contract) {
  const grandTotal = sum(contract.line_items.map((line) => line.amount));
  const revised = sum([grandTotal, money(contract.approved_change_orders)]);
  return {
    grand_total: grandTotal,
    revised_contract: revised,
    approved_change_orders: money(contract.approved_change_orders),
    pending_change_orders: money(contract.pending_change_orders),
    draft_change_orders_amount: money(contract.draft_change_orders_amount),
    pending_revised_contract: sum([revised, money(contract.pending_change_orders)]),
    total_payments: money(contract.total_payments),
    total_requisitions_amount: money(contract.total_requisitions_amount),
    total_draw_requests_amount: money(contract.total_draw_requests_amount),
    remaining_balance_outstanding: minus(revised, money(contract.total_payments)),
    percentage_paid: percentage(money(contract.total_payments), revised),
  };
}

// Object.assign, not spread: adding keys after a spread costs ten times as much, which long lists feel.

/** A contract as lists answer it without view=extended. */
export function thinContract(store: Store, contract: Contract) {
  const vendor = store.get("vendors", contract.vendor_id);
  const project = store.get("projects", contract.project_id);
  const {
    line_items: _lines,
    attachments: _files,
    vendor_id: _vendor,
    project_id: _project,
    currency_iso_code,
    currency_exchange_rate,
    ...header
  } = contract;
  const custom = Object.entries(header).filter(([field]) => field.startsWith("custom_field_"));
  for (const [field] of custom) delete (header as Record<string, unknown>)[field];
  return Object.assign(header, {
    number: contract.number ?? null,
    title: contract.title ?? null,
    description: contract.description ?? null,
    retainage_percent: contract.retainage_percent ?? null,
    origin_id: contract.origin_id ?? null,
    origin_code: contract.origin_code ?? null,
    origin_data: contract.origin_data ?? null,
    deleted_at: contract.deleted_at ?? null,
    vendor: vendor && {
      id: vendor.id,
      company: vendor.name,
      origin_id: vendor.origin_id ?? null,
      origin_data: vendor.origin_data ?? null,
    },
    project: project && { id: project.id, name: project.name },
    requisitions_are_enabled: true,
    show_line_items_to_non_admins: false,
    currency_configuration: {
      currency_iso_code: currency_iso_code ?? "USD",
      base_currency_iso_code: "USD",
      currency_exchange_rate: currency_exchange_rate ?? 1,
    },
    custom_fields: Object.fromEntries(custom.map(([field, value]) => [field, { data_type: typeof value, value }])),
    ...contractTotals(contract),
  });
}

export function fullContract(store: Store, kind: ContractKind, contract: Contract) {
  return Object.assign(thinContract(store, contract), {
    line_items: contract.line_items.map((line) => shapeLine(store, kind, contract, line)),
    payments_issued: [],
    change_order_packages: [],
    change_order_requests: [],
    potential_change_orders: [],
    attachments: shapeAttachments(store.links, kind, contract),
    invoice_contacts: [],
  });
}

export function shapeLine(store: Store, kind: ContractKind, contract: Contract, line: Line) {
  const code = store.get("cost_codes", line.cost_code_id);
  const type = store.get("line_item_types", line.line_item_type_id);
  const project = store.get("projects", contract.project_id);
  const company = store.get("companies", project?.company_id);
  const { cost_code_id, line_item_type_id, tax_code_id, ...own } = line;
  return Object.assign(own, {
    description: line.description ?? null,
    extended_amount: line.amount,
    total_amount: line.amount,
    uom: line.uom ?? "",
    cost_code: code && {
      id: code.id,
      name: code.name,
      code: code.code,
      full_code: code.full_code ?? code.code,
      origin_id: code.origin_id ?? null,
      ...billerOf(store, code.sub_job_id ?? null),
    },
    line_item_type: type && {
      id: type.id,
      name: type.name,
      code: type.code,
      base_type: type.base_type,
      origin_id: type.origin_id ?? null,
      origin_data: type.origin_data ?? null,
    },
    wbs_code: code && {
      id: wbsId({ cost_code_id: code.id, line_item_type_id: type?.id }),
      flat_code: [code.full_code ?? code.code, type?.code].filter(Boolean).join("."),
      description: [code.name, type?.name].filter(Boolean).join("."),
    },
    tax_code_id: tax_code_id ?? null,
    holder: { id: contract.id, holder_type: HOLDER_TYPE[kind] },
    company: company && { id: company.id, name: company.name },
    project: project && { id: project.id, name: project.name },
    change_event_line_item: null,
    origin_id: line.origin_id ?? null,
    origin_data: line.origin_data ?? null,
  });
}

/** A code of a sub job names it; one of the project itself names nothing here. */
function billerOf(store: Store, subJobId: number | null) {
  const subJob = store.get("sub_jobs", subJobId);
  if (!subJob) return {};
  const biller = { id: subJob.id, type: "SubJob", code: subJob.code, origin_id: subJob.origin_id ?? null };
  return { biller_type: "SubJob", biller_id: subJob.id, biller_origin_id: biller.origin_id, biller };
}
