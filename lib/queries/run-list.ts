import { z } from "zod";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { readRuns } from "#lib/db/accept-runs.ts";
import { readNow } from "#lib/db/inbox.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { RunList } from "#lib/views/accept-runs.ts";
import { progressOf } from "#lib/views/run-progress.ts";

/** The newest runs of the company, each with how far it is. */
export const runList = defineQuery({
  name: "run.list",
  needs: "outbox.read",
  input: z.object({ limit: z.coerce.number().int().min(1).max(50).default(10) }),
  async run({ tx, companyId }, { limit }): Promise<Outcome<RunList>> {
    return ok({ rows: (await readRuns(tx, companyId, limit)).map(progressOf), now: await readNow(tx) });
  },
});
