import type { IncomingMessage } from "node:http";
import type { Answer, FieldErrors } from "#lib/simulators/procore/answer.ts";
import { hasErrors } from "#lib/simulators/procore/answer.ts";
import { changeBudget } from "#lib/simulators/procore/budget-page.ts";
import { contractPage } from "#lib/simulators/procore/contract-page.ts";
import { deleteErrors, isSynced, LOCKED, writeContract } from "#lib/simulators/procore/contract-writes.ts";
import type { Contract, ContractKind } from "#lib/simulators/procore/data-file.ts";
import { isContractKind } from "#lib/simulators/procore/data-file.ts";
import { readBody } from "#lib/simulators/procore/incoming-body.ts";
import { saveLines } from "#lib/simulators/procore/line-routes.ts";
import { writeLine } from "#lib/simulators/procore/line-writes.ts";
import { companyPage } from "#lib/simulators/procore/list-pages.ts";
import { problemPage, projectPage, projectsPage } from "#lib/simulators/procore/pages.ts";
import { changeRequisition } from "#lib/simulators/procore/requisition-page.ts";
import { PAGE_USER_ID } from "#lib/simulators/procore/rest-call.ts";
import type { Store } from "#lib/simulators/procore/store.ts";

const FORM_LIMIT_BYTES = 1024 * 1024;
const HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
};

/** The pages for people: what a project manager would do, under the same locks as the REST door. */
export async function pageAnswer(store: Store, request: IncomingMessage, url: URL): Promise<Answer> {
  const [, area = "", first = "", second = "", part, lineId] = url.pathname.split("/");
  const isPost = request.method === "POST";
  const form = isPost ? texts((await readBody(request, FORM_LIMIT_BYTES)).fields) : {};
  if (area === "" && !isPost) return shown(projectsPage(store));
  if (area === "companies" && !isPost && second === "") {
    const company = store.get("companies", Number(first));
    if (company) return shown(companyPage(store, company));
  }
  if (area === "projects") {
    const project = store.get("projects", Number(first));
    if (project && isPost && isContractKind(second)) return addContract(store, second, project.id);
    if (project && isPost && second === "budget") {
      changeBudget(store, project.id, form);
      return seeOther(`/projects/${project.id}`);
    }
    if (project && isPost && second === "requisitions") {
      changeRequisition(store, project.id, form);
      return seeOther(`/projects/${project.id}`);
    }
    if (project && second === "") return shown(projectPage(store, project, url.searchParams));
  }
  if (area === "contracts" && isContractKind(first)) {
    const contract = store.get(first, Number(second));
    if (contract && !contract.deleted_at) {
      if (!isPost) return shown(contractPage(store, first, contract, null));
      return part === "lines"
        ? changeLine(store, first, contract, lineId, form)
        : changeContract(store, first, contract, form);
    }
  }
  return shown(problemPage("Not found", "There is no such page."), 404);
}

function shown(body: string, status = 200): Answer {
  return { status, body, headers: HEADERS };
}

function seeOther(location: string): Answer {
  return { status: 303, headers: { Location: location } };
}

function texts(fields: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value).trim()]));
}

function addContract(store: Store, kind: ContractKind, projectId: number): Answer {
  const prefix = kind === "work_order_contracts" ? "SC" : "PO";
  const number = `${prefix}-${String(store.within(kind, projectId).length + 1).padStart(4, "0")}`;
  const { record } = writeContract(store, kind, projectId, null, { number, title: "New contract" });
  if (!record) return shown(problemPage("Not saved", "The contract could not be created."), 422);
  return seeOther(`/contracts/${kind}/${store.save(kind, record, PAGE_USER_ID).id}`);
}

function refused(store: Store, kind: ContractKind, contract: Contract, errors: FieldErrors): Answer {
  return shown(contractPage(store, kind, contract, errors), 422);
}

function changeContract(store: Store, kind: ContractKind, contract: Contract, form: Record<string, string>): Answer {
  if (form.action === "delete") {
    const errors = deleteErrors(contract);
    if (hasErrors(errors)) return refused(store, kind, contract, errors);
    store.save(kind, { ...contract, deleted_at: store.clock.next() }, PAGE_USER_ID);
    return seeOther(`/projects/${contract.project_id}`);
  }
  const { vendor, action: _action, ...fields } = form;
  const attributes: Record<string, unknown> = { ...fields };
  if (fields.retainage_percent === "") attributes.retainage_percent = null;
  if (vendor !== undefined) attributes.vendor_id = vendor === "" ? null : Number.parseInt(vendor, 10) || 0;
  const { record, errors } = writeContract(store, kind, contract.project_id, contract, attributes);
  if (errors) return refused(store, kind, contract, errors);
  store.save(kind, record, PAGE_USER_ID);
  return seeOther(`/contracts/${kind}/${contract.id}`);
}

function changeLine(
  store: Store,
  kind: ContractKind,
  contract: Contract,
  lineId: string | undefined,
  form: Record<string, string>,
): Answer {
  const line = contract.line_items.find((candidate) => String(candidate.id) === lineId) ?? null;
  if (lineId !== undefined && !line) return shown(problemPage("Not found", "There is no such line."), 404);
  const others = contract.line_items.filter((candidate) => candidate.id !== line?.id);
  if (form.action === "remove") {
    if (isSynced(contract)) return refused(store, kind, contract, { base: [LOCKED] });
    saveLines(store, kind, contract, others, PAGE_USER_ID);
    return seeOther(`/contracts/${kind}/${contract.id}`);
  }
  const { record, errors } = writeLine(store, kind, contract, line, lineAttributes(store, contract, form));
  if (errors) return refused(store, kind, contract, errors);
  const lines = line
    ? contract.line_items.map((other) => (other.id === line.id ? record : other))
    : [...others, record];
  saveLines(store, kind, contract, lines, PAGE_USER_ID);
  return seeOther(`/contracts/${kind}/${contract.id}`);
}

/** Codes are typed as people know them; an unknown one becomes an id that does not exist. */
function lineAttributes(store: Store, contract: Contract, form: Record<string, string>): Record<string, unknown> {
  const { code = "", type = "", action: _action, ...fields } = form;
  const attributes: Record<string, unknown> = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== ""),
  );
  attributes.description = fields.description ?? "";
  attributes.uom = fields.uom ?? "";
  const companyId = store.get("projects", contract.project_id)?.company_id ?? 0;
  const costCode = store
    .within("cost_codes", contract.project_id)
    .find((candidate) => (candidate.full_code ?? candidate.code) === code);
  const lineItemType = store.within("line_item_types", companyId).find((candidate) => candidate.code === type);
  attributes.cost_code_id = code === "" ? null : (costCode?.id ?? 0);
  attributes.line_item_type_id = type === "" ? null : (lineItemType?.id ?? 0);
  return attributes;
}
