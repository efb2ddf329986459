import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { reasonOf } from "#lib/core/refusals.ts";
import { webhookEventIds } from "#lib/core/webhook-events.ts";
import { shownAddress } from "#lib/core/webhook-forms.ts";
import { readWebhooks } from "#lib/db/webhooks.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { WebhookList } from "#lib/views/webhooks.ts";

/** The addresses outside that are told what happens. */
export const webhookList = defineQuery({
  name: "webhook.list",
  needs: "settings.read",
  input: z.object({}),
  async run({ tx, companyId, actor }) {
    const right = can(actor, "settings.change");
    const list: WebhookList = {
      rows: (await readWebhooks(tx, companyId)).map(({ events, url, ...webhook }) => ({
        ...webhook,
        url: shownAddress(webhook.form, url),
        events: webhookEventIds.filter((id) => events.includes(id)),
      })),
      reason: right.ok ? null : reasonOf(right.refusal),
    };
    return ok(list);
  },
});
