import { z } from "zod";
import { withCompany } from "#lib/db/database.ts";
import { defineJob } from "#lib/jobs/define-job.ts";
import { writeSummaries as write } from "#lib/preflight/write-summaries.ts";

/** Writes the daily summaries whose hour, by each person's own clock, has come. */
export const writeSummaries = defineJob({
  name: "summaries.write",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db, mail, address, linkTokenOf }, { companyId }) {
    await withCompany(db, companyId, (tx) =>
      write(tx, companyId, { address, hasMailServer: mail !== null, linkTokenOf }),
    );
  },
});
