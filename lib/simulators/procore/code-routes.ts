import { z } from "zod";
import { badRequest, type FieldErrors } from "#lib/simulators/procore/answer.ts";
import { originFields } from "#lib/simulators/procore/contract-writes.ts";
import { BASE_TYPES, type RecordOf } from "#lib/simulators/procore/data-file.ts";
import * as shape from "#lib/simulators/procore/directory-shape.ts";
import { listAnswer, USUAL_PAGES } from "#lib/simulators/procore/listing.ts";
import { isTaken, syncRecords } from "#lib/simulators/procore/origin-records.ts";
import type { RestCall, RestRoute } from "#lib/simulators/procore/rest-call.ts";
import { requireCompany, requireProject, scopeValue } from "#lib/simulators/procore/rest-call.ts";

/** None of these lists offers filters[updated_at]. */
const RULES = { ...USUAL_PAGES, filters: ["origin_id", "id"] } as const;

export const codeRoutes: RestRoute[] = [
  {
    method: "GET",
    path: "/rest/v1.0/cost_codes",
    handle(call) {
      // Codes of a sub job come only when it is asked for.
      const wanted = scopeValue(call, "sub_job_id");
      const codes = call.store
        .within("cost_codes", requireProject(call).id)
        .filter((code) => (code.sub_job_id ?? null) === wanted);
      return listAnswer(call.url, codes, RULES, (code) => shape.shapeCostCode(call.store, code));
    },
  },
  { method: "PATCH", path: "/rest/v1.0/cost_codes/sync", handle: syncCodes },
  {
    method: "GET",
    path: "/rest/v1.0/line_item_types",
    handle: (call) =>
      listAnswer(call.url, call.store.within("line_item_types", requireCompany(call)), RULES, shape.shapeLineItemType),
  },
  { method: "PATCH", path: "/rest/v1.0/line_item_types/sync", handle: syncTypes },
  {
    method: "GET",
    path: "/rest/v1.0/standard_cost_code_lists",
    handle: (call) =>
      listAnswer(
        call.url,
        call.store.within("standard_cost_code_lists", requireCompany(call)),
        RULES,
        shape.shapeStandardList,
      ),
  },
  {
    method: "GET",
    path: "/rest/v1.0/standard_cost_codes",
    handle(call) {
      const listId = standardList(call);
      const codes = call.store
        .within("standard_cost_codes", requireCompany(call))
        .filter((code) => code.standard_cost_code_list_id === listId);
      return listAnswer(call.url, codes, RULES, shape.shapeStandardCostCode);
    },
  },
  { method: "PATCH", path: "/rest/v1.0/standard_cost_codes/sync", handle: syncStandardCodes },
];

const id = z.number("is not a number").int().nullable();
const origin = { origin_id: originFields.origin_id, origin_data: originFields.origin_data };
const named = { ...origin, code: z.string(), name: z.string().min(1, "can't be blank"), parent_id: id };
const projectCode = z.object({ ...named, standard_cost_code_id: id }).partial();
const standardCode = z.object(named).partial();
const type = z
  .object({
    ...origin,
    name: z.string().min(1, "can't be blank"),
    csv_import_code: z.string(),
    base_type: z.enum(BASE_TYPES, "is not included in the list"),
  })
  .partial();

