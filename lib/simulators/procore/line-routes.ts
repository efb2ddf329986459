import { created, invalid, noContent, notFound, ok } from "#lib/simulators/procore/answer.ts";
import { contractOf } from "#lib/simulators/procore/contract-routes.ts";
import { shapeLine } from "#lib/simulators/procore/contract-shape.ts";
import { isSynced, LOCKED } from "#lib/simulators/procore/contract-writes.ts";
import type { Contract, ContractKind, Line } from "#lib/simulators/procore/data-file.ts";
import { writeLine } from "#lib/simulators/procore/line-writes.ts";
import { listAnswer, USUAL_PAGES } from "#lib/simulators/procore/listing.ts";
import type { RestCall, RestRoute } from "#lib/simulators/procore/rest-call.ts";
import { idParam, SERVICE_USER_ID, wrapped } from "#lib/simulators/procore/rest-call.ts";
import type { Store } from "#lib/simulators/procore/store.ts";

const RULES = { ...USUAL_PAGES, filters: ["updated_at", "id"] } as const;

export function lineRoutes(kind: ContractKind): RestRoute[] {
  const base = `/rest/v1.0/${kind}/:id/line_items`;
  return [
    { method: "GET", path: base, handle: (call) => listLines(call, kind) },
    { method: "POST", path: base, handle: (call) => addLine(call, kind) },
    { method: "GET", path: `${base}/:line`, handle: (call) => showLine(call, kind) },
    { method: "PATCH", path: `${base}/:line`, handle: (call) => updateLine(call, kind) },
    { method: "DELETE", path: `${base}/:line`, handle: (call) => deleteLine(call, kind) },
  ];
}

function lineOf(call: RestCall, contract: Contract): Line {
  const id = idParam(call, "line");
  const line = contract.line_items.find((candidate) => candidate.id === id);
  if (!line) throw notFound();
  return line;
}

function listLines(call: RestCall, kind: ContractKind) {
  const contract = contractOf(call, kind);
  return listAnswer(call.url, contract.line_items, RULES, (line) => shapeLine(call.store, kind, contract, line));
}

function showLine(call: RestCall, kind: ContractKind) {
  const contract = contractOf(call, kind);
  return ok(shapeLine(call.store, kind, contract, lineOf(call, contract)));
}

function addLine(call: RestCall, kind: ContractKind) {
  const contract = contractOf(call, kind);
  const { record, errors } = writeLine(call.store, kind, contract, null, wrapped(call, "line_item"));
  if (errors) throw invalid(errors);
  const saved = saveLines(call.store, kind, contract, [...contract.line_items, record], SERVICE_USER_ID);
  return created(shapeLine(call.store, kind, saved, record));
}

function updateLine(call: RestCall, kind: ContractKind) {
  const contract = contractOf(call, kind);
  const line = lineOf(call, contract);
  const { record, errors } = writeLine(call.store, kind, contract, line, wrapped(call, "line_item"));
  if (errors) throw invalid(errors);
  const lines = contract.line_items.map((other) => (other.id === line.id ? record : other));
  return ok(shapeLine(call.store, kind, saveLines(call.store, kind, contract, lines, SERVICE_USER_ID), record));
}

function deleteLine(call: RestCall, kind: ContractKind) {
  const contract = contractOf(call, kind);
  const line = lineOf(call, contract);
  if (isSynced(contract)) throw invalid({ base: [LOCKED] });
  saveLines(
    call.store,
    kind,
    contract,
    contract.line_items.filter((other) => other.id !== line.id),
    SERVICE_USER_ID,
  );
  return noContent;
}

export function saveLines(
  store: Store,
  kind: ContractKind,
  contract: Contract,
  lines: Line[],
  userId: number,
): Contract {
  return store.save(kind, { ...contract, line_items: lines }, userId);
}
