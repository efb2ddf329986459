import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import { readDeliveries } from "#lib/db/webhooks.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { DeliveryPage } from "#lib/views/webhooks.ts";

const pageOf = 30;

/** What was sent to one address outside, newest first, and how far each came. */
export const webhookDeliveries = defineQuery({
  name: "webhook.deliveries",
  needs: "settings.read",
  input: z.object({ webhookId: z.uuid(), after: z.coerce.number().int().optional() }),
  async run({ tx, companyId }, { webhookId, after }) {
    const found = await readDeliveries(tx, companyId, { webhookId, before: after ?? null, limit: pageOf });
    const shown = found.slice(0, pageOf);
    const page: DeliveryPage = {
      rows: shown.map(({ position: _, status: __, doneAt: ___, createdAt: at, ...one }) => ({ at, ...one })),
      next: found.length > pageOf ? String(shown.at(-1)?.position) : null,
    };
    return ok(page);
  },
});
