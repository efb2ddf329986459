import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { advance, lockExports } from "#lib/db/exports.ts";
import { lockItems } from "#lib/db/items.ts";
import { ItemRef } from "#lib/views/inputs.ts";
import { moved } from "#lib/views/rows.ts";

/** Withdraws the wish to unlink, whoever had it: the item stays synced and Sage is no longer watched. */
export const keepItem = defineCommand({
  name: "item.keep_linked",
  needs: "export.resolve",
  input: ItemRef,
  touches: ["inbox.page", "item.view", "shell.view"],
  async run({ tx, companyId, actor }, input): Promise<Outcome<{ version: number }>> {
    const item = (await lockItems(tx, companyId, [input.itemId])).get(input.itemId);
    if (!item) return refuse("item.unknown");
    const right = can(actor, "export.resolve", { recordType: item.recordType });
    if (!right.ok) return right;
    if (item.state !== "synced") return { ok: false, refusal: moved(item) };
    if (item.version !== input.seenVersion) return refuse("item.changed");
    const [stored] = await lockExports(tx, companyId, { itemIds: [item.id] });
    if (!stored) return refuse("item.unknown");
    const cause = { kind: "item.unlink_withdrawn" as const, erpId: stored.erpId };
    const kept = await advance(tx, companyId, actor, stored, { kind: "keep" }, cause);
    if (!kept.isRefused) return ok({ version: item.version });
    return stored.state.status === "unlinking"
      ? refuse("unlink.gone", { erpId: stored.erpId })
      : refuse("unlink.not_asked", { number: item.number });
  },
});
