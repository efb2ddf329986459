import { z } from "zod";
import {
  created,
  type FieldErrors,
  fieldErrors,
  hasErrors,
  invalid,
  noContent,
  notFound,
  ok,
  tooLarge,
} from "#lib/simulators/procore/answer.ts";
import { day, originErrors, originFields, text } from "#lib/simulators/procore/contract-writes.ts";
import type { DirectCost, Incoming, Line } from "#lib/simulators/procore/data-file.ts";
import { DIRECT_COST_STATUSES, DIRECT_COST_TYPES } from "#lib/simulators/procore/import-records.ts";
import { checkLine, movedFields } from "#lib/simulators/procore/line-writes.ts";
import { listAnswer, USUAL_PAGES } from "#lib/simulators/procore/listing.ts";
import { sum } from "#lib/simulators/procore/money.ts";
import { codesOfLine } from "#lib/simulators/procore/package-routes.ts";
import type { RestCall, RestRoute } from "#lib/simulators/procore/rest-call.ts";
import { idParam, SERVICE_USER_ID, visibleProject, wrapped } from "#lib/simulators/procore/rest-call.ts";
import type { Store } from "#lib/simulators/procore/store.ts";
import { syncAnswer } from "#lib/simulators/procore/sync.ts";

const KIND = "direct_costs";
const RULES = { ...USUAL_PAGES, filters: ["updated_at", "origin_id", "id"] } as const;
const LINE_RULES = { ...USUAL_PAGES, filters: ["id"] } as const;
const V10 = "/rest/v1.0/projects/:project_id/direct_costs";
const V11 = "/rest/v1.1/projects/:project_id/direct_costs";
const MOST_LINES = 100;
const LOCKED = "cannot be changed while the direct cost is synced with the ERP system";

/** Direct costs. One that is synced stays as it is; lines that it does not have yet may be added. */
export const directCostRoutes: RestRoute[] = [
  ...[V10, V11].flatMap((base): RestRoute[] => [
    { method: "GET", path: base, handle: listCosts },
    { method: "GET", path: `${base}/:id`, handle: (call) => ok(whole(call.store, costOf(call))) },
    { method: "GET", path: `${base}/:id/line_items`, handle: listLines },
    { method: "DELETE", path: `${base}/:id`, handle: removeCost },
  ]),
  { method: "POST", path: V11, handle: addCost },
  { method: "PATCH", path: `${V10}/sync`, handle: syncCosts },
  { method: "PATCH", path: `${V10}/line_items/sync`, handle: syncLines },
];

const projectOf = (call: RestCall): number => visibleProject(call, idParam(call, "project_id")).id;

function find(call: RestCall, id: number | null): DirectCost | null {
  const found = call.store.get(KIND, id);
  return found?.project_id === projectOf(call) && !found.deleted_at ? found : null;
}

function costOf(call: RestCall): DirectCost {
  const found = find(call, idParam(call, "id"));
  if (!found) throw notFound();
  return found;
}

function listCosts(call: RestCall) {
  const costs = call.store.within(KIND, projectOf(call));
  return listAnswer(call.url, costs, RULES, (one: DirectCost) => thin(call.store, one));
}

function listLines(call: RestCall) {
  return listAnswer(call.url, costOf(call).line_items, LINE_RULES, (line: Line) => shapeLine(call.store, line));
}

function thin(store: Store, { line_items: lines, ...own }: DirectCost) {
  const vendor = store.get("vendors", own.vendor_id);
  return {
    ...own,
    vendor_id: own.vendor_id ?? null,
    vendor_name: vendor?.name ?? null,
    grand_total: sum(lines.map(({ amount }) => amount)),
    origin_id: own.origin_id ?? null,
    origin_data: own.origin_data ?? null,
  };
}

function whole(store: Store, cost: DirectCost) {
  const line_items = cost.line_items.map((line) => shapeLine(store, line));
  return { ...thin(store, cost), line_items, line_items_count: line_items.length };
}

function shapeLine(store: Store, line: Line) {
  const { cost_code_id: _code, line_item_type_id: _type, ...own } = line;
  return { ...own, origin_id: line.origin_id ?? null, ...codesOfLine(store, line) };
}

const written = z
  .object({
    origin_id: originFields.origin_id,
    origin_data: originFields.origin_data,
    direct_cost_type: z.enum(DIRECT_COST_TYPES, "is not included in the list"),
    status: z.enum(DIRECT_COST_STATUSES, "is not included in the list"),
    description: text,
    invoice_number: text,
    direct_cost_date: day,
    received_date: day,
    payment_date: day,
    vendor_id: z.number("is not a number").int().nullable(),
  })
  .partial();

type Change = z.infer<typeof written>;
type Checked = { errors: FieldErrors } | { record: Incoming<typeof KIND> };

function check(call: RestCall, attributes: unknown, existing: DirectCost | null): Checked {
  const parsed = written.safeParse(attributes);
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };
  const change = parsed.data;
  const errors: FieldErrors = {
    ...originErrors(call.store, KIND, call.companyId, change.origin_id, existing?.id ?? null),
    ...(existing ? lockErrors(existing, change) : requiredErrors(change)),
  };
  if (change.vendor_id != null && call.store.get("vendors", change.vendor_id)?.company_id !== call.companyId)
    errors.vendor_id = ["does not exist"];
  if (hasErrors(errors)) return { errors };
  const fresh = { project_id: projectOf(call), status: "draft", line_items: [] };
  return { record: { ...(existing ?? fresh), ...change } as Incoming<typeof KIND> };
}

