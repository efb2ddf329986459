import { z } from "zod";
import type { FieldErrors } from "#lib/simulators/procore/answer.ts";
import { badRequest, created, fieldErrors, hasErrors, invalid, notFound, ok } from "#lib/simulators/procore/answer.ts";
import { originErrors, originFields } from "#lib/simulators/procore/contract-writes.ts";
import type { Incoming, RecordOf } from "#lib/simulators/procore/data-file.ts";
import { listAnswer, USUAL_PAGES } from "#lib/simulators/procore/listing.ts";
import { isDecimal } from "#lib/simulators/procore/money.ts";
import type { RestCall, RestRoute } from "#lib/simulators/procore/rest-call.ts";
import { idParam, requireProject, SERVICE_USER_ID, scopeValue, wrapped } from "#lib/simulators/procore/rest-call.ts";

const KIND = "contract_payments";
type Payment = RecordOf<typeof KIND>;
const PAYMENT_METHODS = ["check", "credit_card", "electronic"] as const;
const BASE = "/rest/v1.0/contract_payments";
/** The list offers neither filters[updated_at] nor filters[origin_id]. */
const RULES = { ...USUAL_PAGES, filters: ["id"] } as const;

/** Payments issued on the contracts of a project: the list is one contract's; those of Procore Pay take an origin alone. */
export const paymentRoutes: RestRoute[] = [
  { method: "GET", path: BASE, handle: listPayments },
  { method: "GET", path: `${BASE}/:id`, handle: (call) => ok(shape(call, paymentOf(call))) },
  { method: "POST", path: BASE, handle: createPayment },
  { method: "PATCH", path: `${BASE}/:id`, handle: updatePayment },
];

function paymentOf(call: RestCall): Payment {
  const project = requireProject(call);
  const found = call.store.get(KIND, idParam(call, "id"));
  if (found?.project_id !== project.id || found.deleted_at) throw notFound();
  return found;
}

function listPayments(call: RestCall) {
  const project = requireProject(call);
  const contract = scopeValue(call, "contract_id");
  if (contract === null) throw badRequest("param is missing or the value is empty: contract_id");
  const own = call.store.within(KIND, project.id).filter((one) => one.contract_id === contract);
  return listAnswer(call.url, own, RULES, (one: Payment) => shape(call, one));
}

function shape(call: RestCall, one: Payment) {
  const invoice = call.store.get("requisitions", one.requisition_id);
  return {
    ...one,
    requisition_id: one.requisition_id ?? null,
    invoice_number: invoice?.invoice_number ?? null,
    origin_id: one.origin_id ?? null,
    origin_data: one.origin_data ?? null,
  };
}

const amount = z.union([z.string(), z.number().transform(String)]).refine(isDecimal, "is not a number");
const written = z
  .object({
    origin_id: originFields.origin_id,
    origin_data: originFields.origin_data,
    requisition_id: z.number("is not a number").int(),
    amount,
    date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "is not a date"),
    payment_method: z.enum(PAYMENT_METHODS, "is not included in the list"),
    check_number: z.string(),
    notes: z.string(),
  })
  .partial();

function createPayment(call: RestCall) {
  const project = requireProject(call);
  const change = readChange(call);
  const contract = contractOf(call, project.id);
  const errors = {
    ...errorsOf(call, change, contract.id, null),
    ...(change.amount === undefined ? { amount: ["can't be blank"] } : {}),
  };
  if (hasErrors(errors)) throw invalid(errors);
  const number = 1 + call.store.within(KIND, project.id).filter((one) => one.contract_id === contract.id).length;
  const fresh = { project_id: project.id, contract_id: contract.id, payment_number: number, status: "paid" };
  return created(shape(call, call.store.save(KIND, { ...fresh, ...change } as Incoming<typeof KIND>, SERVICE_USER_ID)));
}

function updatePayment(call: RestCall) {
  const existing = paymentOf(call);
  const change = readChange(call);
  const errors = errorsOf(call, change, existing.contract_id, existing);
  if (hasErrors(errors)) throw invalid(errors);
  return ok(shape(call, call.store.save(KIND, { ...existing, ...change } as Payment, SERVICE_USER_ID)));
}

type Change = z.output<typeof written>;
function readChange(call: RestCall): Change {
  const parsed = written.safeParse(wrapped(call, "contract_payment"));
  if (!parsed.success) throw invalid(fieldErrors(parsed.error));
  return parsed.data;
}

/** The contract that the call names, of either kind, in the project. */
function contractOf(call: RestCall, projectId: number) {
  const id = scopeValue(call, "contract_id");
  if (id === null) throw badRequest("param is missing or the value is empty: contract_id");
  const found = call.store.get("work_order_contracts", id) ?? call.store.get("purchase_order_contracts", id);
  if (found?.project_id !== projectId || found.deleted_at) throw notFound();
  return found;
}

/** A payment pays an invoice of its own contract; what Procore Pay has paid is not changed by anybody. */
function errorsOf(call: RestCall, change: Change, contractId: number, existing: Payment | null): FieldErrors {
  const invoice = change.requisition_id === undefined ? null : call.store.get("requisitions", change.requisition_id);
  const isForeign = change.requisition_id !== undefined && invoice?.commitment_id !== contractId;
  const isPaid = existing !== null && existing.date_payment_settled != null && change.amount !== undefined;
  return {
    ...originErrors(call.store, KIND, call.companyId, change.origin_id, existing?.id ?? null),
    ...(isForeign ? { requisition_id: ["is invalid"] } : {}),
    ...(isPaid ? { amount: ["cannot be changed: the payment is settled"] } : {}),
  };
}
