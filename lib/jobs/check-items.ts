import { z } from "zod";
import { withCompany } from "#lib/db/database.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { readItemsToCheck } from "#lib/db/items.ts";
import { noteFollowed } from "#lib/db/sage-refresh.ts";
import { defineJob } from "#lib/jobs/define-job.ts";
import { assessAndStore } from "#lib/preflight/assess-items.ts";

/** Renews the findings of items whose mirror, links or settings moved, in small pieces so that nobody waits for a lock. */
export const checkItems = defineJob({
  name: "items.check",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db }, { companyId }) {
    for (;;) {
      const count = await withCompany(db, companyId, async (tx) => {
        const items = await readItemsToCheck(tx, companyId, 50);
        if (items.length > 0) await assessAndStore(tx, await readFactsBase(tx, companyId), items);
        await noteFollowed(tx, companyId, "check", { count: items.length, isDone: items.length < 50 });
        return items.length;
      });
      if (count < 50) return;
    }
  },
});
