import { created, hasErrors, invalid, noContent, notFound, ok } from "#lib/simulators/procore/answer.ts";
import { fullContract, thinContract } from "#lib/simulators/procore/contract-shape.ts";
import { deleteErrors, writeContract } from "#lib/simulators/procore/contract-writes.ts";
import type { Contract, ContractKind } from "#lib/simulators/procore/data-file.ts";
import { listAnswer, USUAL_PAGES } from "#lib/simulators/procore/listing.ts";
import type { RestCall, RestRoute } from "#lib/simulators/procore/rest-call.ts";
import { idParam, requireProject, SERVICE_USER_ID, wrapped } from "#lib/simulators/procore/rest-call.ts";
import { syncAnswer } from "#lib/simulators/procore/sync.ts";

const WRAPPER = {
  work_order_contracts: "work_order_contract",
  purchase_order_contracts: "purchase_order_contract",
} as const;

const RULES = {
  ...USUAL_PAGES,
  filters: ["updated_at", "origin_id", "id", "status", "vendor_id", "include_deleted"],
} as const;

export function contractRoutes(kind: ContractKind): RestRoute[] {
  const base = `/rest/v1.0/${kind}`;
  return [
    { method: "GET", path: base, handle: (call) => listContracts(call, kind) },
    { method: "POST", path: base, handle: (call) => createContract(call, kind) },
    { method: "PATCH", path: `${base}/sync`, handle: (call) => syncContracts(call, kind) },
    {
      method: "GET",
      path: `${base}/:id`,
      handle: (call) => ok(fullContract(call.store, kind, contractOf(call, kind))),
    },
    { method: "PATCH", path: `${base}/:id`, handle: (call) => updateContract(call, kind) },
    { method: "DELETE", path: `${base}/:id`, handle: (call) => deleteContract(call, kind) },
  ];
}

export function contractOf(call: RestCall, kind: ContractKind): Contract {
  const project = requireProject(call);
  const contract = call.store.get(kind, idParam(call, "id"));
  if (contract?.project_id !== project.id || contract.deleted_at) throw notFound();
  return contract;
}

function listContracts(call: RestCall, kind: ContractKind) {
  const project = requireProject(call);
  const isExtended = call.url.searchParams.get("view") === "extended";
  return listAnswer(call.url, call.store.within(kind, project.id), RULES, (contract: Contract) =>
    isExtended ? fullContract(call.store, kind, contract) : thinContract(call.store, contract),
  );
}

function createContract(call: RestCall, kind: ContractKind) {
  const project = requireProject(call);
  const { record, errors } = writeContract(call.store, kind, project.id, null, wrapped(call, WRAPPER[kind]));
  if (errors) throw invalid(errors);
  return created(fullContract(call.store, kind, call.store.save(kind, record, SERVICE_USER_ID)));
}

function updateContract(call: RestCall, kind: ContractKind) {
  const contract = contractOf(call, kind);
  const { record, errors } = writeContract(
    call.store,
    kind,
    contract.project_id,
    contract,
    wrapped(call, WRAPPER[kind]),
  );
  if (errors) throw invalid(errors);
  return ok(fullContract(call.store, kind, call.store.save(kind, record, SERVICE_USER_ID)));
}

function deleteContract(call: RestCall, kind: ContractKind) {
  const contract = contractOf(call, kind);
  const errors = deleteErrors(contract);
  if (hasErrors(errors)) throw invalid(errors);
  call.store.save(kind, { ...contract, deleted_at: call.store.clock.next() }, SERVICE_USER_ID);
  return noContent;
}

function syncContracts(call: RestCall, kind: ContractKind) {
  const project = requireProject(call);
  const visible = (id: number | null) => {
    const contract = call.store.get(kind, id);
    return contract?.project_id === project.id && !contract.deleted_at ? contract : null;
  };
  return syncAnswer<Contract>(call, {
    find: visible,
    findByOrigin: (originId) => visible(call.store.idOfOrigin(kind, call.companyId, originId)),
    write(row, existing) {
      const { record, errors } = writeContract(call.store, kind, project.id, existing, row);
      if (errors) return { errors };
      return { entity: fullContract(call.store, kind, call.store.save(kind, record, SERVICE_USER_ID)) };
    },
  });
}
