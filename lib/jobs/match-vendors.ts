import { z } from "zod";
import { sides } from "#lib/core/matching/side.ts";
import { withCompany } from "#lib/db/database.ts";
import { countWords, matchParties, nextToMatch, writeNames } from "#lib/db/link-matching.ts";
import { defineJob } from "#lib/jobs/define-job.ts";

/** Names of a piece, and parties of one; small enough that nobody waits for a lock. */
const [namesAtOnce, partiesAtOnce] = [500, 50];

/** Looks for the proposals of companies and Sage vendors that came, changed, or lost what they were proposed to. */
export const matchVendors = defineJob({
  name: "vendors.match",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db }, { companyId }) {
    let named = 0;
    for (let more = true; more; ) {
      const count = await withCompany(db, companyId, (tx) => writeNames(tx, companyId, namesAtOnce));
      named += count;
      more = count === namesAtOnce;
    }
    if (named > 0) await withCompany(db, companyId, (tx) => countWords(tx, companyId));
    for (const side of sides) {
      for (let more = true; more; ) {
        const count = await withCompany(db, companyId, async (tx) => {
          const ids = await nextToMatch(tx, companyId, side, partiesAtOnce);
          await matchParties(tx, companyId, side, ids);
          return ids.length;
        });
        more = count === partiesAtOnce;
      }
    }
  },
});
