import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { testEvent } from "#lib/core/webhook-events.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { nameOf } from "#lib/db/transition.ts";
import { insertDeliveries, insertWebhook } from "#lib/db/webhooks.ts";
import { AddWebhook } from "#lib/views/inputs.ts";

/** An address outside that is told what happens; the first thing it gets is a test. */
export const addWebhook = defineCommand({
  name: "webhook.add",
  needs: "settings.change",
  input: AddWebhook,
  touches: ["webhook.list"],
  async run({ tx, companyId, actor }, { url, events }): Promise<Outcome<{ webhookId: string }>> {
    const webhookId = await insertWebhook(tx, companyId, { url, events, by: nameOf(actor) });
    const body = JSON.stringify({ event: testEvent, company: companyId });
    await insertDeliveries(tx, companyId, [{ webhookId, key: testEvent, event: testEvent, body }]);
    await appendAudit(tx, companyId, actor, [{ event: { kind: "webhook.added", webhookId, url, isOn: true, events } }]);
    return ok({ webhookId });
  },
});
