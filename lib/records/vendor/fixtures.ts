import type { Json } from "#lib/core/canonical-json.ts";
import { CompanyProfile } from "#lib/core/company-profile.ts";
import type { Facts } from "#lib/core/facts.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import type { Company } from "#lib/records/vendor/model.ts";

/** An active company that is not in Sage, without a finding; invented values. */
export function aDirectoryCompany(overrides: Partial<Company> = {}): Company {
  return {
    sourceId: "601",
    name: "Quarry Lane Painting",
    isActive: true,
    isDeleted: false,
    address: ["1200 Harbor Road", "Suite 4"],
    city: "Denver",
    state: "CO",
    zip: "80205",
    country: "US",
    phone: "(303) 555-0144",
    email: "office@quarrylane.example",
    ...overrides,
  };
}

/** Export fields as an accountant fills them. */
export function someFields(overrides: Readonly<Record<string, string>> = {}): ExportFields {
  return { sageId: "QUARRYLANE", vendorType: "Subcontractor", ...overrides };
}

const read = "2026-05-20T14:00:00Z";
/** Facts of a company whose Sage has vendors of two types, none of them called like the one in question. */
export function someFacts(overrides: Partial<Facts> = {}): Facts {
  return {
    companyId: "0197a3c0-0000-7000-8000-000000000001",
    profile: CompanyProfile.parse({}),
    today: "2026-05-20",
    asOf: { jobs: read, codes: read, vendors: read, commitments: read, changeOrders: read, invoices: read },
    project: { id: "", number: "", name: "" },
    job: null,
    vendor: { id: "0197a3c0-0000-7000-8000-000000000601", name: "Quarry Lane Painting", isActive: true, link: null },
    vendors: { types: ["Subcontractor", "Supplier"], alike: [] },
    costCodes: {},
    categories: {},
    extras: {},
    standardCostCodes: {},
    standardCategories: {},
    parent: null,
    jobs: {},
    sage: {},
    takenErpIds: {},
    ...overrides,
  };
}

/** A company of the directory as Procore's v1 REST lists it, view extended (domain/procore-rest-api.md 4.5). */
export function rawVendor(overrides: Readonly<Record<string, Json>> = {}): Json {
  return {
    id: 601,
    name: "Quarry Lane Painting",
    abbreviated_name: "QLP",
    is_active: true,
    address: "1200 Harbor Road\nSuite 4",
    city: "Denver",
    state_code: "CO",
    zip: "80205",
    country_code: "US",
    business_phone: "(303) 555-0144",
    email_address: "office@quarrylane.example",
    synced_to_erp: false,
    origin_id: null,
    created_at: "2026-05-12T09:00:00Z",
    updated_at: "2026-05-13T10:11:12Z",
    ...overrides,
  };
}
