import type { Json } from "#lib/core/canonical-json.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import { codeKey, type Facts, noTotals, nothingCarried } from "#lib/core/facts.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import type { Budget, BudgetLine } from "#lib/records/budget/model.ts";

/** Line `number` of the invented budget, on a combination of its own that the job has. */
export function aLine(number = 1, overrides: Partial<BudgetLine> = {}): BudgetLine {
  return {
    sourceId: String(6000 + number),
    description: `Electrical ${number}`,
    extra: "",
    costCode: `26-${String(number * 10).padStart(3, "0")}`,
    category: "S",
    amount: `${number}250.50`,
    ...overrides,
  };
}

type Overrides = Omit<Partial<Budget>, "lines"> & { lines?: number | readonly BudgetLine[] };

/** A locked budget without a blocking finding. */
export function aBudget({ lines = 2, ...overrides }: Overrides = {}): Budget {
  const all = typeof lines === "number" ? Array.from({ length: lines }, (_, index) => aLine(index + 1)) : [...lines];
  return { sourceId: "77", projectSourceId: "77", isLocked: true, isDeleted: false, lines: all, ...overrides };
}

/** Export fields as the accountant leaves them. */
export function someFields(overrides: Readonly<Record<string, string>> = {}): ExportFields {
  return { date: "2026-05-20", caution: "yes", ...overrides };
}

const read = "2026-05-20T14:00:00Z";

/** Facts in which the codes of lines 1 to 5 are on job 24-01 without an estimate, and extra PARK has none. */
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
    jobs: {},
    sage: {},
    carried: nothingCarried,
    extras: { PARK: { description: "Parking" } },
    standardCostCodes: {
      "26-090": { description: "Fixtures", isGroup: false },
      "26-000": { description: "Electrical", isGroup: true },
    },
    standardCategories: { S: { description: "Subcontract" }, M: { description: "Material" } },
    parent: null,
    takenErpIds: {},
    ...overrides,
  };
}

/** A budget as the connector puts it together; invented values. */
export function rawBudget(overrides: Readonly<Record<string, Json>> = {}): Json {
  return {
    id: "77",
    project_id: "77",
    locked: true,
    rows: [rawRow()],
    updated_at: "2026-05-20T10:11:12Z",
    deleted_at: null,
    ...overrides,
  };
}

export function rawRow(overrides: Readonly<Record<string, Json>> = {}): Json {
  return {
    id: 6001,
    wbs_code_id: 31,
    original_budget_amount: "48250.00",
    description: null,
    cost_code: { id: 30, code: "050", full_code: "26-050", name: "Electrical" },
    line_item_type: { id: 4, name: "Subcontract", code: "S" },
    ...overrides,
  };
}
