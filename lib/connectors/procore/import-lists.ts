import { type Body, Digits, idDigits } from "#lib/connectors/procore/exact-body.ts";
import { isRow, type Row } from "#lib/connectors/procore/pages.ts";
import type { SourceList, SourcePlaces, SourceRows } from "#lib/core/source-write.ts";

/** How a field of a row is called in requests and, where that differs, in records; how its values are compared. */
export type Field = {
  readonly name: string;
  readonly read?: (record: Row) => unknown;
  readonly as: "text" | "flag" | "decimal" | "number" | "id";
  /** Given at creation only, and not compared afterwards. */
  readonly once?: true;
};

/** How Procore offers one list for writing (domain/procore-rest-api.md 1.8, 3.1, 4). */
export type ImportList = {
  readonly path: string;
  /** Names the company or the project, in queries and in bodies. */
  readonly scope: Readonly<Record<string, string>>;
  /** Besides the scope, for reading the list. */
  readonly query?: Readonly<Record<string, string>>;
  readonly perPage: string;
  /** Whether the list offers filters[origin_id]. */
  readonly hasOriginFilter: boolean;
  readonly fields: Readonly<Record<string, Field>>;
  /** Values that every new record gets. */
  readonly fresh?: Readonly<Record<string, Body>>;
  readonly write: /** Up to 1,000 records in one call; `path` where it is not below the list. */
    | { readonly by: "sync"; readonly query?: Readonly<Record<string, string>>; readonly path?: string }
    /** One call for each record: a POST to `create`, a PATCH to `one` and the id. */
    | { readonly by: "single"; readonly create: string; readonly one: string; readonly name: string };
};

/** Lists whose records are told by their origin; the others have files of their own. */
export type PlainList = Exclude<SourceList, "wbs_codes" | "budget_line_items" | "direct_costs">;
type FieldsOf<List extends SourceList> = Readonly<
  Record<Exclude<keyof SourceRows[List], "originId" | "id" | "lines">, Field>
>;

const V1 = "/rest/v1.0";
const text = (name: string): Field => ({ name, as: "text" });
const flag = (name: string): Field => ({ name, as: "flag" });
const decimal = (name: string): Field => ({ name, as: "decimal" });
const id = (name: string): Field => ({ name, as: "id" });
const inner = (name: string) => (record: Row) => (isRow(record[name]) ? record[name].id : null);
const sync = { by: "sync" } as const;

const originData = text("origin_data");
const address = {
  address: text("address"),
  city: text("city"),
  stateCode: text("state_code"),
  zip: text("zip"),
  countryCode: text("country_code"),
};

const vendors: FieldsOf<"vendors"> = {
  originData,
  originCode: text("origin_code"),
  name: text("name"),
  ...address,
  phone: text("business_phone"),
  fax: text("fax_number"),
  email: text("email_address"),
  isActive: flag("is_active"),
};
const insurances: FieldsOf<"insurances"> = {
  originData,
  name: { ...text("name"), read: (record) => record.insurance_provider ?? record.name },
  insuranceType: text("insurance_type"),
  policyNumber: text("policy_number"),
  effectiveDate: text("effective_date"),
  expirationDate: text("expiration_date"),
  limit: text("limit"),
  notes: text("notes"),
};
const projects: FieldsOf<"projects"> = {
  originData,
  originCode: text("origin_code"),
  name: text("name"),
  number: text("project_number"),
  isActive: flag("active"),
  isErpIntegrated: { ...flag("erp_integrated"), once: true },
  templateId: { ...id("project_template_id"), once: true },
  ...address,
};
const subJobs: FieldsOf<"sub_jobs"> = { originData, name: text("name"), code: text("code") };
const standardCodes: FieldsOf<"standard_cost_codes"> = {
  originData,
  // Requests have the prefixes in the code, records in another field.
  code: { ...text("code"), read: (record) => record.full_code ?? record.code },
  name: text("name"),
  parentId: id("parent_id"),
};
const costCodes: FieldsOf<"cost_codes"> = {
  originData,
  code: text("code"),
  name: text("name"),
  parentId: { ...id("parent_id"), read: inner("parent") },
  standardCodeId: id("standard_cost_code_id"),
};
const lineItemTypes: FieldsOf<"line_item_types"> = {
  originData,
  code: { ...text("csv_import_code"), read: (record) => record.code },
  name: text("name"),
  baseType: text("base_type"),
};
const taxCodes: FieldsOf<"tax_codes"> = {
  originData,
  code: text("code"),
  description: text("description"),
  rate: { name: "rate1", as: "number" },
  isArchived: flag("archived"),
};
const primeContracts: FieldsOf<"prime_contracts"> = {
  originData,
  number: text("number"),
  title: text("title"),
  description: text("description"),
  status: text("status"),
  isExecuted: flag("executed"),
  accountingMethod: text("accounting_method"),
  retainagePercent: decimal("retainage_percent"),
  contractDate: text("contract_date"),
  startDate: text("contract_start_date"),
  estimatedCompletionDate: text("contract_estimated_completion_date"),
  actualCompletionDate: text("actual_completion_date"),
  signedContractReceivedDate: text("signed_contract_received_date"),
};
const primeLines: FieldsOf<"prime_contract_line_items"> = {
  originData,
  description: text("description"),
  amount: decimal("amount"),
  quantity: decimal("quantity"),
  unitCost: decimal("unit_cost"),
  uom: text("uom"),
  budgetCode: { ...id("wbs_code_id"), read: inner("wbs_code") },
};

