import type { FieldErrors } from "#lib/simulators/procore/answer.ts";
import { contractTotals } from "#lib/simulators/procore/contract-shape.ts";
import type { Contract, ContractKind, Line } from "#lib/simulators/procore/data-file.ts";
import type { Markup } from "#lib/simulators/procore/page-html.ts";
import { html, page } from "#lib/simulators/procore/page-html.ts";
import { contractCrumbs, syncedBanner } from "#lib/simulators/procore/pages.ts";
import { PURCHASE_ORDER_STATUSES, WORK_ORDER_STATUSES } from "#lib/simulators/procore/statuses.ts";
import type { Store } from "#lib/simulators/procore/store.ts";

const SUGGESTED = 1000;

const STATUSES = {
  work_order_contracts: WORK_ORDER_STATUSES,
  purchase_order_contracts: PURCHASE_ORDER_STATUSES,
} as const;

export function contractPage(store: Store, kind: ContractKind, contract: Contract, errors: FieldErrors | null): string {
  const title = [contract.number, contract.title].filter(Boolean).join(" · ") || `Contract ${contract.id}`;
  const content = html`${errors && errorList(errors)}${syncedBanner(contract)}
${headerForm(store, kind, contract)}${totals(contract)}
<h2>Schedule of values</h2><div class="scroll"><table>
<thead><tr><th>Cost code</th><th>Type</th><th>Description</th><th>Quantity</th><th>Unit</th><th>Unit cost</th><th class="amount">Amount</th><th></th></tr></thead>
<tbody>${contract.line_items.map((line) => lineRow(store, kind, contract, line))}${lineRow(store, kind, contract, null)}</tbody></table></div>
${suggestions(store, contract)}<p class="soft">Last changed ${contract.updated_at}</p>`;
  return page(title, contractCrumbs(store, contract), content);
}

function errorList(errors: FieldErrors): Markup {
  return html`<div class="errors" role="alert">${Object.entries(errors).map(([field, words]) => html`<div>${field.replaceAll("_", " ")} ${words.join(", ")}</div>`)}</div>`;
}

function headerForm(store: Store, kind: ContractKind, contract: Contract): Markup {
  const vendor = store.get("vendors", contract.vendor_id);
  const options = STATUSES[kind].map(
    (status) => html`<option${status === contract.status && " selected"}>${status}</option>`,
  );
  return html`<form class="card" method="post" action="/contracts/${kind}/${contract.id}"><div class="grid">
<label>Number <input name="number" value="${contract.number}"></label>
<label>Title <input name="title" value="${contract.title}"></label>
<label>Status <select name="status">${options}</select></label>
<label>Company <input name="vendor" list="vendors" value="${vendor && `${vendor.id} ${vendor.name}`}"></label>
<label>Retainage % <input name="retainage_percent" inputmode="decimal" value="${contract.retainage_percent}"></label>
<label>Description <input name="description" value="${contract.description}"></label>
</div><p class="row"><button class="main">Save</button><button name="action" value="delete">Delete contract</button></p></form>`;
}

function totals(contract: Contract): Markup {
  const sums = contractTotals(contract);
  return html`<section class="grid"><div>Original amount <strong>${sums.grand_total}</strong></div><div>Approved changes <strong>${sums.approved_change_orders}</strong></div>
<div>Revised amount <strong>${sums.revised_contract}</strong></div><div>Accounting method <strong>${contract.accounting_method}</strong></div></section>`;
}

/** The fields of a row belong to its form by id, since a form cannot be a child of a table row. */
function lineRow(store: Store, kind: ContractKind, contract: Contract, line: Line | null): Markup {
  const form = `line-${line?.id ?? "new"}`;
  const path = `/contracts/${kind}/${contract.id}/lines${line ? `/${line.id}` : ""}`;
  const code = store.get("cost_codes", line?.cost_code_id);
  const type = store.get("line_item_types", line?.line_item_type_id);
  const cell = (name: string, label: string, value: string | null | undefined, list?: string) =>
    html`<td><input form="${form}" name="${name}" aria-label="${label}" value="${value}"${list && html` list="${list}"`}></td>`;
  return html`<tr>${cell("code", "Cost code", code && (code.full_code ?? code.code), "codes")}${cell("type", "Type", type?.code, "types")}
${cell("description", "Description", line?.description)}${cell("quantity", "Quantity", line?.quantity)}${cell("uom", "Unit", line?.uom)}
${cell("unit_cost", "Unit cost", line?.unit_cost)}${cell("amount", "Amount", line?.amount)}
<td><form id="${form}" class="row" method="post" action="${path}"><button class="main">${line ? "Save" : "Add"}</button>
${line && html`<button name="action" value="remove">Remove</button>`}</form></td></tr>`;
}

function suggestions(store: Store, contract: Contract): Markup {
  const companyId = store.get("projects", contract.project_id)?.company_id ?? 0;
  const vendors = store.within("vendors", companyId).slice(0, SUGGESTED);
  const codes = store.within("cost_codes", contract.project_id).slice(0, SUGGESTED);
  return html`<datalist id="vendors">${vendors.map((vendor) => html`<option value="${vendor.id} ${vendor.name}"></option>`)}</datalist>
<datalist id="codes">${codes.map((code) => html`<option value="${code.full_code ?? code.code}">${code.name}</option>`)}</datalist>
<datalist id="types">${store.within("line_item_types", companyId).map((type) => html`<option value="${type.code}">${type.name}</option>`)}</datalist>`;
}
