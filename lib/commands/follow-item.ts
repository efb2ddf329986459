import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { setFollow } from "#lib/db/conversation.ts";
import { readItem } from "#lib/db/items.ts";
import { FollowItem } from "#lib/views/inputs.ts";

/** Asks to be told about an item, or not to be told any more. */
export const followItem = defineCommand({
  name: "item.follow",
  needs: "item.read",
  input: FollowItem,
  touches: ["item.talk"],
  async run({ tx, companyId, actor }, { itemId, isOn }): Promise<Outcome<{ isOn: boolean }>> {
    const item = await readItem(tx, companyId, itemId);
    if (!item) return refuse("item.unknown");
    const right = can(actor, "item.read", { projectId: item.projectId });
    if (!right.ok) return right;
    if (actor.kind !== "person") return refuse("access.role", { permission: "follow items", company: "your company" });
    const isChanged = await setFollow(tx, companyId, { itemId, personId: actor.personId, isOn });
    const kind = isOn ? ("item.followed" as const) : ("item.unfollowed" as const);
    if (isChanged) await appendAudit(tx, companyId, actor, [{ itemId, event: { kind } }]);
    return ok({ isOn });
  },
});