function requiredErrors(change: Change): FieldErrors {
  const errors: FieldErrors = {};
  if (!change.direct_cost_type) errors.direct_cost_type = ["can't be blank"];
  if (change.direct_cost_type !== "invoice") return errors;
  if (!change.invoice_number) errors.invoice_number = ["can't be blank"];
  if (!change.vendor_id) errors.vendor_id = ["can't be blank"];
  return errors;
}

/** The type is given at creation alone; everything but the origin is locked once there is one. */
function lockErrors(existing: DirectCost, change: Change): FieldErrors {
  const own: Record<string, unknown> = existing;
  const moved = Object.entries(change).filter(([field, value]) => (own[field] ?? null) !== (value ?? null));
  const isLocked = (field: string) =>
    field === "direct_cost_type" || (existing.origin_id && field !== "origin_id" && field !== "origin_data");
  return Object.fromEntries(moved.filter(([field]) => isLocked(field)).map(([field]) => [field, [LOCKED]]));
}

/** A cost with its lines, all of them or nothing. */
function addCost(call: RestCall) {
  const { line_items: rows = [], ...attributes } = wrapped(call, "direct_cost");
  const lines = Array.isArray(rows) ? rows : [];
  if (lines.length > MOST_LINES) throw tooLarge(`A direct cost is made with at most ${MOST_LINES} lines.`);
  const checked = check(call, attributes, null);
  if ("errors" in checked) throw invalid(checked.errors);
  const cost = { ...checked.record, line_items: [] as Line[] };
  for (const row of lines as Record<string, unknown>[]) {
    const { manual_amount, ...own } = row;
    const attributesOfLine = { ...own, ...(manual_amount === undefined ? {} : { amount: manual_amount }) };
    const line = checkLine(call.store, `${KIND}/line_items`, cost, null, attributesOfLine, codeErrors);
    if (line.errors) throw invalid(line.errors);
    cost.line_items = [...cost.line_items, line.record];
  }
  return created(whole(call.store, call.store.save(KIND, cost, SERVICE_USER_ID)));
}

function codeErrors(change: Partial<Line>): FieldErrors {
  return change.cost_code_id == null ? { wbs_code_id: ["can't be blank"] } : {};
}

function syncCosts(call: RestCall) {
  projectOf(call);
  return syncAnswer<DirectCost>(call, {
    find: (id) => find(call, id),
    findByOrigin: (originId) => find(call, call.store.idOfOrigin(KIND, call.companyId, originId)),
    write(row, existing) {
      const checked = check(call, row, existing);
      if ("errors" in checked) return checked;
      return { entity: thin(call.store, call.store.save(KIND, checked.record, SERVICE_USER_ID)) };
    },
  });
}

/** Lines of any costs of the project; each names its cost. */
function syncLines(call: RestCall) {
  const projectId = projectOf(call);
  const costs = () => call.store.within(KIND, projectId).filter(({ deleted_at }) => !deleted_at);
  const lines = () => costs().flatMap(({ line_items }) => line_items);
  const withOrigin = new Map(lines().flatMap((line) => (line.origin_id ? [[line.origin_id, line]] : [])));
  return syncAnswer<Line>(call, {
    find: (id) => lines().find((line) => line.id === id) ?? null,
    findByOrigin: (originId) => withOrigin.get(originId) ?? null,
    write(row, existing) {
      const { direct_cost_id: costId, ...attributes } = row;
      const cost = existing
        ? costs().find(({ line_items }) => line_items.some(({ id }) => id === existing.id))
        : find(call, Number(costId ?? 0));
      if (!cost) return { errors: { direct_cost_id: ["does not exist"] } };
      return writeLine(call, cost, attributes, existing);
    },
  });
}

function writeLine(call: RestCall, cost: DirectCost, attributes: unknown, existing: Line | null) {
  const lock = (change: Partial<Line>): FieldErrors => {
    if (!existing) return codeErrors(change);
    const moved = cost.origin_id ? movedFields(existing, change) : [];
    return Object.fromEntries(moved.map((field) => [field, [LOCKED]]));
  };
  const { record, errors } = checkLine(call.store, `${KIND}/line_items`, cost, existing, attributes, lock);
  if (errors) return { errors };
  const line_items = existing
    ? cost.line_items.map((line) => (line.id === existing.id ? record : line))
    : [...cost.line_items, record];
  call.store.save(KIND, { ...cost, line_items }, SERVICE_USER_ID);
  return { entity: { ...shapeLine(call.store, record), holder: { id: cost.id, holder_type: "DirectCost::Item" } } };
}

function removeCost(call: RestCall) {
  const cost = costOf(call);
  if (cost.origin_id)
    throw invalid({ base: ["cannot be deleted while the direct cost is synced with the ERP system"] });
  call.store.save(KIND, { ...cost, deleted_at: call.store.clock.next() }, SERVICE_USER_ID);
  return noContent;
}
