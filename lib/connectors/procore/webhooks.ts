import type { ProcoreClient } from "#lib/connectors/procore/client.ts";
import { exactBody, idDigits } from "#lib/connectors/procore/exact-body.ts";
import { isRow, listRows } from "#lib/connectors/procore/pages.ts";
import { ProcoreError } from "#lib/connectors/procore/procore-error.ts";
import { watchedResources } from "#lib/core/procore-events.ts";

const HOOKS = "/rest/v1.0/webhooks/hooks";
const VERSION = "v4.0";
const NAMESPACE = "countersign";
const REASONS = ["create", "update", "delete"] as const;

/**
 * Has Procore tell this address what happens in the company (domain/procore-rest-api.md 6.1): one hook with a trigger for
 * every resource that is of interest and that Procore offers; a hook of ours from before is taken away. Answers the names of
 * the resources. Throws ProcoreError.
 */
export async function registerWebhooks(
  client: ProcoreClient,
  to: { readonly url: string; readonly authorization: string },
): Promise<readonly string[]> {
  const scope = { company_id: client.settings.companyId };
  const offered = new Map<string, readonly unknown[]>();
  for await (const row of listRows(client, client.url("/rest/v1.0/webhooks/resources", scope)))
    offered.set(String(row.name), Array.isArray(row.actions) ? row.actions : REASONS);
  await removeOurs(client, scope);
  const company_id = idDigits(scope.company_id);
  const hook = {
    api_version: VERSION,
    namespace: NAMESPACE,
    destination_url: to.url,
    destination_headers: { Authorization: to.authorization },
  };
  const hookId = await post(client, HOOKS, exactBody({ company_id, hook }));
  const names = watchedResources.filter((name) => offered.has(name));
  for (const resource_name of names) {
    for (const event_type of REASONS.filter((reason) => offered.get(resource_name)?.includes(reason))) {
      const body = exactBody({ company_id, api_version: VERSION, trigger: { resource_name, event_type } });
      await post(client, `${HOOKS}/${hookId}/triggers`, body);
    }
  }
  return names;
}

async function removeOurs(client: ProcoreClient, scope: Readonly<Record<string, string>>): Promise<void> {
  const ours: string[] = [];
  for await (const row of listRows(client, client.url(HOOKS, scope)))
    if (row.namespace === NAMESPACE) ours.push(idDigits(String(row.id)).text);
  for (const id of ours)
    await client.send({ method: "DELETE", url: client.url(`${HOOKS}/${id}`, scope), lane: "write" });
}

/** The id of what was made. */
async function post(client: ProcoreClient, path: string, body: string): Promise<string> {
  const { body: made, requestId } = await client.send({
    method: "POST",
    url: client.url(path, {}),
    lane: "write",
    body,
  });
  if (isRow(made) && made.id !== undefined) return idDigits(String(made.id)).text;
  throw new ProcoreError({ kind: "permanent", code: "answer.shape", message: "The answer names no hook.", requestId });
}
