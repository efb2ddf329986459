import type { Json } from "#lib/core/canonical-json.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import { codeKey, type Facts, noTotals, type ParentFacts } from "#lib/core/facts.ts";
import type { Forecast, ForecastLine } from "#lib/records/cost-forecast/model.ts";

/** Line `number` of the invented forecast, on a combination of its own that the job has. */
export function aLine(number = 1, overrides: Partial<ForecastLine> = {}): ForecastLine {
  return {
    sourceId: String(6000 + number),
    description: `Electrical ${number}`,
    extra: "",
    costCode: `26-${String(number * 10).padStart(3, "0")}`,
    category: "S",
    atCompletion: `${number}250.50`,
    toComplete: `${number}00.25`,
    ...overrides,
  };
}

type Overrides = Omit<Partial<Forecast>, "lines"> & { lines?: number | readonly ForecastLine[] };

/** The forecast of a locked budget without a blocking finding. */
export function aForecast({ lines = 2, ...overrides }: Overrides = {}): Forecast {
  const all = typeof lines === "number" ? Array.from({ length: lines }, (_, index) => aLine(index + 1)) : [...lines];
  return {
    sourceId: "77",
    projectSourceId: "77",
    isLocked: true,
    isDeleted: false,
    view: "Cost Forecast",
    hasAtCompletion: true,
    hasToComplete: true,
    lines: all,
    ...overrides,
  };
}

export function aProfile(overrides: Partial<CompanyProfile> = {}): CompanyProfile {
  return CompanyProfile.parse({ exportCostForecast: true, ...overrides });
}

/** The project's budget, Synced unless said otherwise. */
export function aParent(overrides: Partial<ParentFacts> = {}): ParentFacts {
  const state = { state: "synced", isProved: true, isAccepted: true } as const;
  const own = { itemId: "0197a3c0-0000-7000-8000-0000000000aa", number: "Budget", erpId: "24-01" };
  return { ...own, ...state, vendorSourceId: null, inSage: null, items: [], ...overrides };
}

const read = "2026-05-20T14:00:00Z";

/** Facts in which the codes of lines 1 to 5 are on job 24-01 without a forecast, as is line 1's on extra PARK. */
export function someFacts(overrides: Partial<Facts> = {}): Facts {
  const codes = [...Array.from({ length: 5 }, (_, index) => aLine(index + 1)), aLine(1, { extra: "PARK" })];
  return {
    companyId: "0197a3c0-0000-7000-8000-000000000001",
    profile: aProfile(),
    today: "2026-05-20",
    asOf: { jobs: read, codes: read, vendors: read, commitments: read, changeOrders: read, invoices: read },
    project: { id: "77", number: "24-01", name: "North Clinic" },
    job: { job: "24-01", inSage: { description: "North Clinic", status: "In progress" } },
    vendor: null,
    costCodes: Object.fromEntries(
      codes.map((line) => [`${line.extra}|${line.costCode}`, { description: "", isGroup: false }]),
    ),
    categories: Object.fromEntries(codes.map((line) => [codeKey(line), noTotals])),
    jobs: {},
    sage: {},
    extras: { PARK: { description: "Parking" } },
    standardCostCodes: {},
    standardCategories: { S: { description: "Subcontract" } },
    parent: aParent(),
    takenErpIds: {},
    ...overrides,
  };
}

/** A forecast as the connector puts it together; invented values. */
export function rawForecast(overrides: Readonly<Record<string, Json>> = {}): Json {
  return {
    id: "77",
    project_id: "77",
    locked: true,
    view: "Cost Forecast",
    has_at_completion: true,
    has_to_complete: true,
    rows: [rawRow()],
    updated_at: "2026-05-20T10:11:12Z",
    deleted_at: null,
    ...overrides,
  };
}

export function rawRow(overrides: Readonly<Record<string, Json>> = {}): Json {
  return {
    id: 6001,
    description: null,
    estimated_cost_at_completion: "50100.00",
    forecast_to_complete: 2000.5,
    cost_code: { id: 30, code: "050", full_code: "26-050", name: "Electrical" },
    line_item_type: { id: 4, name: "Subcontract", code: "S" },
    ...overrides,
  };
}
