import type { Json } from "#lib/core/canonical-json.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { Facts } from "#lib/core/facts.ts";
import type { JobCode } from "#lib/core/job-codes.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import type { Project } from "#lib/records/new-job/model.ts";

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

/** A project without a finding. */
export function aProject(overrides: Partial<Project> = {}): Project {
  return {
    sourceId: "78",
    number: "24-109",
    name: "South Clinic",
    isActive: true,
    isErpIntegrated: true,
    address: ["400 Harbor Road"],
    city: "Duluth",
    state: "MN",
    zip: "55802",
    codes: [aCode(1), aCode(2)],
    ...overrides,
  };
}

/** Export fields as the prefill gives them for `aProject()`. */
export function someFields(overrides: Readonly<Record<string, string>> = {}): ExportFields {
  return { sageId: "24-109", date: "2026-05-20", ...overrides };
}

const read = "2026-05-20T14:00:00Z";

/** Facts in which the project has no job yet and the codes are on the standard list; ids are like 99-999. */
export function someFacts(overrides: Partial<Facts> = {}): Facts {
  return {
    companyId: "0197a3c0-0000-7000-8000-000000000001",
    profile: CompanyProfile.parse({ jobIdMask: "99-999" }),
    today: "2026-05-20",
    asOf: { jobs: read, codes: read, vendors: read, commitments: read, changeOrders: read, invoices: read },
    project: { id: "78", number: "24-109", name: "South Clinic" },
    job: null,
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

/** A project as Procore's v1 REST shows it, with the codes that the connector reads along; invented values. */
export function rawProject(overrides: Readonly<Record<string, Json>> = {}): Json {
  return {
    id: 78,
    name: "South Clinic",
    display_name: "24-109 - South Clinic",
    project_number: "24-109",
    active: true,
    is_erp_integrated: true,
    address: "400 Harbor Road",
    city: "Duluth",
    state_code: "MN",
    zip: "55802",
    origin_id: null,
    origin_code: null,
    created_at: "2026-05-12T09:00:00Z",
    updated_at: "2026-05-13T10:11:12Z",
    cost_codes: [
      { id: 302, code: "020", full_code: "26-020", name: "Electrical 2", line_item_types: [{ id: 4, code: "S" }] },
      {
        id: 301,
        code: "010",
        full_code: "26-010",
        name: "Electrical 1",
        line_item_types: [
          { id: 4, code: "S" },
          { id: 5, code: "M" },
        ],
      },
    ],
    ...overrides,
  };
}
