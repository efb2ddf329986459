import { z } from "zod";
import { pruneEpisodes } from "#lib/db/cause-episodes.ts";
import { withCompany } from "#lib/db/database.ts";
import { pruneRowHistory } from "#lib/db/row-history.ts";
import { defineJob } from "#lib/jobs/define-job.ts";

/** Earlier rows of the mirror, and times of causes, are kept for 400 days: a year's close and its audit. Removed in small pieces. */
export const pruneHistory = defineJob({
  name: "mirror.prune",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db }, { companyId }) {
    for (;;) {
      const removed = await withCompany(db, companyId, async (tx) => [
        await pruneRowHistory(tx, companyId, { days: 400, limit: 5000 }),
        await pruneEpisodes(tx, companyId, 400, 5000),
      ]);
      if (removed.every((count) => count < 5000)) return;
    }
  },
});
