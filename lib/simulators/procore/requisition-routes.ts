import { z } from "zod";
import type { FieldErrors } from "#lib/simulators/procore/answer.ts";
import { badRequest, fieldErrors, hasErrors, invalid, notFound, ok } from "#lib/simulators/procore/answer.ts";
import { originErrors, originFields } from "#lib/simulators/procore/contract-writes.ts";
import type { Requisition } from "#lib/simulators/procore/data-file.ts";
import { listAnswer, USUAL_PAGES } from "#lib/simulators/procore/listing.ts";
import { REQUISITION_STATUSES } from "#lib/simulators/procore/requisition-data.ts";
import { fullRequisition, shapeItem, thinRequisition } from "#lib/simulators/procore/requisition-shape.ts";
import type { RestCall, RestRoute } from "#lib/simulators/procore/rest-call.ts";
import { idParam, requireProject, SERVICE_USER_ID, scopeValue, wrapped } from "#lib/simulators/procore/rest-call.ts";

const KIND = "requisitions";
// Without include_deleted: this list does not offer it.
const RULES = { ...USUAL_PAGES, filters: ["updated_at", "origin_id", "id", "status"] } as const;
const ITEM_LISTS = {
  contract_items: "contract_item",
  contract_detail_items: "contract_detail_item",
  change_order_items: "change_order_item",
} as const;

export const requisitionRoutes: RestRoute[] = [
  ...["v1.0", "v1.1"].flatMap((version): RestRoute[] => {
    const base = `/rest/${version}/${KIND}`;
    return [
      { method: "GET", path: base, handle: listRequisitions },
      { method: "GET", path: `${base}/:id`, handle: (call) => ok(fullRequisition(call.store, requisitionOf(call))) },
      { method: "PATCH", path: `${base}/:id`, handle: updateRequisition },
    ];
  }),
  ...Object.entries(ITEM_LISTS).map(
    ([name, type]): RestRoute => ({
      method: "GET",
      path: `/rest/v1.0/${KIND}/:id/${name}`,
      handle: (call) =>
        ok(
          requisitionOf(call)
            .items.filter((item) => item.item_type === type)
            .map((item) => shapeItem(call.store, item)),
        ),
    }),
  ),
];

function requisitionOf(call: RestCall): Requisition {
  const project = requireProject(call);
  const found = call.store.get(KIND, idParam(call, "id"));
  if (found?.project_id !== project.id || found.deleted_at) throw notFound();
  return found;
}

function listRequisitions(call: RestCall) {
  const project = requireProject(call);
  const hasItems = ["extended", "items"].includes(call.url.searchParams.get("view") ?? "");
  return listAnswer(call.url, call.store.within(KIND, project.id), RULES, (one: Requisition) =>
    hasItems ? fullRequisition(call.store, one) : thinRequisition(call.store, one),
  );
}

const text = z.string().nullable();
const { origin_id, origin_data } = originFields;
const writeSchema = z
  .object({
    origin_id,
    origin_data,
    invoice_number: text,
    billing_date: text,
    status: z.enum(REQUISITION_STATUSES, "is not included in the list"),
  })
  .partial();

const LOCKED_FIELDS = ["invoice_number", "billing_date", "status"] as const;
const LOCKED = "cannot be changed while the invoice is synced with the ERP system";

/** `{project_id, commitment_id, requisition: {…}}`: the commitment has to be the one that is billed. */
function updateRequisition(call: RestCall) {
  const existing = requisitionOf(call);
  const commitmentId = scopeValue(call, "commitment_id");
  if (commitmentId === null) throw badRequest("param is missing or the value is empty: commitment_id");
  if (commitmentId !== existing.commitment_id) throw notFound();
  const parsed = writeSchema.safeParse(wrapped(call, "requisition"));
  if (!parsed.success) throw invalid(fieldErrors(parsed.error));
  const errors: FieldErrors = {
    ...originErrors(call.store, KIND, call.companyId, parsed.data.origin_id, existing.id),
    ...lockErrors(existing, parsed.data),
  };
  if (hasErrors(errors)) throw invalid(errors);
  const changed = { ...existing, ...parsed.data } as Requisition;
  return ok(fullRequisition(call.store, call.store.save(KIND, changed, SERVICE_USER_ID)));
}

function lockErrors(existing: Requisition, change: z.infer<typeof writeSchema>): FieldErrors {
  if (!existing.origin_id) return {};
  const moved = LOCKED_FIELDS.filter(
    (field) => field in change && (existing[field] ?? null) !== (change[field] ?? null),
  );
  return Object.fromEntries(moved.map((field) => [field, [LOCKED]]));
}