const contractPayments: FieldsOf<"contract_payments"> = {
  originData,
  requisitionId: { ...id("requisition_id"), once: true },
  amount: decimal("amount"),
  date: text("date"),
};

type Builder<List extends SourceList> = (place: SourcePlaces[List], companyId: string) => ImportList;

const lists: { readonly [List in PlainList]: Builder<List> } = {
  vendors: (_, company) => ({
    ...ofCompany(`${V1}/vendors`, company, vendors),
    query: { view: "extended" },
    hasOriginFilter: true,
  }),
  insurances: ({ vendorId }, company) => ({
    ...plain(`${V1}/companies/${company}/vendors/${digits(vendorId)}/insurances`, {}, insurances),
  }),
  projects: (_, company) => ({
    ...ofCompany("/rest/v1.1/projects", company, projects),
    // Without by_status the list leaves out the projects that were closed.
    query: { "filters[by_status]": "All" },
    perPage: "300",
    hasOriginFilter: true,
    write: { by: "single", create: `${V1}/projects`, one: `${V1}/projects`, name: "project" },
  }),
  sub_jobs: ({ projectId }) => ofProject(`${V1}/sub_jobs`, projectId, subJobs),
  standard_cost_codes: ({ listId }, company) => ({
    ...plain(
      `${V1}/standard_cost_codes`,
      { company_id: company, standard_cost_code_list_id: digits(listId) },
      standardCodes,
    ),
    hasOriginFilter: true,
    write: { by: "sync", query: { view: "extended" } },
  }),
  cost_codes: ({ projectId, subJobId }) => ({
    ...plain(
      `${V1}/cost_codes`,
      { project_id: digits(projectId), ...(subJobId === undefined ? {} : { sub_job_id: digits(subJobId) }) },
      costCodes,
    ),
    hasOriginFilter: true,
  }),
  line_item_types: (_, company) => ({
    ...ofCompany(`${V1}/line_item_types`, company, lineItemTypes),
    hasOriginFilter: true,
  }),
  tax_codes: (_, company) => ofCompany(`${V1}/tax_codes`, company, taxCodes),
  prime_contracts: ({ projectId }) => ({
    ...ofProject(`${V1}/prime_contracts`, projectId, primeContracts),
    write: { by: "single", create: `${V1}/prime_contract`, one: `${V1}/prime_contract`, name: "prime_contract" },
  }),
  contract_payments: ({ projectId, contractId }) => ({
    ...plain(
      `${V1}/contract_payments`,
      { project_id: digits(projectId), contract_id: digits(contractId) },
      contractPayments,
    ),
    write: {
      by: "single",
      create: `${V1}/contract_payments`,
      one: `${V1}/contract_payments`,
      name: "contract_payment",
    },
  }),
  prime_contract_line_items: ({ projectId, contractId }) => ({
    ...ofProject(`${V1}/prime_contracts/${digits(contractId)}/line_items`, projectId, primeLines),
    fresh: { extended_type: "manual" },
  }),
};

/** How the list is written at that place; throws when an id of the place is not a whole number. */
export function importList<List extends PlainList>(
  list: List,
  place: SourcePlaces[List],
  companyId: string,
): ImportList {
  return lists[list](place, companyId);
}

/** The heads of direct costs; their lines follow by themselves. */
export function directCostHeads(projectId: string): ImportList {
  const fields: FieldsOf<"direct_costs"> = {
    originData,
    type: { ...text("direct_cost_type"), once: true },
    description: text("description"),
    date: text("direct_cost_date"),
    invoiceNumber: text("invoice_number"),
    vendorId: id("vendor_id"),
  };
  return {
    ...plain(`/rest/v1.1/projects/${digits(projectId)}/direct_costs`, {}, fields),
    hasOriginFilter: true,
    fresh: { status: "approved" },
    write: { by: "sync", path: `${V1}/projects/${digits(projectId)}/direct_costs` },
  };
}

function plain(path: string, scope: ImportList["scope"], fields: ImportList["fields"]): ImportList {
  return { path, scope, perPage: "1000", hasOriginFilter: false, fields, write: sync };
}

const ofCompany = (path: string, company: string, fields: ImportList["fields"]): ImportList =>
  plain(path, { company_id: company }, fields);
const ofProject = (path: string, projectId: string, fields: ImportList["fields"]): ImportList =>
  plain(path, { project_id: digits(projectId) }, fields);
const digits = (value: string): string => idDigits(value).text;

/** The value as a request has it. */
export function written(field: Field, value: unknown): Body {
  if (value === null || value === undefined) return null;
  if (field.as === "flag") return value === true;
  if (field.as === "id") return idDigits(String(value));
  return field.as === "number" ? new Digits(String(value)) : String(value);
}
