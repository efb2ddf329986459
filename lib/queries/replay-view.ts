import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import { readLastReplay, readReplayName } from "#lib/db/replay-runs.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { ReplayView } from "#lib/views/history.ts";

/** What the command that replays the record is called with, and how its last run ended. */
export const replayView = defineQuery({
  name: "history.replay",
  needs: "history.read",
  open: { about: "How the last replay of the record into a test Sage ended, with the totals that differed." },
  input: z.object({}),
  async run({ tx, companyId }) {
    const view: ReplayView = {
      company: await readReplayName(tx, companyId),
      last: await readLastReplay(tx, companyId),
    };
    return ok(view);
  },
});
