import { z } from "zod";
import type { FieldErrors } from "#lib/simulators/procore/answer.ts";
import { created, fieldErrors, forbidden, hasErrors, invalid, notFound, ok } from "#lib/simulators/procore/answer.ts";
import { originErrors, originFields } from "#lib/simulators/procore/contract-writes.ts";
import type { Incoming, RecordOf } from "#lib/simulators/procore/data-file.ts";
import * as shape from "#lib/simulators/procore/directory-shape.ts";
import { listAnswer, USUAL_PAGES } from "#lib/simulators/procore/listing.ts";
import type { RestCall, RestRoute } from "#lib/simulators/procore/rest-call.ts";
import {
  idParam,
  requireCompany,
  SERVICE_USER_ID,
  visibleProject,
  wrapped,
} from "#lib/simulators/procore/rest-call.ts";
import { syncAnswer } from "#lib/simulators/procore/sync.ts";

type Owned = "projects" | "vendors";

const text = z.string().nullable();
const writeSchemas = {
  projects: z
    .object({
      ...originFields,
      name: z.string().min(1, "can't be blank"),
      project_number: text,
      accounting_project_number: text,
      active: z.boolean(),
      address: text,
      city: text,
      state_code: text,
      zip: text,
      country_code: text,
    })
    .partial(),
  vendors: z
    .object({
      ...originFields,
      name: z.string().min(1, "can't be blank"),
      abbreviated_name: text,
      legal_name: text,
      trade_name: text,
      is_active: z.boolean(),
      address: text,
      city: text,
      state_code: text,
      zip: text,
      country_code: text,
      business_phone: text,
      fax_number: text,
      email_address: text,
      license_number: text,
      notes: text,
    })
    .partial(),
};

const RULES = {
  projects: { perPage: 100, perPageMax: 300, filters: ["updated_at", "origin_id", "id", "synced", "by_status"] },
  vendors: { ...USUAL_PAGES, filters: ["updated_at", "origin_id", "id"] },
  others: { ...USUAL_PAGES, filters: ["id"] },
} as const;

export const directoryRoutes: RestRoute[] = [
  {
    method: "GET",
    path: "/rest/v1.0/companies",
    companyFree: true,
    handle: (call) =>
      listAnswer(
        call.url,
        call.store.within("companies", 0).filter((company) => company.permitted),
        RULES.others,
        shape.shapeCompany,
      ),
  },
  {
    method: "GET",
    path: "/rest/v1.0/me",
    companyFree: true,
    handle: () => ok({ id: SERVICE_USER_ID, login: "service-account@simulator.invalid", name: "Service Account" }),
  },
  {
    method: "GET",
    path: "/rest/v1.2/companies/:company/users",
    handle(call) {
      if (idParam(call, "company") !== call.companyId)
        throw forbidden("The company of the request is not the company of the header.");
      return listAnswer(call.url, call.store.within("users", call.companyId), RULES.others, shape.shapeUser);
    },
  },
  {
    method: "GET",
    path: "/rest/v1.1/projects",
    handle(call) {
      const projects = call.store.within("projects", requireCompany(call));
      const visible = projects.every((project) => project.permitted)
        ? projects
        : projects.filter((project) => project.permitted);
      return listAnswer(call.url, visible, RULES.projects, (project) => shape.shapeProject(call.store, project));
    },
  },
  { method: "POST", path: "/rest/v1.0/projects", handle: createProject },
  { method: "PATCH", path: "/rest/v1.0/projects/sync", handle: (call) => syncOwned(call, "projects") },
  {
    method: "GET",
    path: "/rest/v1.0/projects/:id",
    handle: (call) => ok(shape.shapeFullProject(call.store, visibleProject(call, idParam(call, "id")))),
  },
  {
    method: "PATCH",
    path: "/rest/v1.0/projects/:id",
    handle: (call) => ok(update(call, "projects", visibleProject(call, idParam(call, "id")), "project")),
  },
  {
    method: "GET",
    path: "/rest/v1.0/vendors",
    handle: (call) =>
      listAnswer(call.url, call.store.within("vendors", requireCompany(call)), RULES.vendors, (vendor) =>
        shapeOwned(call, "vendors", vendor),
      ),
  },
  { method: "PATCH", path: "/rest/v1.0/vendors/sync", handle: (call) => syncOwned(call, "vendors") },
  {
    method: "GET",
    path: "/rest/v1.0/vendors/:id",
    handle: (call) => ok(shape.shapeVendor(vendorOf(call), "extended")),
  },
  {
    method: "PATCH",
    path: "/rest/v1.0/vendors/:id",
    handle: (call) => ok(update(call, "vendors", vendorOf(call), "vendor")),
  },
];

