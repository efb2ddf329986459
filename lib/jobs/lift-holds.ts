import { z } from "zod";
import type { Actor } from "#lib/core/actors.ts";
import { withCompany } from "#lib/db/database.ts";
import { defineJob } from "#lib/jobs/define-job.ts";
import { liftDueHolds } from "#lib/preflight/holds.ts";

const worker: Actor = { kind: "worker", name: "Worker" };

/** Lifts the holds of a company whose time or event has come. */
export const liftHolds = defineJob({
  name: "holds.lift",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db }, { companyId }) {
    await withCompany(db, companyId, (tx) => liftDueHolds(tx, companyId, worker));
  },
});
