import { z } from "zod";
import { recordEpisodes } from "#lib/db/cause-episodes.ts";
import { readCauses } from "#lib/db/causes.ts";
import { withCompany } from "#lib/db/database.ts";
import { defineJob } from "#lib/jobs/define-job.ts";

/** Writes down when a cause began to hold items up and when it ended: what Sync health shows as its history. */
export const watchCauses = defineJob({
  name: "causes.watch",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db }, { companyId }) {
    await withCompany(db, companyId, async (tx) => {
      const { causes, hasMore } = await readCauses(tx, companyId);
      await recordEpisodes(tx, companyId, causes, !hasMore);
    });
  },
});
