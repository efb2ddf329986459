import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { shownAddress } from "#lib/core/webhook-forms.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { changeWebhook as storeChange } from "#lib/db/webhooks.ts";
import { ChangeWebhook } from "#lib/views/inputs.ts";

/** Other events for an address outside, or on and off. */
export const changeWebhook = defineCommand({
  name: "webhook.change",
  needs: "settings.change",
  input: ChangeWebhook,
  touches: ["webhook.list", "webhook.deliveries"],
  async run({ tx, companyId, actor }, { webhookId, events, isOn }): Promise<Outcome<{ webhookId: string }>> {
    const changed = await storeChange(tx, companyId, { id: webhookId, events, isOn });
    if (changed === null) return refuse("webhook.unknown");
    const url = shownAddress(changed.form, changed.url);
    await appendAudit(tx, companyId, actor, [{ event: { kind: "webhook.changed", webhookId, url, isOn, events } }]);
    return ok({ webhookId });
  },
});
