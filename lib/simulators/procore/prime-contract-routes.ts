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
} from "#lib/simulators/procore/answer.ts";
import { day, decimalText, originErrors, originFields, text } from "#lib/simulators/procore/contract-writes.ts";
import type { Incoming, PrimeContract } from "#lib/simulators/procore/data-file.ts";
import { ACCOUNTING_METHODS } from "#lib/simulators/procore/data-file.ts";
import { checkLine } from "#lib/simulators/procore/line-writes.ts";
import { listAnswer, USUAL_PAGES } from "#lib/simulators/procore/listing.ts";
import { sum } from "#lib/simulators/procore/money.ts";
import { codesOfLine } from "#lib/simulators/procore/package-routes.ts";
import type { RestCall, RestRoute } from "#lib/simulators/procore/rest-call.ts";
import { idParam, requireProject, SERVICE_USER_ID, wrapped } from "#lib/simulators/procore/rest-call.ts";
import { PRIME_CONTRACT_STATUSES } from "#lib/simulators/procore/statuses.ts";
import type { Store } from "#lib/simulators/procore/store.ts";
import { syncAnswer } from "#lib/simulators/procore/sync.ts";

const KIND = "prime_contracts";
const BASE = "/rest/v1.0/prime_contract";
const LINES = "/rest/v1.0/prime_contracts/:id/line_items";
const RULES = { ...USUAL_PAGES, filters: ["updated_at", "id"] } as const;

type Line = PrimeContract["line_items"][number];

/** The list comes without lines; one by itself, under a path in the singular, with them, and so does what is written. */
export const primeContractRoutes: RestRoute[] = [
  { method: "GET", path: "/rest/v1.0/prime_contracts", handle: listContracts },
  { method: "POST", path: BASE, handle: addContract },
  { method: "GET", path: `${BASE}/:id`, handle: (call) => ok(whole(call.store, contractOf(call))) },
  { method: "PATCH", path: `${BASE}/:id`, handle: updateContract },
  { method: "DELETE", path: `${BASE}/:id`, handle: removeContract },
  { method: "GET", path: LINES, handle: listLines },
  { method: "PATCH", path: `${LINES}/sync`, handle: syncLines },
  { method: "DELETE", path: `${LINES}/:line`, handle: removeLine },
];

function listContracts(call: RestCall) {
  const project = requireProject(call);
  return listAnswer(call.url, call.store.within(KIND, project.id), RULES, (one: PrimeContract) => thin(one));
}

function contractOf(call: RestCall): PrimeContract {
  const project = requireProject(call);
  const found = call.store.get(KIND, idParam(call, "id"));
  if (found?.project_id !== project.id || found.deleted_at) throw notFound();
  return found;
}

function whole(store: Store, one: PrimeContract) {
  return { ...thin(one), line_items: one.line_items.map((line) => lineOf(store, line)) };
}

function thin({ line_items: lines, ...own }: PrimeContract) {
  return {
    ...own,
    number: own.number ?? null,
    title: own.title ?? null,
    origin_id: own.origin_id ?? null,
    origin_code: own.origin_code ?? null,
    origin_data: own.origin_data ?? null,
    grand_total: sum(lines.map((line) => line.amount)),
  };
}

function lineOf(store: Store, line: Line) {
  const { cost_code_id: _code, line_item_type_id: _type, ...own } = line;
  return {
    ...own,
    origin_id: line.origin_id ?? null,
    origin_code: line.origin_code ?? null,
    ...codesOfLine(store, line),
  };
}

/** There is no origin_code: it is only answered. */
const written = z
  .object({
    origin_id: originFields.origin_id,
    origin_data: originFields.origin_data,
    number: text,
    title: text,
    description: text,
    status: z.enum(PRIME_CONTRACT_STATUSES, "is not included in the list"),
    executed: z.boolean(),
    accounting_method: z.enum(ACCOUNTING_METHODS, "is not included in the list"),
    retainage_percent: decimalText
      .refine((value) => Number(value) >= 0 && Number(value) <= 100, "must be between 0 and 100")
      .nullable(),
    contract_date: day,
    contract_start_date: day,
    contract_estimated_completion_date: day,
    actual_completion_date: day,
    signed_contract_received_date: day,
  })
  .partial();

function addContract(call: RestCall) {
  const project = requireProject(call);
  const fresh = {
    project_id: project.id,
    status: "Draft",
    executed: false,
    accounting_method: "amount",
    line_items: [],
  };
  return created(whole(call.store, save(call, fresh, null)));
}

function updateContract(call: RestCall) {
  const existing = contractOf(call);
  return ok(whole(call.store, save(call, existing, existing)));
}

function save(call: RestCall, onto: object, existing: PrimeContract | null): PrimeContract {
  const parsed = written.safeParse(wrapped(call, "prime_contract"));
  if (!parsed.success) throw invalid(fieldErrors(parsed.error));
  const errors = originErrors(call.store, KIND, call.companyId, parsed.data.origin_id, existing?.id ?? null);
  if (hasErrors(errors)) throw invalid(errors);
  return call.store.save(KIND, { ...onto, ...parsed.data } as Incoming<typeof KIND>, SERVICE_USER_ID);
}

const SYNCED = "cannot be deleted while the contract is synced with the ERP system";

function removeContract(call: RestCall) {
  const existing = contractOf(call);
  if (existing.origin_id) throw invalid({ base: [SYNCED] });
  call.store.save(KIND, { ...existing, deleted_at: call.store.clock.next() }, SERVICE_USER_ID);
  return noContent;
}

function listLines(call: RestCall) {
  const rules = { ...RULES, filters: ["id"] } as const;
  return listAnswer(call.url, contractOf(call).line_items, rules, (line: Line) => lineOf(call.store, line));
}

/** Lines are found by their id or their origin, in this contract alone. */
function syncLines(call: RestCall) {
  const contractId = contractOf(call).id;
  const lines = () => (call.store.get(KIND, contractId) as PrimeContract).line_items;
  return syncAnswer<Line>(call, {
    find: (id) => lines().find((line) => line.id === id) ?? null,
    findByOrigin: (originId) => lines().find((line) => line.origin_id === originId) ?? null,
    write(row, existing): { entity: unknown } | { errors: FieldErrors } {
      const contract = call.store.get(KIND, contractId) as PrimeContract;
      const { record, errors } = checkLine(call.store, `${KIND}/line_items`, contract, existing, row, () => ({}));
      if (errors) return { errors };
      const line_items = existing
        ? lines().map((line) => (line.id === existing.id ? record : line))
        : [...lines(), record];
      call.store.save(KIND, { ...contract, line_items }, SERVICE_USER_ID);
      return { entity: lineOf(call.store, record) };
    },
  });
}

function removeLine(call: RestCall) {
  const contract = contractOf(call);
  const line = contract.line_items.find(({ id }) => id === idParam(call, "line"));
  if (!line) throw notFound();
  if (line.origin_id) throw invalid({ base: [SYNCED] });
  const line_items = contract.line_items.filter(({ id }) => id !== line.id);
  call.store.save(KIND, { ...contract, line_items }, SERVICE_USER_ID);
  return noContent;
}
