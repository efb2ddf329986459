import type { RecordOf } from "#lib/simulators/procore/data-file.ts";
import type { Store } from "#lib/simulators/procore/store.ts";

type Origins = { origin_id?: unknown; origin_code?: unknown; origin_data?: unknown };

function origins(record: Origins) {
  return {
    origin_id: record.origin_id ?? null,
    origin_code: record.origin_code ?? null,
    origin_data: record.origin_data ?? null,
  };
}

export function shapeCompany({ permitted: _permitted, ...company }: RecordOf<"companies">) {
  return { id: company.id, name: company.name, is_active: company.is_active };
}

/** The row of the list; the switch of the ERP integration is part of the single record only. */
export function shapeProject(store: Store, project: RecordOf<"projects">) {
  const { permitted: _permitted, is_erp_integrated: _erp, company_id, deleted_at: _deleted, ...own } = project;
  const company = store.get("companies", company_id);
  return {
    ...own,
    display_name: [project.project_number, project.name].filter(Boolean).join(" - "),
    project_number: project.project_number ?? null,
    accounting_project_number: project.accounting_project_number ?? null,
    company: { id: company_id, name: company?.name ?? "" },
    ...origins(project),
  };
}

export function shapeFullProject(store: Store, project: RecordOf<"projects">) {
  return { ...shapeProject(store, project), is_erp_integrated: project.is_erp_integrated };
}

const EXTENDED_VENDOR = {
  project_ids: [],
  standard_cost_codes: [],
  trades: [],
  primary_contact: null,
  vendor_group: null,
  parent: null,
  business_register: null,
};

export function shapeVendor(vendor: RecordOf<"vendors">, view: string | null) {
  const { company_id: _company, deleted_at: _deleted, ...own } = vendor;
  const whole: Record<string, unknown> = {
    ...EXTENDED_VENDOR,
    ...own,
    abbreviated_name: vendor.abbreviated_name ?? null,
    company_vendor: true,
    synced_to_erp: Boolean(vendor.origin_id),
    ...origins(vendor),
  };
  if (view !== "extended" && view !== "erp") for (const field of Object.keys(EXTENDED_VENDOR)) delete whole[field];
  return whole;
}

export function shapeUser({ company_id: _company, deleted_at: _deleted, ...user }: RecordOf<"users">) {
  return { ...user, email_address: user.email_address ?? null, job_title: user.job_title ?? null };
}

export function shapeCostCode(store: Store, code: RecordOf<"cost_codes">) {
  const { project_id, sub_job_id, line_item_type_ids, ...own } = code;
  const project = store.get("projects", project_id);
  const subJob = store.get("sub_jobs", sub_job_id ?? null);
  return {
    ...own,
    full_code: code.full_code ?? code.code,
    sortable_code: code.sortable_code ?? code.full_code ?? code.code,
    parent: code.parent ?? { id: null },
    biller: subJob?.name ?? project?.name ?? "",
    biller_id: subJob?.id ?? project_id,
    biller_type: subJob ? "SubJob" : "Project",
    budgeted: code.budgeted ?? false,
    line_item_types: line_item_type_ids.flatMap((id) => {
      const type = store.get("line_item_types", id);
      return type ? [{ id: type.id, name: type.name, code: type.code, base_type: type.base_type }] : [];
    }),
    standard_cost_code_id: code.standard_cost_code_id ?? null,
    origin_id: code.origin_id ?? null,
    origin_data: code.origin_data ?? null,
    deleted_at: code.deleted_at ?? null,
  };
}

export function shapeSubJob({ project_id: _project, deleted_at: _deleted, ...own }: RecordOf<"sub_jobs">) {
  return { ...own, origin_id: own.origin_id ?? null, origin_data: own.origin_data ?? null };
}

export function shapeLineItemType(type: RecordOf<"line_item_types">) {
  return {
    id: type.id,
    name: type.name,
    code: type.code,
    base_type: type.base_type,
    origin_id: type.origin_id ?? null,
    origin_data: type.origin_data ?? null,
  };
}

export function shapeStandardCostCode(code: RecordOf<"standard_cost_codes">) {
  return {
    id: code.id,
    standard_cost_code_list_id: code.standard_cost_code_list_id,
    parent_id: code.parent_id ?? null,
    code: code.code,
    full_code: code.full_code ?? code.code,
    name: code.name,
    origin_id: code.origin_id ?? null,
    origin_data: code.origin_data ?? null,
  };
}

export function shapeStandardList(list: RecordOf<"standard_cost_code_lists">) {
  return { id: list.id, name: list.name, created_at: list.created_at, updated_at: list.updated_at };
}
