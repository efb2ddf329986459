import type { TestCompany } from "#drizzle/factories/company.ts";

/** For every query an input that names what the company has. For tests only. */
export function queryInputs(
  company: TestCompany,
  { itemId, recordId, batchId }: { itemId: string; recordId: string; batchId: string },
): ReadonlyMap<string, object> {
  return new Map<string, object>([
    ["inbox.page", { tab: "all", project: company.project.id, vendor: company.vendor.id }],
    ["inbox.groups", { tab: "all", group: "vendor", project: company.project.id }],
    ["inbox.assignees", {}],
    ["item.view", { itemId }],
    ["item.changes", { itemId }],
    ["item.stuck", { itemId }],
    ["outbox.page", {}],
    ["batch.list", {}],
    ["batch.page", { batchId }],
    ["project.list", {}],
    ["project.status", { projectId: company.project.id }],
    ["project.costs", { projectId: company.project.id }],
    ["project.jobs", { projectId: company.project.id }],
    ["project.ladder", { projectId: company.project.id }],
    ["import.page", { type: "job" }],
    ["import.record", { recordId }],
    ["reconcile.page", { upTo: "2026-05-31" }],
    ["reconcile.project", { projectId: company.project.id, upTo: "2026-05-31" }],
    ["reconcile.cell", { projectId: company.project.id, measure: "committed", part: "procore" }],
    ["vendor.page", { tab: "linked" }],
    ["vendor.match", { side: "company", id: company.vendor.id }],
    ["vendor.search", { side: "sage", q: "lumen" }],
    ["vendor.link_file", {}],
    ["history.page", { itemId }],
    ["history.chain", {}],
    ["health.view", {}],
    ["settings.view", {}],
    ["settings.changes", {}],
    ["settings.impact", { changes: JSON.stringify({ commitmentDateFormat: "yyyy-mm-dd" }) }],
    ["shell.view", {}],
    ["record.search", { q: "lumen" }],
    ["view.list", {}],
    ["preference.view", {}],
  ]);
}
