import type { Json } from "#lib/core/canonical-json.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { Facts, ParentFacts } from "#lib/core/facts.ts";
import type { JobCode } from "#lib/core/job-codes.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import type { SubJob } from "#lib/records/sub-job/model.ts";

export function aCode(number = 1, overrides: Partial<JobCode> = {}): JobCode {
  const costCode = `26-${String(number * 10).padStart(3, "0")}`;
  return {
    sourceId: String(300 + number),
    costCode,
    name: `Electrical ${number}`,
    categories: ["M", "S"],
    ...overrides,
  };
}

/** A sub job without a finding. */
export function aSubJob({ codes = [aCode(1), aCode(2)], ...overrides }: Partial<SubJob> = {}): SubJob {
  return {
    sourceId: "4401",
    projectSourceId: "77",
    code: "GARAGE",
    name: "Parking garage",
    isDeleted: false,
    codes,
    ...overrides,
  };
}

/** Export fields as the prefill gives them for `aSubJob()`. */
export function someFields(overrides: Readonly<Record<string, string>> = {}): ExportFields {
  return { sageId: "GARAGE", date: "2026-05-20", ...overrides };
}

const read = "2026-05-20T14:00:00Z";

/** Facts in which the project is linked to job 24-01 and the codes are on the standard list. */
export function someFacts(overrides: Partial<Facts> = {}): Facts {
  return {
    companyId: "0197a3c0-0000-7000-8000-000000000001",
    profile: CompanyProfile.parse({}),
    today: "2026-05-20",
    asOf: { jobs: read, codes: read, vendors: read, commitments: read, changeOrders: read, invoices: read },
    project: { id: "77", number: "24-01", name: "North Clinic" },
    job: { job: "24-01", inSage: { description: "North Clinic", status: "In progress" } },
    vendor: null,
    costCodes: {},
    categories: {},
    jobs: {},
    sage: {},
    extras: {},
    standardCostCodes: {
      "26-010": { description: "Rough-in", isGroup: false },
      "26-020": { description: "Fixtures", isGroup: false },
      "26-000": { description: "Electrical", isGroup: true },
    },
    standardCategories: { S: { description: "Subcontract" }, M: { description: "Material" } },
    parent: null,
    takenErpIds: {},
    ...overrides,
  };
}

/** The project's own item, accepted and on its way to job 24-09. */
export function aParent(overrides: Partial<ParentFacts> = {}): ParentFacts {
  return {
    itemId: "0197a3c0-0000-7000-8000-0000000000aa",
    number: "24-09",
    erpId: "24-09",
    state: "outbox",
    isProved: false,
    isAccepted: true,
    vendorSourceId: null,
    inSage: null,
    items: [],
    ...overrides,
  };
}

/** A sub job as Procore's v1 REST shows it, with the codes that the connector reads along; invented values. */
export function rawSubJob(overrides: Readonly<Record<string, Json>> = {}): Json {
  return {
    id: 4401,
    project_id: 77,
    code: "GARAGE",
    name: "Parking garage",
    origin_id: null,
    origin_data: null,
    created_at: "2026-05-12T09:00:00Z",
    updated_at: "2026-05-13T10:11:12Z",
    cost_codes: [rawCode({ id: 302, code: "020", full_code: "26-020" }), rawCode()],
    ...overrides,
  };
}

export function rawCode(overrides: Readonly<Record<string, Json>> = {}): Json {
  return {
    id: 301,
    code: "010",
    full_code: "26-010",
    name: "Electrical 1",
    biller_type: "SubJob",
    line_item_types: [
      { id: 4, name: "Subcontract", code: "S" },
      { id: 5, name: "Material", code: "M" },
    ],
    origin_id: null,
    deleted_at: null,
    ...overrides,
  };
}
