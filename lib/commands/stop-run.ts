import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { askStop, readRun } from "#lib/db/accept-runs.ts";
import { RunRef } from "#lib/views/accept-runs.ts";

/** Stops a run before its next part, whoever decided it: a brake for every accountant, because nothing goes anywhere by it. What was accepted stays accepted and is taken back by its batches. */
export const stopRun = defineCommand({
  name: "run.stop",
  needs: "export.decide",
  input: RunRef,
  touches: ["inbox.page", "run.page", "run.list"],
  async run({ tx, companyId, actor }, { runId }): Promise<Outcome<{ number: number }>> {
    const run = await readRun(tx, companyId, runId);
    if (!run || actor.kind !== "person") return refuse("run.unknown");
    if (run.finishedAt !== null) return refuse("run.over", { number: String(run.number) });
    if (run.status === "running") await askStop(tx, companyId, actor, run);
    return ok({ number: run.number });
  },
});