/** Codes of a project or of a sub job: a project of the ERP takes new ones through this action alone. */
function syncCodes(call: RestCall) {
  const project = requireProject(call);
  const subJobId = scopeValue(call, "sub_job_id");
  const codes = () => call.store.within("cost_codes", project.id);
  const parentOf = (parentId: unknown) =>
    codes().find((code) => code.id === parentId && (code.sub_job_id ?? null) === subJobId) ?? null;
  const fullCode = (change: Record<string, unknown>, existing: RecordOf<"cost_codes"> | null) => {
    const parent = parentOf(change.parent_id === undefined ? existing?.parent?.id : change.parent_id);
    const code = String(change.code ?? existing?.code);
    return parent ? `${parent.full_code ?? parent.code}-${code}` : code;
  };
  return syncRecords(call, {
    kind: "cost_codes",
    schema: projectCode,
    isHere: (code) => code.project_id === project.id,
    fresh: { project_id: project.id, sub_job_id: subJobId, line_item_type_ids: [] },
    required: ["code", "name"],
    check(change, existing) {
      const errors: FieldErrors = {};
      if (change.parent_id != null && !parentOf(change.parent_id)) errors.parent_id = ["does not exist"];
      const standard = call.store.get("standard_cost_codes", change.standard_cost_code_id as number | null);
      if (change.standard_cost_code_id != null && standard?.company_id !== call.companyId)
        errors.standard_cost_code_id = ["does not exist"];
      const own = existing ? (existing.sub_job_id ?? null) : subJobId;
      const isSame = (code: RecordOf<"cost_codes">) =>
        (code.sub_job_id ?? null) === own && (code.full_code ?? code.code) === fullCode(change, existing);
      if (change.code !== undefined && isTaken(codes(), existing, isSame)) errors.code = ["has already been taken"];
      return errors;
    },
    settle(change, existing) {
      if (change.code === undefined && change.parent_id === undefined) return change;
      const parent = change.parent_id === undefined ? existing?.parent : parentOf(change.parent_id);
      return { ...change, full_code: fullCode(change, existing), parent: parent ? { id: parent.id } : null };
    },
    shape: (code) => shape.shapeCostCode(call.store, code),
  });
}

function syncTypes(call: RestCall) {
  const companyId = requireCompany(call);
  return syncRecords(call, {
    kind: "line_item_types",
    schema: type,
    isHere: (one) => one.company_id === companyId,
    fresh: { company_id: companyId, base_type: "other" },
    required: ["csv_import_code", "name"],
    check(change, existing): FieldErrors {
      const isSame = (one: RecordOf<"line_item_types">) => one.code === change.csv_import_code;
      const taken = isTaken(call.store.within("line_item_types", companyId), existing, isSame);
      return taken ? { csv_import_code: ["has already been taken"] } : {};
    },
    // Written under one name and read under another.
    settle: ({ csv_import_code: code, ...change }) => (code === undefined ? change : { ...change, code }),
    shape: shape.shapeLineItemType,
  });
}

function standardList(call: RestCall): number {
  const listId = scopeValue(call, "standard_cost_code_list_id");
  if (listId === null) throw badRequest("param is missing or the value is empty: standard_cost_code_list_id");
  return listId;
}

/** The view decides how much of the codes comes back. */
function syncStandardCodes(call: RestCall) {
  const [companyId, listId] = [requireCompany(call), standardList(call)];
  if (call.store.get("standard_cost_code_lists", listId)?.company_id !== companyId)
    throw badRequest("standard_cost_code_list_id does not exist");
  const codes = () =>
    call.store.within("standard_cost_codes", companyId).filter((code) => code.standard_cost_code_list_id === listId);
  const fullCode = (code: RecordOf<"standard_cost_codes">) => code.full_code ?? code.code;
  return syncRecords(call, {
    kind: "standard_cost_codes",
    schema: standardCode,
    isHere: (code) => code.company_id === companyId && code.standard_cost_code_list_id === listId,
    fresh: { company_id: companyId, standard_cost_code_list_id: listId },
    required: ["code", "name"],
    check(change, existing) {
      const errors: FieldErrors = {};
      if (change.parent_id != null && !codes().some((code) => code.id === change.parent_id))
        errors.parent_id = ["does not exist"];
      if (isTaken(codes(), existing, (code) => fullCode(code) === change.code))
        errors.code = ["has already been taken"];
      return errors;
    },
    settle(change, existing) {
      if (change.code === undefined) return change;
      const parentId = change.parent_id === undefined ? existing?.parent_id : change.parent_id;
      const parent = codes().find((code) => code.id === parentId);
      const [full, prefix] = [String(change.code), parent ? `${fullCode(parent)}-` : ""];
      return { ...change, full_code: full, code: full.startsWith(prefix) ? full.slice(prefix.length) : full };
    },
    shape: (code) => standardView(shape.shapeStandardCostCode(code), call.url.searchParams.get("view")),
  });
}

function standardView(whole: ReturnType<typeof shape.shapeStandardCostCode>, view: string | null) {
  if (view === "extended") return whole;
  const { id: own, standard_cost_code_list_id, origin_id } = whole;
  return { id: own, standard_cost_code_list_id, ...(view === "compact" ? { origin_id } : {}) };
}
