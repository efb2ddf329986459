import { z } from "zod";
import {
  badRequest,
  created,
  fieldErrors,
  invalid,
  noContent,
  notFound,
  ok,
  tooLarge,
} from "#lib/simulators/procore/answer.ts";
import type { RestCall, RestRoute } from "#lib/simulators/procore/rest-call.ts";
import { idParam, SERVICE_USER_ID, scopeValue, visibleProject } from "#lib/simulators/procore/rest-call.ts";
import type { Delivery, Hook } from "#lib/simulators/procore/webhook-sender.ts";
import { WEBHOOK_RESOURCES } from "#lib/simulators/procore/webhook-sender.ts";

const BASE = "/rest/v1.0/webhooks";
const BULK_LIMIT = 500;

const hookSchema = z.object({
  namespace: z
    .string()
    .regex(/^[a-z0-9-]+$/, "is lowercase letters, digits and hyphens")
    .default("default"),
  destination_url: z.url("is not a valid URL"),
  destination_headers: z.record(z.string(), z.string()).default({}),
});

const RESOURCE_NAMES = Object.values(WEBHOOK_RESOURCES).map((resource) => resource.name);

const triggerSchema = z.object({
  resource_name: z.string().refine((name) => RESOURCE_NAMES.includes(name), "is not a webhook resource"),
  event_type: z.enum(["create", "update", "delete"], "is not included in the list"),
});

export const webhookRoutes: RestRoute[] = [
  {
    method: "GET",
    path: `${BASE}/resources`,
    handle: () => ok(Object.values(WEBHOOK_RESOURCES).map((resource) => ({ ...resource, payload_version: "v4.0" }))),
  },
  { method: "GET", path: `${BASE}/hooks`, handle: (call) => ok(hooksOf(call).map(shapeHook)) },
  { method: "POST", path: `${BASE}/hooks`, handle: createHook },
  { method: "GET", path: `${BASE}/hooks/:hook`, handle: (call) => ok(shapeHook(hookOf(call))) },
  {
    method: "DELETE",
    path: `${BASE}/hooks/:hook`,
    handle(call) {
      call.store.remove("hooks", hookOf(call).id, SERVICE_USER_ID);
      return noContent;
    },
  },
  { method: "GET", path: `${BASE}/hooks/:hook/triggers`, handle: (call) => ok(hookOf(call).triggers) },
  {
    method: "POST",
    path: `${BASE}/hooks/:hook/triggers`,
    handle: (call) => created(addTriggers(call, [call.body.trigger])[0]),
  },
  {
    method: "POST",
    path: `${BASE}/hooks/:hook/triggers/bulk`,
    handle(call) {
      if (!call.rows) throw badRequest("an array of triggers is expected");
      if (call.rows.length > BULK_LIMIT) throw tooLarge(`At most ${BULK_LIMIT} triggers at a time.`);
      return created(addTriggers(call, call.rows));
    },
  },
  { method: "DELETE", path: `${BASE}/hooks/:hook/triggers/:trigger`, handle: removeTrigger },
  { method: "GET", path: `${BASE}/hooks/:hook/deliveries`, handle: (call) => ok(deliveriesOf(call)) },
];

function hooksOf(call: RestCall): readonly Hook[] {
  const projectId = scopeValue(call, "project_id");
  const hooks = call.store.within("hooks", call.companyId);
  return projectId === null ? hooks : hooks.filter((hook) => hook.project_id === projectId);
}

function hookOf(call: RestCall): Hook {
  const hook = call.store.get("hooks", idParam(call, "hook"));
  if (hook?.company_id !== call.companyId) throw notFound();
  return hook;
}

function createHook(call: RestCall) {
  const parsed = hookSchema.safeParse(call.body.hook);
  if (!parsed.success) throw invalid(fieldErrors(parsed.error));
  const projectId = scopeValue(call, "project_id");
  if (projectId !== null) visibleProject(call, projectId);
  const hook = { ...parsed.data, company_id: call.companyId, project_id: projectId, triggers: [] };
  return created(shapeHook(call.store.save("hooks", hook, SERVICE_USER_ID)));
}

function addTriggers(call: RestCall, rows: unknown[]) {
  const hook = hookOf(call);
  const added = rows.map((row) => {
    const parsed = triggerSchema.safeParse(row);
    if (!parsed.success) throw invalid(fieldErrors(parsed.error));
    return { id: call.store.newId(), ...parsed.data };
  });
  call.store.save("hooks", { ...hook, triggers: [...hook.triggers, ...added] }, SERVICE_USER_ID);
  return added;
}

function removeTrigger(call: RestCall) {
  const hook = hookOf(call);
  const triggers = hook.triggers.filter((trigger) => trigger.id !== idParam(call, "trigger"));
  if (triggers.length === hook.triggers.length) throw notFound();
  call.store.save("hooks", { ...hook, triggers }, SERVICE_USER_ID);
  return noContent;
}

function shapeHook(hook: Hook) {
  return {
    id: hook.id,
    owned_by:
      hook.project_id == null
        ? { company_id: hook.company_id }
        : { company_id: hook.company_id, project_id: hook.project_id },
    namespace: hook.namespace,
    destination_url: hook.destination_url,
    api_version: "v4.0",
  };
}

/** The deliveries list pages with page_size and page_start, unlike every other list. */
function deliveriesOf(call: RestCall) {
  const hook = hookOf(call);
  const query = call.url.searchParams;
  const wanted = query.get("filters[status]");
  const start = Number(query.get("page_start") ?? 0) || 0;
  const size = Number(query.get("page_size") ?? 100) || 100;
  const found = call.webhooks.deliveries.filter(
    (delivery) => delivery.hook_id === hook.id && (wanted === null || delivery.status === wanted),
  );
  return found.slice(start, start + size).map(shapeDelivery);
}

function shapeDelivery({ enqueuedMs, ...delivery }: Delivery) {
  return { ...delivery, enqueued_at: new Date(enqueuedMs).toISOString() };
}
