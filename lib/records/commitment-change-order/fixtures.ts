import type { Json } from "#lib/core/canonical-json.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import { codeKey, type Facts, noTotals, type ParentFacts, type ParentItem } from "#lib/core/facts.ts";
import { sum, toScale } from "#lib/core/money.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import type { ChangeOrder, ChangeOrderLine } from "#lib/records/commitment-change-order/model.ts";

/** Line `number` of the invented change order: a lump sum on item `number` of the commitment. */
export function aLine(number = 1, overrides: Partial<ChangeOrderLine> = {}): ChangeOrderLine {
  return {
    sourceId: String(8000 + number),
    description: `More of area ${number}`,
    extra: "",
    costCode: `26-${String(number * 10).padStart(3, "0")}`,
    category: "S",
    quantity: "0",
    unit: "",
    unitCost: "0",
    amount: `${number}00.25`,
    isTaxed: false,
    ...overrides,
  };
}

type Overrides = Omit<Partial<ChangeOrder>, "lines"> & { lines?: number | readonly ChangeOrderLine[] };

/** An approved change order without a blocking finding; the total follows the lines. */
export function aChangeOrder({ lines = 1, ...overrides }: Overrides = {}): ChangeOrder {
  const all = typeof lines === "number" ? Array.from({ length: lines }, (_, index) => aLine(index + 1)) : [...lines];
  return {
    sourceId: "60001",
    projectSourceId: "77",
    contractSourceId: "90101",
    number: "001",
    title: "More outlets",
    description: "",
    status: "approved",
    isDeleted: false,
    vendor: null,
    createdDate: "2026-05-12",
    isExecuted: false,
    foreignCurrency: "",
    grandTotal: toScale(sum(all.map((line) => line.amount)), 2),
    lines: all,
    ...overrides,
  };
}

/** Export fields as the prefill gives them for `aChangeOrder()`. */
export function someFields(overrides: Readonly<Record<string, string>> = {}): ExportFields {
  return { sageId: "001", date: "2026-05-12", description: "More outlets", ...overrides };
}

/** Item `number` of the commitment, a lump sum. */
export function anItem(number: number, overrides: Partial<ParentItem> = {}): ParentItem {
  const { costCode, category, extra } = aLine(number);
  return { item: number, description: `Area ${number}`, extra, costCode, category, unitCost: "0", ...overrides };
}

/** The synced commitment with items 1 to 5; item 4 is priced. */
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
    items: [1, 2, 3, 4, 5].map((number) => anItem(number, number === 4 ? { unitCost: "12.5" } : {})),
    ...overrides,
  };
}

const read = "2026-05-20T14:00:00Z";

/** Facts in which everything that the change order names is linked, active and on job 24-01. */
export function someFacts(overrides: Partial<Facts> = {}): Facts {
  const codes = Array.from({ length: 5 }, (_, index) => aLine(index + 1));
  return {
    companyId: "0197a3c0-0000-7000-8000-000000000001",
    profile: CompanyProfile.parse({}),
    today: "2026-05-20",
    asOf: { jobs: read, codes: read, vendors: read, commitments: read, changeOrders: read, invoices: read },
    project: { id: "77", number: "24-01", name: "North Clinic" },
    job: { job: "24-01", inSage: { description: "North Clinic", status: "In progress" } },
    vendor: null,
    costCodes: Object.fromEntries(codes.map((line) => [`|${line.costCode}`, { description: "", isGroup: false }])),
    categories: Object.fromEntries(codes.map((line) => [codeKey(line), noTotals])),
    extras: { PARK: { description: "Parking" } },
    standardCostCodes: {
      "26-090": { description: "Fixtures", isGroup: false },
      "26-000": { description: "Electrical", isGroup: true },
    },
    standardCategories: { S: { description: "Subcontract" }, M: { description: "Material" } },
    parent: aParent(),
    jobs: {},
    sage: {},
    takenErpIds: {},
    ...overrides,
  };
}

/** A change order package as Procore's v1 REST shows it; invented values (domain/procore-rest-api.md 4.2). */
export function rawPackage(overrides: Readonly<Record<string, Json>> = {}): Json {
  return {
    id: 60001,
    contract_id: 90101,
    project_id: 77,
    type: "CommitmentContractChangeOrder",
    number: "001",
    title: "More outlets",
    description: "Owner's request 14",
    status: "approved",
    grand_total: "1850.00",
    revision: 0,
    executed: true,
    creator: { id: 31, name: "Milo Santos" },
    line_items: [rawLine()],
    origin_id: null,
    created_at: "2026-05-12T09:00:00Z",
    updated_at: "2026-05-13T10:11:12Z",
    deleted_at: null,
    ...overrides,
  };
}

export function rawLine(overrides: Readonly<Record<string, Json>> = {}): Json {
  return {
    id: 8001,
    position: 1,
    description: "Outlets, area 1",
    quantity: "0.0",
    unit_cost: "0.0",
    uom: "",
    extended_amount: "1850.00",
    total_amount: "1850.00",
    cost_code: { id: 30, code: "010", full_code: "26-010", name: "Electrical" },
    line_item_type: { id: 4, code: "S" },
    wbs_code: { flat_code: "26-010.S" },
    markup_line_items: [],
    ...overrides,
  };
}