const creation = z.object({ erp_integrated: z.boolean(), project_template_id: z.number().int().nullable() }).partial();

/** Template and ERP switch are given at creation and never afterwards. */
function createProject(call: RestCall) {
  const companyId = requireCompany(call);
  const attributes = wrapped(call, "project");
  const parsed = creation.safeParse(attributes);
  if (!parsed.success) throw invalid(fieldErrors(parsed.error));
  const { erp_integrated: isIntegrated = false, project_template_id: templateId = null } = parsed.data;
  if (templateId !== null && call.store.get("project_templates", templateId)?.company_id !== companyId)
    throw invalid({ project_template_id: ["does not exist"] });
  const fresh = { is_erp_integrated: isIntegrated, from_project_template_id: templateId };
  const outcome = write(call, "projects", null, attributes, fresh);
  if ("errors" in outcome) throw invalid(outcome.errors);
  return created(outcome.entity);
}

function vendorOf(call: RestCall): RecordOf<"vendors"> {
  requireCompany(call);
  const vendor = call.store.get("vendors", idParam(call, "id"));
  if (vendor?.company_id !== call.companyId || vendor.deleted_at) throw notFound();
  return vendor;
}

function shapeOwned(call: RestCall, kind: Owned, record: RecordOf<Owned>) {
  if (kind === "projects") return shape.shapeFullProject(call.store, record as RecordOf<"projects">);
  return shape.shapeVendor(record as RecordOf<"vendors">, call.url.searchParams.get("view"));
}

function update(call: RestCall, kind: Owned, existing: RecordOf<Owned>, wrapper: string) {
  const outcome = write(call, kind, existing, wrapped(call, wrapper));
  if ("errors" in outcome) throw invalid(outcome.errors);
  return outcome.entity;
}

function write(
  call: RestCall,
  kind: Owned,
  existing: RecordOf<Owned> | null,
  attributes: unknown,
  more: Record<string, unknown> = {},
): { entity: unknown } | { errors: FieldErrors } {
  const parsed = writeSchemas[kind].safeParse(attributes);
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };
  const errors = originErrors(call.store, kind, call.companyId, parsed.data.origin_id, existing?.id ?? null);
  if (!existing && !parsed.data.name) errors.name = ["can't be blank"];
  if (hasErrors(errors)) return { errors };
  const fresh =
    kind === "projects"
      ? { company_id: call.companyId, active: true, permitted: true, is_erp_integrated: false }
      : { company_id: call.companyId, is_active: true };
  const record = { ...(existing ?? { ...fresh, ...more }), ...parsed.data } as unknown as Incoming<Owned>;
  return { entity: shapeOwned(call, kind, call.store.save<Owned>(kind, record, SERVICE_USER_ID)) };
}

function syncOwned(call: RestCall, kind: Owned) {
  requireCompany(call);
  const visible = (id: number | null): RecordOf<Owned> | null => {
    const record = call.store.get<Owned>(kind, id);
    return record?.company_id === call.companyId && !record.deleted_at ? record : null;
  };
  return syncAnswer<RecordOf<Owned>>(call, {
    find: visible,
    findByOrigin: (originId) => visible(call.store.idOfOrigin(kind, call.companyId, originId)),
    write(row, existing) {
      // The sync of projects does not know origin_code; only the single PATCH does.
      const { origin_code: _code, ...withoutCode } = row;
      return write(call, kind, existing, kind === "projects" ? withoutCode : row);
    },
  });
}
