import { z } from "zod";
import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { askForHooks } from "#lib/db/source-hooks.ts";

/** Has the source tell us what happens in it; the worker registers that, also anew. Refused without a connection. */
export const listenToSource = defineCommand({
  name: "source.listen",
  needs: "settings.change",
  input: z.strictObject({}),
  touches: ["health.view"],
  async run({ tx, companyId, actor }): Promise<Outcome<{ isAsked: true }>> {
    if (!(await askForHooks(tx, companyId, actor))) return refuse("import.unconnected");
    return ok({ isAsked: true });
  },
});
