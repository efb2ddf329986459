import type { Json } from "#lib/core/canonical-json.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import { codeKey, type Facts, noTotals } from "#lib/core/facts.ts";
import { sum, toScale } from "#lib/core/money.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { type Commitment, type CommitmentLine, readCommitment } from "#lib/records/commitment/model.ts";

/** Line `number` of the invented subcontract: a lump sum on a code of its own. */
export function aLine(number = 1, overrides: Partial<CommitmentLine> = {}): CommitmentLine {
  return {
    sourceId: String(7000 + number),
    description: `Rough-in, area ${number}`,
    extra: "",
    costCode: `26-${String(number * 10).padStart(3, "0")}`,
    category: "S",
    quantity: "0",
    unit: "",
    unitCost: "0",
    amount: `${number}250.50`,
    isTaxed: false,
    ...overrides,
  };
}

type CommitmentOverrides = Omit<Partial<Commitment>, "lines"> & { lines?: number | readonly CommitmentLine[] };

/** An approved subcontract without a finding; `lines` is a number of lines or the lines. The total follows the lines. */
export function aCommitment({ lines = 1, ...overrides }: CommitmentOverrides = {}): Commitment {
  const all = typeof lines === "number" ? Array.from({ length: lines }, (_, index) => aLine(index + 1)) : [...lines];
  return {
    kind: "subcontract",
    sourceId: "90101",
    projectSourceId: "77",
    number: "SC-0007",
    title: "Site electrical",
    status: "Approved",
    isDeleted: false,
    vendor: { sourceId: "555", name: "Lumen Works" },
    retainagePercent: "10",
    contractDate: "2026-05-04",
    startDate: null,
    completionDate: null,
    isExecuted: true,
    description: "",
    paymentTerms: "",
    shipVia: "",
    foreignCurrency: "",
    grandTotal: toScale(sum(all.map((line) => line.amount)), 2),
    lines: all,
    ...overrides,
  };
}

/** Export fields as the prefill gives them for `aCommitment()`. */
export function someFields(overrides: Readonly<Record<string, string>> = {}): ExportFields {
  return { sageId: "SC-0007", date: "2026-05-04", description: "Site electrical", ...overrides };
}

const read = "2026-05-20T14:00:00Z";

/** Facts in which everything that the commitment names is linked, active and on job 24-01. */
export function someFacts(overrides: Partial<Facts> = {}, body: Json = aCommitment({ lines: 5 })): Facts {
  const { lines } = readCommitment(body);
  const costCodes = Object.fromEntries(
    lines.map((line) => [`${line.extra}|${line.costCode}`, { description: "", isGroup: false }]),
  );
  const extras = lines.filter((line) => line.extra !== "").map((line) => [line.extra, { description: "Parking" }]);
  return {
    companyId: "0197a3c0-0000-7000-8000-000000000001",
    profile: CompanyProfile.parse({}),
    today: "2026-05-20",
    asOf: { jobs: read, codes: read, vendors: read, commitments: read, changeOrders: read, invoices: read },
    project: { id: "77", number: "24-01", name: "North Clinic" },
    job: { job: "24-01", inSage: { description: "North Clinic", status: "In progress" } },
    vendor: {
      id: "555",
      name: "Lumen Works",
      isActive: true,
      link: { vendor: "LUMEN", inSage: { name: "Lumen Works", status: "Active" } },
    },
    costCodes,
    categories: Object.fromEntries(lines.map((line) => [codeKey(line), noTotals])),
    extras: Object.fromEntries(extras),
    standardCostCodes: {
      "26-010": { description: "Rough-in", isGroup: false },
      "26-090": { description: "Fixtures", isGroup: false },
      "26-000": { description: "Electrical", isGroup: true },
    },
    standardCategories: {
      S: { description: "Subcontract" },
      M: { description: "Material" },
      L: { description: "Labor" },
    },
    parent: null,
    jobs: {},
    sage: {},
    takenErpIds: {},
    ...overrides,
  };
}

/** A work order contract as Procore's v1 REST shows it; invented values (domain/procore-rest-api.md 4.1). */
export function rawWorkOrderContract(overrides: Readonly<Record<string, Json>> = {}): Json {
  return {
    id: 90101,
    number: "SC-0007",
    title: "Site electrical",
    status: "Approved",
    accounting_method: "amount",
    executed: true,
    retainage_percent: "10.0",
    contract_date: "2026-05-04",
    grand_total: "48250.00",
    revised_contract: "50100.00",
    approved_change_orders: "1850.00",
    vendor: { id: 555, company: "Lumen Works", origin_id: "LUMEN", origin_data: null },
    project: { id: 77, name: "North Clinic" },
    created_by_id: 31,
    origin_id: null,
    currency_configuration: { currency_iso_code: "USD", base_currency_iso_code: "USD", currency_exchange_rate: 1 },
    line_items: [rawLine()],
    updated_at: "2026-05-04T10:11:12Z",
    deleted_at: null,
    ...overrides,
  };
}

export function rawLine(overrides: Readonly<Record<string, Json>> = {}): Json {
  return {
    id: 7001,
    position: 1,
    description: "Rough-in",
    amount: "48250.00",
    quantity: "0.0",
    unit_cost: "0.0",
    uom: "",
    extended_type: "manual",
    cost_code: { id: 30, code: "050", full_code: "26-050", name: "Electrical", origin_id: null },
    line_item_type: { id: 4, name: "Subcontract", code: "S", base_type: "commitment", origin_id: null },
    wbs_code: { id: 31, flat_code: "26-050.S", description: "Electrical.Subcontract" },
    tax_code_id: null,
    origin_id: null,
    ...overrides,
  };
}

/** A purchase order contract with one priced line whose numbers are JSON numbers. */
export function rawPurchaseOrderContract(overrides: Readonly<Record<string, Json>> = {}): Json {
  const line = { id: 7101, description: "Conduit", amount: 1250.5, quantity: 500.2, unit_cost: 2.5, uom: "LF" };
  const own = { id: 90201, number: "PO-0012", title: "Conduit", grand_total: 1250.5, retainage_percent: null };
  const order = { accounting_method: "unit", payment_terms: "Net 30", ship_via: "Truck", line_items: [rawLine(line)] };
  return rawWorkOrderContract({ ...own, ...order, ...overrides });
}
