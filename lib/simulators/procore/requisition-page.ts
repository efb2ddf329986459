import type { Markup } from "#lib/simulators/procore/page-html.ts";
import { html } from "#lib/simulators/procore/page-html.ts";
import { REQUISITION_STATUSES } from "#lib/simulators/procore/requisition-data.ts";
import { thinRequisition } from "#lib/simulators/procore/requisition-shape.ts";
import { PAGE_USER_ID } from "#lib/simulators/procore/rest-call.ts";
import type { Store } from "#lib/simulators/procore/store.ts";

/** The subcontractor invoices of a project; number and status can be changed until one is synced. Nothing where there are none. */
export function requisitionSection(store: Store, projectId: number): Markup | false {
  const all = store.within("requisitions", projectId).filter(({ deleted_at }) => !deleted_at);
  if (all.length === 0) return false;
  const rows = all.map((one) => {
    const { contract_name, vendor_name, summary } = thinRequisition(store, one);
    const options = REQUISITION_STATUSES.map((status) =>
      status === one.status ? html`<option selected>${status}</option>` : html`<option>${status}</option>`,
    );
    const change = html`<form class="row" method="post" action="/projects/${projectId}/requisitions"><input type="hidden" name="id" value="${one.id}">
<input name="number" value="${one.invoice_number ?? ""}" aria-label="Number of invoice ${one.id}"><select name="status" aria-label="Status of invoice ${one.id}">${options}</select><button>Save</button></form>`;
    return html`<tr><td>${one.invoice_number ?? ""}</td><td>${contract_name ?? ""}</td><td>${vendor_name ?? ""}</td>
<td class="amount">${summary.current_payment_due}</td><td>${one.origin_id ? html`synced: ${one.origin_id}` : change}</td></tr>`;
  });
  return html`<h2>Subcontractor invoices</h2>
<div class="scroll"><table><thead><tr><th>Number</th><th>Contract</th><th>Company</th><th class="amount">Payment due</th><th>Status</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** Number and status of an invoice that is not synced; what is not known changes nothing. */
export function changeRequisition(store: Store, projectId: number, form: Readonly<Record<string, string>>): void {
  const found = store.within("requisitions", projectId).find(({ id }) => String(id) === form.id);
  const status = REQUISITION_STATUSES.find((one) => one === form.status);
  if (!found || found.origin_id || !status) return;
  store.save("requisitions", { ...found, status, invoice_number: form.number ?? "" }, PAGE_USER_ID);
}
