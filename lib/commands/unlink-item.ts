import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { step } from "#lib/core/workflow.ts";
import { advance, databaseNow, lockExports } from "#lib/db/exports.ts";
import { lockItems, readItem } from "#lib/db/items.ts";
import { dependentIds, readUnlinkGuide } from "#lib/preflight/unlink-guide.ts";
import { ItemRef } from "#lib/views/inputs.ts";
import { moved } from "#lib/views/rows.ts";

/**
 * The wish to unlink a synced item: from now on Sage is watched, and the item opens by itself once its record is gone there.
 * What was linked without being sent opens at once; its record stays in Sage.
 * What belongs to it is locked with it, so that nobody accepts a child at the same moment.
 */
export const unlinkItem = defineCommand({
  name: "item.unlink",
  needs: "export.resolve",
  input: ItemRef,
  touches: ["inbox.page", "item.view", "shell.view"],
  async run({ tx, companyId, actor }, input): Promise<Outcome<{ version: number }>> {
    const seen = await readItem(tx, companyId, input.itemId);
    if (!seen) return refuse("item.unknown");
    const ids = [seen.id, ...(await dependentIds(tx, companyId, seen))];
    const item = (await lockItems(tx, companyId, ids)).get(seen.id) ?? seen;
    const allowed = step(item.state, "unlink", actor, { recordType: item.recordType });
    if (!allowed.ok) return allowed.refusal.code === "item.state" ? { ok: false, refusal: moved(item) } : allowed;
    if (item.version !== input.seenVersion) return refuse("item.changed");
    const [stored] = await lockExports(tx, companyId, { itemIds: [item.id] });
    if (!stored) return refuse("item.unknown");
    const { isLookOnly } = stored.state;
    const { closed, children } = await readUnlinkGuide(tx, companyId, item, stored.documentSha256, isLookOnly);
    const refusal = closed ?? children;
    if (refusal) return { ok: false, refusal };
    const now = await databaseNow(tx);
    const cause = isLookOnly ? null : { kind: "item.unlink_asked" as const, erpId: stored.erpId };
    const asked = await advance(tx, companyId, actor, stored, { kind: "unlink", now }, cause);
    if (asked.isRefused) return refuse("unlink.asked", { number: item.number, erpId: stored.erpId });
    return ok({ version: isLookOnly ? item.version + 1 : item.version });
  },
});
