import type { Json } from "#lib/core/canonical-json.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import { type Facts, noTotals } from "#lib/core/facts.ts";
import type { JobCode } from "#lib/core/job-codes.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import type { ProjectCodes } from "#lib/records/project-codes/model.ts";

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

/** Two codes with two cost types each, of which the job has the first with M. */
export function someCodes(overrides: Partial<ProjectCodes> = {}): ProjectCodes {
  const codes = [aCode(1), aCode(2)];
  return { sourceId: "77", projectSourceId: "77", number: "24-01", name: "North Clinic", codes, ...overrides };
}

/** Export fields as the prefill gives them. */
export function someFields(overrides: Readonly<Record<string, string>> = {}): ExportFields {
  return { date: "2026-05-20", ...overrides };
}

const read = "2026-05-20T14:00:00Z";

/** Facts in which the project is linked to job 24-01, which has 26-010 with M. */
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
    categories: { "|26-010|M": noTotals },
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

/** The codes of a project as the connector puts them together; invented values. */
export function rawCodes(overrides: Readonly<Record<string, Json>> = {}): Json {
  return {
    id: "77",
    project_id: "77",
    project_number: "24-01",
    name: "North Clinic",
    updated_at: "2026-05-13T10:11:12Z",
    cost_codes: [
      { id: 303, code: "000", full_code: "26-000", name: "Electrical", line_item_types: [] },
      { id: 302, code: "020", full_code: "26-020", name: "Electrical 2", line_item_types: [{ id: 4, code: "S" }] },
      { id: 301, code: "010", full_code: "26-010", name: "Electrical 1", line_item_types: [{ id: 5, code: "M" }] },
    ],
    ...overrides,
  };
}
