import type { RecordOf } from "#lib/simulators/procore/data-file.ts";
import { sum } from "#lib/simulators/procore/money.ts";
import type { Markup } from "#lib/simulators/procore/page-html.ts";
import { html, page } from "#lib/simulators/procore/page-html.ts";
import type { Store } from "#lib/simulators/procore/store.ts";

/** Lists that people look at here and do not change: what an integration writes. */
type Column<R> = { name: string; isAmount?: true; value(record: R): string | number | null | undefined };

type BudgetLine = RecordOf<"budgets">["line_items"][number] & { deleted_at?: null };

const SHOWN = 200;

function listOf<R extends { deleted_at?: string | null | undefined }>(
  title: string,
  records: readonly R[],
  columns: readonly Column<NoInfer<R>>[],
): Markup | false {
  const found = records.filter(({ deleted_at }) => !deleted_at);
  if (found.length === 0) return false;
  const head = columns.map(({ name, isAmount }) => html`<th class="${isAmount ? "amount" : ""}">${name}</th>`);
  const rows = found.slice(0, SHOWN).map((record) => {
    const cells = columns.map(
      (column) => html`<td class="${column.isAmount ? "amount" : ""}">${column.value(record)}</td>`,
    );
    return html`<tr>${cells}</tr>`;
  });
  return html`<h2>${title} <span class="soft">${found.length}</span></h2>
<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>${found.length > SHOWN && html`<p class="soft">The first ${SHOWN} of ${found.length}.</p>`}`;
}

const erpId = { name: "ERP id", value: (record: { origin_id?: string | null | undefined }) => record.origin_id };

/** Budget lines, prime contracts, direct costs, sub jobs and codes of a project; nothing of what it does not have. */
export function projectLists(store: Store, projectId: number): readonly (Markup | false)[] {
  const codes = store.within("cost_codes", projectId);
  const codeOf = (id: number | null | undefined) => {
    const code = store.get("cost_codes", id);
    return code ? (code.full_code ?? code.code) : null;
  };
  const subJobOf = (id: number | null | undefined) => store.get("sub_jobs", id)?.code;
  const typeOf = (id: number | null | undefined) => store.get("line_item_types", id)?.code;
  const lines = store.within("budgets", projectId)[0]?.line_items ?? [];
  return [
    listOf("Budget lines", lines as readonly BudgetLine[], [
      { name: "Sub job", value: (line) => subJobOf(store.get("cost_codes", line.cost_code_id)?.sub_job_id) },
      { name: "Cost code", value: (line) => codeOf(line.cost_code_id) },
      { name: "Cost type", value: (line) => typeOf(line.line_item_type_id) },
      { name: "Original budget", isAmount: true, value: (line) => line.original_budget_amount },
    ]),
    listOf("Prime contracts", store.within("prime_contracts", projectId), [
      { name: "Number", value: ({ number }) => number },
      { name: "Title", value: ({ title }) => title },
      { name: "Status", value: ({ status }) => status },
      erpId,
      { name: "Lines", isAmount: true, value: ({ line_items }) => line_items.length },
      { name: "Amount", isAmount: true, value: ({ line_items }) => sum(line_items.map(({ amount }) => amount)) },
    ]),
    listOf("Direct costs", store.within("direct_costs", projectId), [
      { name: "Date", value: ({ direct_cost_date }) => direct_cost_date },
      { name: "Type", value: ({ direct_cost_type }) => direct_cost_type },
      { name: "Description", value: ({ description }) => description },
      { name: "Cost code", value: ({ line_items }) => codeOf(line_items[0]?.cost_code_id) },
      erpId,
      { name: "Amount", isAmount: true, value: ({ line_items }) => sum(line_items.map(({ amount }) => amount)) },
    ]),
    listOf("Sub jobs", store.within("sub_jobs", projectId), [
      { name: "Code", value: ({ code }) => code },
      { name: "Name", value: ({ name }) => name },
      erpId,
    ]),
    listOf("Cost codes", codes, [
      { name: "Sub job", value: ({ sub_job_id }) => subJobOf(sub_job_id) },
      { name: "Code", value: ({ full_code, code }) => full_code ?? code },
      { name: "Name", value: ({ name }) => name },
      { name: "Cost types", value: ({ line_item_type_ids: ids }) => ids.map(typeOf).join(", ") },
      erpId,
    ]),
  ];
}

/** What belongs to a company and not to one of its projects. */
export function companyPage(store: Store, company: RecordOf<"companies">): string {
  const insurances = store.within("insurances", company.id);
  const content = [
    listOf("Companies", store.within("vendors", company.id), [
      { name: "Name", value: ({ name }) => name },
      { name: "City", value: (vendor) => vendor.city as string | null | undefined },
      { name: "Active", value: ({ is_active }) => (is_active ? "yes" : "no") },
      erpId,
      {
        name: "Insurances",
        isAmount: true,
        value: ({ id }) => insurances.filter((one) => one.vendor_id === id).length,
      },
    ]),
    listOf("Insurances", insurances, [
      { name: "Company", value: ({ vendor_id }) => store.get("vendors", vendor_id)?.name },
      { name: "Type", value: ({ insurance_type }) => insurance_type },
      { name: "Provider", value: ({ insurance_provider }) => insurance_provider },
      { name: "Policy", value: ({ policy_number }) => policy_number },
      { name: "Expires", value: ({ expiration_date }) => expiration_date },
      erpId,
    ]),
    listOf("Standard cost codes", store.within("standard_cost_codes", company.id), [
      { name: "Code", value: ({ full_code, code }) => full_code ?? code },
      { name: "Name", value: ({ name }) => name },
      erpId,
    ]),
    listOf("Cost types", store.within("line_item_types", company.id), [
      { name: "Code", value: ({ code }) => code },
      { name: "Name", value: ({ name }) => name },
      { name: "Kind", value: ({ base_type }) => base_type },
      erpId,
    ]),
    listOf("Tax codes", store.within("tax_codes", company.id), [
      { name: "Code", value: ({ code }) => code },
      { name: "Description", value: ({ description }) => description },
      { name: "Rate", isAmount: true, value: ({ rate1 }) => rate1 },
      erpId,
    ]),
    listOf("Project templates", store.within("project_templates", company.id), [
      { name: "Name", value: ({ name }) => name },
    ]),
  ];
  return page(company.name, [{ href: "/", label: "Projects" }], html`${content}`);
}
