import { z } from "zod";
import { withCompany } from "#lib/db/database.ts";
import { claimDelivery, settleDelivery } from "#lib/db/webhooks.ts";
import { defineJob } from "#lib/jobs/define-job.ts";

/** Sends what is due to addresses outside, signed anew each time. A delivery may arrive twice, always under its own id. */
export const deliverWebhooks = defineJob({
  name: "webhooks.deliver",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db, hooks, secretOf, log }, { companyId }) {
    for (;;) {
      const due = await withCompany(db, companyId, (tx) => claimDelivery(tx, companyId));
      if (!due) return;
      const { id, url, form, body, webhookId } = due;
      const fate = await hooks.send({ id, url, form, body, secret: secretOf(companyId, webhookId) });
      await withCompany(db, companyId, (tx) => settleDelivery(tx, companyId, due, fate));
      if (fate.kind !== "sent") log.warn({ companyId, deliveryId: id, words: fate.words }, "a webhook was not taken");
    }
  },
});
