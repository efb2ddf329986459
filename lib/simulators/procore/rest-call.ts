import type { Answer } from "#lib/simulators/procore/answer.ts";
import { badRequest, forbidden, notFound } from "#lib/simulators/procore/answer.ts";
import type { RecordOf } from "#lib/simulators/procore/data-file.ts";
import type { Store } from "#lib/simulators/procore/store.ts";
import type { WebhookSender } from "#lib/simulators/procore/webhook-sender.ts";

/** The user behind the service account of the application: changes over REST carry this id. */
export const SERVICE_USER_ID = 900;
/** The user behind the pages and the control surface. */
export const PAGE_USER_ID = 901;

export type RestCall = {
  store: Store;
  webhooks: WebhookSender;
  url: URL;
  params: Record<string, string>;
  body: Record<string, unknown>;
  rows: unknown[] | null;
  companyId: number;
};

export type RestRoute = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  /** Answers without the Procore-Company-Id header. */
  companyFree?: boolean;
  handle(call: RestCall): Answer;
};

export function idParam(call: RestCall, name: string): number {
  const text = call.params[name] ?? "";
  if (!/^\d{1,15}$/.test(text)) throw notFound();
  return Number(text);
}

export function scopeValue(call: RestCall, name: string): number | null {
  const value = call.url.searchParams.get(name) ?? call.body[name];
  return value == null || !/^\d{1,15}$/.test(String(value)) ? null : Number(value);
}

export function requireCompany(call: RestCall): number {
  const companyId = scopeValue(call, "company_id");
  if (companyId === null) throw badRequest("param is missing or the value is empty: company_id");
  if (companyId !== call.companyId) throw forbidden("The company of the request is not the company of the header.");
  return companyId;
}

export function requireProject(call: RestCall): RecordOf<"projects"> {
  return visibleProject(call, scopeValue(call, "project_id"));
}

export function visibleProject(call: RestCall, projectId: number | null): RecordOf<"projects"> {
  const project = call.store.get("projects", projectId);
  if (project?.company_id !== call.companyId || !project.permitted || project.deleted_at) throw notFound();
  return project;
}

/** The attributes of a write: `{project_id, vendor: {…}}` unwrapped by the name of the resource. */
export function wrapped(call: RestCall, name: string): Record<string, unknown> {
  const value = call.body[name];
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw badRequest(`param is missing or the value is empty: ${name}`);
  return value as Record<string, unknown>;
}
