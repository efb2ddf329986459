import type { Json } from "#lib/core/canonical-json.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { DocumentFacts, Facts, ParentFacts, ParentItem } from "#lib/core/facts.ts";
import { subtract, sum, toScale } from "#lib/core/money.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import type { Invoice, InvoiceLine } from "#lib/records/subcontractor-invoice/model.ts";

/** Line `number` of the invented invoice: bills item `number` of the commitment, a tenth retained. */
export function aLine(number = 1, overrides: Partial<InvoiceLine> = {}): InvoiceLine {
  return {
    sourceId: String(9000 + number),
    contractLineSourceId: String(7000 + number),
    changeOrderSourceId: "",
    description: `Area ${number}`,
    code: `26-0${number}0.S`,
    scheduled: "50000.00",
    completedBefore: "10000.00",
    workThisPeriod: `${number}000.00`,
    materialsStored: "0.00",
    retainageBefore: "1000.00",
    workRetained: `${number}00.00`,
    workReleased: "0.00",
    materialsRetained: "0.00",
    materialsReleased: "0.00",
    units: "0",
    unitCost: "0",
    ...overrides,
  };
}

type Overrides = Omit<Partial<Invoice>, "lines"> & { lines?: number | readonly InvoiceLine[] };

/** An approved invoice without a blocking finding; payment due and retainage follow the lines, as in a first invoice. */
export function anInvoice({ lines = 2, ...overrides }: Overrides = {}): Invoice {
  const all = typeof lines === "number" ? Array.from({ length: lines }, (_, index) => aLine(index + 1)) : [...lines];
  const gross = sum(all.flatMap((line) => [line.workThisPeriod, line.materialsStored]));
  const held = sum(
    all.map((line) =>
      subtract(sum([line.workRetained, line.materialsRetained]), sum([line.workReleased, line.materialsReleased])),
    ),
  );
  return {
    sourceId: "4410",
    projectSourceId: "77",
    contractSourceId: "90101",
    contractName: "Site electrical",
    previousSourceId: null,
    sequence: 3,
    number: "LW-2031",
    status: "approved",
    isDeleted: false,
    vendor: { sourceId: "555", name: "Lumen Works" },
    billingDate: "2026-05-15",
    periodStart: "2026-05-01",
    periodEnd: "2026-05-31",
    isByUnit: false,
    foreignCurrency: "",
    paymentDue: toScale(subtract(gross, held), 2),
    totalRetainage: toScale(sum([held, ...all.map((line) => line.retainageBefore)]), 2),
    tax: "0.00",
    lines: all,
    ...overrides,
  };
}

/** Export fields as the prefill gives them for `anInvoice()`. */
export function someFields(overrides: Readonly<Record<string, string>> = {}): ExportFields {
  return { sageId: "LW-2031", accountingDate: "2026-05-15", description: "Invoice 3, Site electrical", ...overrides };
}

/** Item `number` of the commitment in Sage. */
export function anItem(number: number, overrides: Partial<ParentItem> = {}): ParentItem {
  const place = { extra: "", costCode: `26-0${number}0`, category: "S" };
  return { item: number, description: `Area ${number}`, ...place, unitCost: "0", ...overrides };
}

/** The synced commitment with items 1 to 5, made of lines 7001 to 7005. */
export function aParent(overrides: Partial<ParentFacts> = {}): ParentFacts {
  return {
    itemId: "0197a3c0-0000-7000-8000-0000000000aa",
    number: "SC-0007",
    erpId: "SC-0007",
    state: "synced",
    isProved: true,
    isAccepted: true,
    vendorSourceId: "555",
    inSage: { isClosed: false },
    items: [1, 2, 3, 4, 5].map((number) => anItem(number)),
    lineIds: [1, 2, 3, 4, 5].map((number) => String(7000 + number)),
    ...overrides,
  };
}

/** Change order 60001 of the commitment, synced. */
export function aChangeOrder(overrides: Partial<DocumentFacts> = {}): DocumentFacts {
  return { number: "CO-1", state: "synced", isProved: true, body: {}, ...overrides };
}

const read = "2026-05-20T14:00:00Z";

/** Facts in which everything that the invoice names is linked, active and in Sage. */
export function someFacts(overrides: Partial<Facts> = {}): Facts {
  return {
    companyId: "0197a3c0-0000-7000-8000-000000000001",
    profile: CompanyProfile.parse({}),
    today: "2026-05-20",
    asOf: { jobs: read, codes: read, vendors: read, commitments: read, changeOrders: read, invoices: read },
    project: { id: "77", number: "24-01", name: "North Clinic" },
    job: { job: "24-01", inSage: { description: "North Clinic", status: "In progress" } },
    vendor: {
      id: "v1",
      name: "Lumen Works",
      isActive: true,
      link: { vendor: "LUMEN", inSage: { name: "Lumen Works", status: "Active" } },
    },
    costCodes: {},
    categories: {},
    jobs: {},
    sage: {},
    extras: {},
    standardCostCodes: {},
    standardCategories: {},
    parent: aParent(),
    documents: { "change_order_packages/60001": aChangeOrder() },
    takenErpIds: {},
    ...overrides,
  };
}

/** A requisition as Procore's v1.1 REST shows it with its items; invented values (domain/procore-rest-api.md 4.3). */
export function rawRequisition(overrides: Readonly<Record<string, Json>> = {}): Json {
  return {
    id: 4410,
    project_id: 77,
    commitment_id: 90101,
    commitment_type: "WorkOrderContract",
    contract_name: "Site electrical",
    vendor_id: 555,
    vendor_name: "Lumen Works",
    number: 3,
    invoice_number: "LW-2031",
    status: "approved",
    billing_date: "2026-05-31",
    requisition_start: "2026-05-01",
    requisition_end: "2026-05-31",
    previous_requisition_id: 4409,
    erp_status: null,
    origin_id: null,
    created_by: { id: 31 },
    summary: {
      contract_sum_to_date: "50100.00",
      total_completed_and_stored_to_date: "20000.00",
      total_retainage: "2000.00",
      less_previous_certificates_for_payment: "9000.00",
      current_payment_due: "9000.00",
      balance_to_finish_including_retainage: "32100.00",
    },
    items: [rawItem()],
    created_at: "2026-05-31T09:00:00Z",
    updated_at: "2026-06-01T10:11:12Z",
    ...overrides,
  };
}

export function rawItem(overrides: Readonly<Record<string, Json>> = {}): Json {
  return {
    id: 1,
    item_type: "contract_item",
    line_item_id: 7001,
    position: 1,
    description_of_work: "Area 1",
    wbs_code: { flat_code: "26-010.S" },
    scheduled_value: "48250.00",
    work_completed_from_previous_application: "10000.00",
    work_completed_this_period: "10000.00",
    materials_presently_stored: "0.0",
    work_completed_retainage_from_previous_application: "1000.00",
    work_completed_retainage_retained_this_period: "1000.00",
    work_completed_retainage_released_this_period: null,
    ...overrides,
  };
}
