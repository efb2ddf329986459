import { z } from "zod";
import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { startChainCheck } from "#lib/db/chain-check.ts";

/** Has the worker recompute the company's record from its first event on; one check at a time. */
export const verifyChainCommand = defineCommand({
  name: "history.verify",
  needs: "history.verify",
  input: z.strictObject({}),
  touches: ["history.chain"],
  open: {
    about: "Has the company's record recomputed from its first event on; history.chain shows how far it is.",
    example: {},
  },
  async run({ tx, companyId, actor }): Promise<Outcome<{ isNew: boolean }>> {
    const askedBy = actor.kind === "person" || actor.kind === "worker" ? actor.name : "Countersign";
    return ok({ isNew: await startChainCheck(tx, companyId, actor, askedBy) });
  },
});
