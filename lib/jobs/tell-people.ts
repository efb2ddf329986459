import { z } from "zod";
import { withCompany } from "#lib/db/database.ts";
import { defineJob } from "#lib/jobs/define-job.ts";
import { tellPeople as tell } from "#lib/preflight/tell-people.ts";

/** Tells people what happened since the last time: notices, and the mails about them. */
export const tellPeople = defineJob({
  name: "notices.tell",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db, mail, address, linkTokenOf }, { companyId }) {
    const outside = { address, hasMailServer: mail !== null, linkTokenOf };
    while (await withCompany(db, companyId, (tx) => tell(tx, companyId, outside)));
  },
});
