import { z } from "zod";
import { type Database, type Tx, withCompany } from "#lib/db/database.ts";
import { lockWatch, moveWatch, readHorizon, readProved, readTouched } from "#lib/db/drift.ts";
import { defineJob } from "#lib/jobs/define-job.ts";
import { compareProofs } from "#lib/preflight/compare-proofs.ts";
import { reconcileKinds } from "#lib/preflight/reconcile-projects.ts";

const batch = 300;

/**
 * Compares what was proved with what the mirror shows now, where either moved since the last time: records that differ open
 * a difference, records that are equal again close theirs. Nothing is written to Sage or Procore.
 */
export const watchDrift = defineJob({
  name: "drift.watch",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db }, { companyId }) {
    const read = await withCompany(db, companyId, async (tx) => {
      const horizon = await readHorizon(tx, companyId);
      return (
        horizon && {
          ...horizon,
          touched: await readTouched(tx, companyId, reconcileKinds, await lockWatch(tx, companyId)),
        }
      );
    });
    if (!read) return;
    for (let start = 0; start < read.touched.length; start += batch)
      await withCompany(db, companyId, (tx) =>
        compareProofs(tx, companyId, read.touched.slice(start, start + batch), read.readable),
      );
    await withCompany(db, companyId, (tx) => moveWatch(tx, companyId, { seenUntil: read.now }));
    while (await compareNextProofs(db, companyId, read.readable));
  },
});

/** The next proofs that were read again since; answers whether there are more. */
async function compareNextProofs(db: Database, companyId: string, readable: string): Promise<boolean> {
  return await withCompany(db, companyId, async (tx: Tx) => {
    const { provedUntil } = await lockWatch(tx, companyId);
    const { itemIds, until, hasMore } = await readProved(tx, companyId, provedUntil, readable, batch);
    await compareProofs(tx, companyId, itemIds, readable);
    await moveWatch(tx, companyId, { provedUntil: until });
    return hasMore;
  });
}
