import { z } from "zod";
import type { FieldErrors } from "#lib/simulators/procore/answer.ts";
import { badRequest, fieldErrors, hasErrors, invalid, notFound, ok } from "#lib/simulators/procore/answer.ts";
import { shapeAttachments } from "#lib/simulators/procore/attachment-links.ts";
import { originErrors, originFields } from "#lib/simulators/procore/contract-writes.ts";
import type { ChangeOrderPackage, Line } from "#lib/simulators/procore/data-file.ts";
import { CONTRACT_KINDS } from "#lib/simulators/procore/data-file.ts";
import { listAnswer, USUAL_PAGES } from "#lib/simulators/procore/listing.ts";
import { sum } from "#lib/simulators/procore/money.ts";
import type { RestCall, RestRoute } from "#lib/simulators/procore/rest-call.ts";
import { idParam, requireProject, SERVICE_USER_ID, scopeValue, wrapped } from "#lib/simulators/procore/rest-call.ts";
import { PACKAGE_STATUSES } from "#lib/simulators/procore/statuses.ts";
import type { Store } from "#lib/simulators/procore/store.ts";
import { wbsId } from "#lib/simulators/procore/wbs.ts";

const KIND = "change_order_packages";
const BASE = `/rest/v1.0/${KIND}`;
// Without status and origin: this list does not offer them.
const RULES = { ...USUAL_PAGES, filters: ["updated_at", "id", "include_deleted"] } as const;

export const packageRoutes: RestRoute[] = [
  { method: "GET", path: BASE, handle: listPackages },
  { method: "GET", path: `${BASE}/:id`, handle: (call) => ok(fullPackage(call.store, packageOf(call))) },
  { method: "PATCH", path: `${BASE}/:id`, handle: updatePackage },
];

function packageOf(call: RestCall): ChangeOrderPackage {
  const project = requireProject(call);
  const found = call.store.get(KIND, idParam(call, "id"));
  if (found?.project_id !== project.id || found.deleted_at) throw notFound();
  return found;
}

function listPackages(call: RestCall) {
  const project = requireProject(call);
  const contractId = scopeValue(call, "contract_id");
  const all = call.store.within(KIND, project.id);
  const chosen = contractId === null ? all : all.filter((one) => one.contract_id === contractId);
  return listAnswer(call.url, chosen, RULES, (one: ChangeOrderPackage) => thinPackage(one));
}

/** As the list answers it: no lines. */
function thinPackage(one: ChangeOrderPackage) {
  const { line_items: lines, attachments: _files, created_by_id: creator, ...own } = one;
  return {
    ...own,
    number: one.number ?? null,
    title: one.title ?? null,
    description: one.description ?? null,
    origin_id: one.origin_id ?? null,
    origin_code: one.origin_code ?? null,
    origin_data: one.origin_data ?? null,
    deleted_at: one.deleted_at ?? null,
    grand_total: sum(lines.map((line) => line.amount)),
    creator: creator ? { id: creator } : null,
  };
}

function fullPackage(store: Store, one: ChangeOrderPackage) {
  return {
    ...thinPackage(one),
    line_items: one.line_items.map((line) => shapeLine(store, one, line)),
    attachments: shapeAttachments(store.links, KIND, one),
  };
}

function shapeLine(store: Store, one: ChangeOrderPackage, line: Line) {
  return {
    id: line.id,
    position: line.position,
    description: line.description ?? null,
    quantity: line.quantity,
    unit_cost: line.unit_cost,
    uom: line.uom ?? "",
    extended_amount: line.amount,
    total_amount: line.amount,
    ...codesOfLine(store, line),
    tax_code_id: line.tax_code_id ?? null,
    ...(line.prime_line_item_id === undefined ? {} : { prime_line_item_id: line.prime_line_item_id }),
    holder: { id: one.id, holder_type: one.type },
    markup_line_items: [],
  };
}

/** A line's code and cost type, taken apart and as one. */
export function codesOfLine(store: Store, line: Line) {
  const code = store.get("cost_codes", line.cost_code_id);
  const type = store.get("line_item_types", line.line_item_type_id);
  const flat = code && [code.full_code ?? code.code, type?.code].filter(Boolean).join(".");
  return {
    cost_code: code && { id: code.id, name: code.name, code: code.code, full_code: code.full_code ?? code.code },
    line_item_type: type && { id: type.id, name: type.name, code: type.code },
    wbs_code: code && { id: wbsId(line), flat_code: flat, description: code.name },
  };
}

const text = z.string().nullable();
const writeSchema = z
  .object({
    ...originFields,
    number: text,
    title: text,
    description: text,
    status: z.enum(PACKAGE_STATUSES, "is not included in the list"),
    executed: z.boolean(),
  })
  .partial();

const LOCKED_FIELDS = ["number", "title", "description", "status"] as const;
const LOCKED = "cannot be changed while the change order is synced with the ERP system";

/** `{project_id, contract_id, change_order: {…}}`: the contract has to be the one it belongs to. */
function updatePackage(call: RestCall) {
  const existing = packageOf(call);
  const contractId = scopeValue(call, "contract_id");
  if (contractId === null) throw badRequest("param is missing or the value is empty: contract_id");
  if (contractId !== existing.contract_id || !hasContract(call.store, existing)) throw notFound();
  const parsed = writeSchema.safeParse(wrapped(call, "change_order"));
  if (!parsed.success) throw invalid(fieldErrors(parsed.error));
  const errors: FieldErrors = {
    ...originErrors(call.store, KIND, call.companyId, parsed.data.origin_id, existing.id),
    ...lockErrors(existing, parsed.data),
  };
  if (hasErrors(errors)) throw invalid(errors);
  const changed = { ...existing, ...parsed.data } as ChangeOrderPackage;
  return ok(fullPackage(call.store, call.store.save(KIND, changed, SERVICE_USER_ID)));
}

function hasContract(store: Store, one: ChangeOrderPackage): boolean {
  const kinds = one.type === "PrimeContractChangeOrder" ? (["prime_contracts"] as const) : CONTRACT_KINDS;
  return kinds.some((kind) => {
    const contract = store.get(kind, one.contract_id);
    return contract?.project_id === one.project_id && !contract.deleted_at;
  });
}

function lockErrors(existing: ChangeOrderPackage, change: z.infer<typeof writeSchema>): FieldErrors {
  if (!existing.origin_id) return {};
  const moved = LOCKED_FIELDS.filter(
    (field) => field in change && (existing[field] ?? null) !== (change[field] ?? null),
  );
  return Object.fromEntries(moved.map((field) => [field, [LOCKED]]));
}
