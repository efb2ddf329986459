import type { Json } from "#lib/core/canonical-json.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import { codeKey, type Facts, noTotals, type ParentFacts } from "#lib/core/facts.ts";
import { sum, toScale } from "#lib/core/money.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import type { BudgetChange, BudgetChangeLine } from "#lib/records/budget-change/model.ts";

/** Line `number` of the invented change, on a combination of its own that the job has. */
export function aLine(number = 1, overrides: Partial<BudgetChangeLine> = {}): BudgetChangeLine {
  return {
    sourceId: String(6500 + number),
    description: `More of ${number}`,
    extra: "",
    costCode: `26-${String(number * 10).padStart(3, "0")}`,
    category: "S",
    amount: `${number}00.25`,
    ...overrides,
  };
}

type Overrides = Omit<Partial<BudgetChange>, "lines"> & { lines?: number | readonly BudgetChangeLine[] };

/** An approved budget change without a finding; the total follows the lines. */
export function aBudgetChange({ lines = 1, ...overrides }: Overrides = {}): BudgetChange {
  const all = typeof lines === "number" ? Array.from({ length: lines }, (_, index) => aLine(index + 1)) : [...lines];
  return {
    sourceId: "61001",
    projectSourceId: "77",
    number: "3",
    title: "Owner allowance",
    description: "",
    status: "approved",
    isDeleted: false,
    foreignCurrency: "",
    total: toScale(sum(all.map((line) => line.amount)), 2),
    lines: all,
    ...overrides,
  };
}

export function someFields(overrides: Readonly<Record<string, string>> = {}): ExportFields {
  return { date: "2026-05-20", ...overrides };
}

/** The synced budget of the project. */
export function aParent(overrides: Partial<ParentFacts> = {}): ParentFacts {
  return {
    itemId: "0197a3c0-0000-7000-8000-0000000000aa",
    number: "Budget",
    erpId: "24-01",
    state: "synced",
    isProved: true,
    isAccepted: true,
    vendorSourceId: null,
    inSage: null,
    items: [],
    ...overrides,
  };
}

const read = "2026-05-20T14:00:00Z";

/** Facts in which the codes of lines 1 to 5 are on job 24-01, those of line 2 with totals. */
export function someFacts(overrides: Partial<Facts> = {}): Facts {
  const codes = Array.from({ length: 5 }, (_, index) => aLine(index + 1));
  const totals = { originalEstimate: "1000.00", approvedChanges: "50.00" };
  return {
    companyId: "0197a3c0-0000-7000-8000-000000000001",
    profile: CompanyProfile.parse({}),
    today: "2026-05-20",
    asOf: { jobs: read, codes: read, vendors: read, commitments: read, changeOrders: read, invoices: read },
    project: { id: "77", number: "24-01", name: "North Clinic" },
    job: { job: "24-01", inSage: { description: "North Clinic", status: "In progress", isEstimateFinalized: true } },
    vendor: null,
    costCodes: Object.fromEntries(codes.map((line) => [`|${line.costCode}`, { description: "", isGroup: false }])),
    categories: Object.fromEntries(codes.map((line, n) => [codeKey(line), n === 1 ? totals : noTotals])),
    jobs: {},
    sage: {},
    extras: { PARK: { description: "Parking" } },
    standardCostCodes: {
      "26-090": { description: "Fixtures", isGroup: false },
      "26-000": { description: "Electrical", isGroup: true },
    },
    standardCategories: { S: { description: "Subcontract" }, M: { description: "Material" } },
    parent: aParent(),
    takenErpIds: {},
    ...overrides,
  };
}

/** A budget change as the connector puts it together; invented values. */
export function rawChange(overrides: Readonly<Record<string, Json>> = {}): Json {
  return {
    id: 61001,
    project_id: "77",
    number: 3,
    title: "Owner allowance",
    description: null,
    status: "approved",
    erp_status: null,
    amount: "1850.00",
    prime_contract_id: null,
    currency_configuration: { currency_iso_code: "USD", base_currency_iso_code: "USD" },
    lines: [rawLine()],
    updated_at: "2026-05-20T10:11:12Z",
    ...overrides,
  };
}

export function rawLine(overrides: Readonly<Record<string, Json>> = {}): Json {
  return {
    id: "6501",
    adjustment_number: 1,
    type: "budget_change",
    description: "More outlets",
    comment: null,
    amount: "1850.00",
    wbs_code: { id: "31", flat_code: "26-050.S" },
    budget_change_id: "61001",
    cost_code: { id: 30, code: "050", full_code: "26-050", name: "Electrical" },
    line_item_type: { id: 4, name: "Subcontract", code: "S" },
    ...overrides,
  };
}
