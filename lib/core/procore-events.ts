/**
 * Events of Procore's webhooks (domain/procore-rest-api.md 6). An event carries no record and proves nothing: it says where to
 * look, and the reading there decides.
 */

/** Lists that may have changed with a resource, by Procore's name of it; names of line items count as those of their holder. */
const listsOf: Readonly<Record<string, readonly string[]>> = {
  "Company Vendors": ["vendors"],
  Projects: ["projects"],
  "Work Order Contracts": ["work_order_contracts"],
  "Work Order Contract Line Items": ["work_order_contracts"],
  "Purchase Order Contracts": ["purchase_order_contracts"],
  "Purchase Order Contract Line Items": ["purchase_order_contracts"],
  "Change Order Packages": ["change_order_packages", "prime_contract_change_orders"],
  "Prime Contracts": ["prime_contract_change_orders"],
  "Sub Jobs": ["sub_jobs"],
  "Budget Line Items": ["budgets", "cost_forecasts"],
  "Budget Changes": ["budget_changes"],
  Requisitions: ["requisitions"],
  "Contract Payments": ["contract_payments"],
};

/** Resources that are worth a trigger, where Procore offers them. */
export const watchedResources: readonly string[] = Object.keys(listsOf);

/** Where an event says that something happened; `projectId` null: in the company. */
export type SourceEvent = { readonly id: string; readonly projectId: string | null; readonly lists: readonly string[] };

/** Reads an event of any payload version; null when it is none, or of a resource that is of no interest here. */
export function readSourceEvent(body: unknown): SourceEvent | null {
  if (typeof body !== "object" || body === null) return null;
  const event = body as Record<string, unknown>;
  const id = textOf(event.ulid ?? event.id);
  const name = textOf(event.resource_type ?? event.resource_name);
  const lists = Object.hasOwn(listsOf, name) ? (listsOf[name] ?? []) : [];
  if (id === "" || lists.length === 0) return null;
  // An event of a project may be the company's own and name the project as its record.
  const project = textOf(event.project_id) || (name === "Projects" ? textOf(event.resource_id) : "");
  return { id, projectId: /^[1-9]\d{0,18}$/.test(project) ? project : null, lists };
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value).slice(0, 100) : "";
}
