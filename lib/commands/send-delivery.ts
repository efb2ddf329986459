import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { shownAddress } from "#lib/core/webhook-forms.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { sendDeliveryAgain } from "#lib/db/webhooks.ts";
import { SendDeliveryAgain } from "#lib/views/inputs.ts";

/** Sends a delivery of a webhook again: the same body under the same id, signed anew. */
export const sendDelivery = defineCommand({
  name: "webhook.send_again",
  needs: "settings.change",
  input: SendDeliveryAgain,
  touches: ["webhook.list", "webhook.deliveries"],
  async run({ tx, companyId, actor }, { deliveryId }): Promise<Outcome<{ deliveryId: string }>> {
    const again = await sendDeliveryAgain(tx, companyId, deliveryId);
    if (!again) return refuse("webhook.unknown");
    const { event, form } = again;
    const url = shownAddress(form, again.url);
    await appendAudit(tx, companyId, actor, [{ event: { kind: "webhook.sent_again", deliveryId, url, event } }]);
    return ok({ deliveryId });
  },
});
