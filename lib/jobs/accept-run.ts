import { z } from "zod";
import { withCompany } from "#lib/db/database.ts";
import { defineJob } from "#lib/jobs/define-job.ts";
import { stepAcceptRun } from "#lib/preflight/step-accept-run.ts";

/** Goes on with the company's run of acceptances, part by part; what is accepted stays so when the worker ends. */
export const acceptRunJob = defineJob({
  name: "accept.run",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db }, { companyId }) {
    for (let more = true; more; ) more = await withCompany(db, companyId, (tx) => stepAcceptRun(tx, companyId));
  },
});
