import { BUDGET_CHANGE_STATUSES } from "#lib/simulators/procore/budget-records.ts";
import { sum } from "#lib/simulators/procore/money.ts";
import type { Markup } from "#lib/simulators/procore/page-html.ts";
import { html } from "#lib/simulators/procore/page-html.ts";
import { PAGE_USER_ID } from "#lib/simulators/procore/rest-call.ts";
import type { Store } from "#lib/simulators/procore/store.ts";

/** The budget of a project with its lock, and its changes with their statuses; nothing where there is none. */
export function budgetSection(store: Store, projectId: number): Markup | false {
  const budget = store.within("budgets", projectId)[0];
  if (!budget) return false;
  const { locked, line_items } = budget;
  const total = sum(line_items.map((line) => line.original_budget_amount));
  const rows = store
    .within("budget_changes", projectId)
    .filter(({ deleted_at }) => !deleted_at)
    .map((change) => {
      const amount = sum(change.adjustment_line_items.map((line) => line.amount));
      const options = BUDGET_CHANGE_STATUSES.map((status) =>
        status === change.status ? html`<option selected>${status}</option>` : html`<option>${status}</option>`,
      );
      return html`<tr><td>${change.number}</td><td>${change.title}</td><td class="amount">${amount}</td>
<td><form class="row" method="post" action="/projects/${projectId}/budget"><input type="hidden" name="change" value="${change.id}"><select name="status" aria-label="Status of change ${change.number}">${options}</select><button>Save</button></form></td></tr>`;
    });
  return html`<h2>Budget <span class="soft">${locked ? "locked" : "unlocked"}, ${line_items.length} lines, ${total}</span></h2>
<form method="post" action="/projects/${projectId}/budget"><button name="lock" value="${locked ? "off" : "on"}">${locked ? "Unlock" : "Lock"} the budget</button></form>
<div class="scroll"><table><thead><tr><th>Budget change</th><th>Title</th><th class="amount">Amount</th><th>Status</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** Locks or unlocks the budget, or gives one of its changes another status; what is not known changes nothing. */
export function changeBudget(store: Store, projectId: number, form: Readonly<Record<string, string>>): void {
  const budget = store.within("budgets", projectId)[0];
  if (budget && (form.lock === "on" || form.lock === "off"))
    store.save("budgets", { ...budget, locked: form.lock === "on" }, PAGE_USER_ID);
  const change = store.within("budget_changes", projectId).find(({ id }) => String(id) === form.change);
  const status = BUDGET_CHANGE_STATUSES.find((one) => one === form.status);
  if (change && status) store.save("budget_changes", { ...change, status }, PAGE_USER_ID);
}
