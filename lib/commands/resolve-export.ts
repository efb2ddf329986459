import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { step } from "#lib/core/workflow.ts";
import { setRefused } from "#lib/db/adoption.ts";
import { advance, databaseNow, lockExports } from "#lib/db/exports.ts";
import { lockItems } from "#lib/db/items.ts";
import { ResolveExport } from "#lib/views/inputs.ts";
import { moved } from "#lib/views/rows.ts";

/** A person settles what no machine could: it is in Sage (adopt), it is provably not (send again), or it ends here. */
export const resolveExport = defineCommand({
  name: "export.resolve",
  needs: "export.resolve",
  input: ResolveExport,
  touches: ["inbox.page", "item.view", "outbox.page", "shell.view"],
  async run({ tx, companyId, actor }, input): Promise<Outcome<{ version: number }>> {
    const item = (await lockItems(tx, companyId, [input.itemId])).get(input.itemId);
    if (!item) return refuse("item.unknown");
    const allowed = step(item.state, input.as, actor, { recordType: item.recordType });
    if (!allowed.ok) return allowed.refusal.code === "item.state" ? { ok: false, refusal: moved(item) } : allowed;
    if (item.version !== input.seenVersion) return refuse("item.changed");
    const [stored] = await lockExports(tx, companyId, { itemIds: [item.id] });
    if (!stored) return refuse("item.unknown");
    const now = await databaseNow(tx);
    const settled = await advance(
      tx,
      companyId,
      actor,
      stored,
      { kind: "resolve", now, as: input.as },
      { kind: "export.resolved", as: input.as },
    );
    // Not the same document: the record is not proposed for it again.
    if (!settled.isRefused && stored.state.isLookOnly && input.as === "give_up")
      await setRefused(tx, companyId, actor, { itemId: item.id, erpId: stored.erpId, isRefused: true });
    if (settled.isRefused) return { ok: false, refusal: moved(item) };
    return ok({ version: item.version + 1 });
  },
});
