import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { testEvent, webhookEvents } from "#lib/core/webhook-events.ts";
import { bodyOf, shownAddress } from "#lib/core/webhook-forms.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { readCompany } from "#lib/db/facts.ts";
import { nameOf } from "#lib/db/transition.ts";
import { insertDeliveries, insertWebhook } from "#lib/db/webhooks.ts";
import { AddWebhook } from "#lib/views/inputs.ts";

/** An address outside that is told what happens; the first thing it gets is a test. */
export const addWebhook = defineCommand({
  name: "webhook.add",
  needs: "settings.change",
  input: AddWebhook,
  touches: ["webhook.list"],
  async run({ tx, companyId, actor }, { url, form, events }): Promise<Outcome<{ webhookId: string }>> {
    const webhookId = await insertWebhook(tx, companyId, { url, form, events, by: nameOf(actor) });
    const { name: company } = await readCompany(tx, companyId);
    const about = events.map((event) => webhookEvents[event]);
    const sentence = `Countersign tells here what happens at ${company}`;
    const body =
      form === "countersign"
        ? JSON.stringify({ event: testEvent, company: companyId })
        : bodyOf(form, { sentence, about: [about.join(", ")], url: null });
    await insertDeliveries(tx, companyId, [{ webhookId, key: testEvent, event: testEvent, body }]);
    await appendAudit(tx, companyId, actor, [
      { event: { kind: "webhook.added", webhookId, url: shownAddress(form, url), isOn: true, events } },
    ]);
    return ok({ webhookId });
  },
});
