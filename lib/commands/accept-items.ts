import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { oncePerItem } from "#lib/db/earlier-decisions.ts";
import { acceptRows } from "#lib/preflight/accept-rows.ts";
import { releaseTime } from "#lib/preflight/release-time.ts";
import { type AcceptAnswer, AcceptItems } from "#lib/views/inputs.ts";

/**
 * Accepts items as one decision, all in one transaction (lib/preflight/accept-rows.ts). They go after the company's undo time,
 * or at the instant that was chosen; nothing is accepted where that is refused.
 */
export const acceptItems = defineCommand({
  name: "item.accept",
  needs: "export.decide",
  input: AcceptItems,
  touches: ["inbox.page", "item.view", "outbox.page", "batch.list", "shell.view"],
  async run(context, { rows, releaseAt }): Promise<Outcome<AcceptAnswer>> {
    const at = await releaseTime(context.tx, context.companyId, oncePerItem(rows).length, releaseAt ?? null);
    return at.ok ? ok(await acceptRows(context, rows, { releaseAt: at.value })) : at;
  },
});
