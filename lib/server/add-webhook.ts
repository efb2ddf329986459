import "server-only";
import { addWebhook } from "#lib/commands/add-webhook.ts";
import { wordsOf } from "#lib/core/refusals.ts";
import { outgoingSecret } from "#lib/db/webhook-secret.ts";
import { act } from "#lib/server/act.ts";
import { principal } from "#lib/server/session.ts";
import { config } from "#lib/server/wiring.ts";
import type { ActionAnswer } from "#lib/views/inputs.ts";

type Added = { readonly webhookId: string; readonly secret: string };

/** The guarded command, and with its answer the secret: commands do not know the installation's key it is made from. */
export async function addWebhookWithSecret(input: unknown): Promise<ActionAnswer<Added>> {
  const key = config().COUNTERSIGN_KEY;
  if (!key) {
    const code = "webhook.no_key" as const;
    return { ok: false, code, ...wordsOf({ code, params: {} }), details: [] };
  }
  const answer = await act(addWebhook)(input);
  const who = await principal();
  if (!answer.ok || !who) return answer.ok ? { ok: true, value: { ...answer.value, secret: "" } } : answer;
  const { webhookId } = answer.value;
  return { ok: true, value: { webhookId, secret: outgoingSecret(key, who.companyId, webhookId) } };
}
