import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { oncePerItem } from "#lib/db/earlier-decisions.ts";
import { takeBackAll } from "#lib/preflight/take-back.ts";
import { ItemRefs, type RowsAnswer } from "#lib/views/inputs.ts";

/** Takes accepted items back out of the outbox; certain until release, and honest after it. */
export const takeBackItems = defineCommand({
  name: "export.take_back",
  needs: "export.take_back",
  input: ItemRefs,
  touches: ["inbox.page", "item.view", "outbox.page", "shell.view"],
  open: {
    about:
      "Takes accepted items back out of the outbox, before their release for certain; rows are answered one by one.",
    refusals: ["item.unknown", "item.moved", "outbox.released", "access.grant"],
    example: { items: [{ itemId: "4b0c9a5e-6a54-4d2f-9f0e-0d5a3a9b7c11", seenVersion: 5 }] },
  },
  async run({ tx, companyId, actor }, input): Promise<Outcome<RowsAnswer>> {
    const ids = oncePerItem(input.items).map((entry) => entry.itemId);
    return ok(await takeBackAll(tx, companyId, actor, ids));
  },
});
