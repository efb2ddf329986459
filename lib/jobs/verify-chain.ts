import { z } from "zod";
import { sliceSize } from "#lib/db/chain.ts";
import { stepChainCheck } from "#lib/db/chain-check.ts";
import { withCompany } from "#lib/db/database.ts";
import { defineJob } from "#lib/jobs/define-job.ts";

/** Goes on with the verification of a company's chain, slice by slice; what is done stays done when the worker ends. */
export const verifyChainJob = defineJob({
  name: "chain.verify",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db }, { companyId }) {
    for (let more = true; more; )
      more = await withCompany(db, companyId, (tx) => stepChainCheck(tx, companyId, sliceSize));
  },
});
