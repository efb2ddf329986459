import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { setRefused } from "#lib/db/adoption.ts";
import { lockItems } from "#lib/db/items.ts";
import { RefuseRecord } from "#lib/views/inputs.ts";

/** "Not the same": a record of Sage is not proposed for this document again, until somebody takes that back. */
export const refuseRecord = defineCommand({
  name: "document.refuse",
  needs: "export.decide",
  input: RefuseRecord,
  touches: ["document.page", "document.match", "item.view"],
  async run({ tx, companyId, actor }, input): Promise<Outcome<{ erpId: string }>> {
    const item = (await lockItems(tx, companyId, [input.itemId])).get(input.itemId);
    if (!item) return refuse("item.unknown");
    const { recordType, ownPersonIds } = item;
    const right = can(actor, "export.decide", { recordType, ownPersonIds });
    if (!right.ok) return right;
    await setRefused(tx, companyId, actor, input);
    return ok({ erpId: input.erpId });
  },
});
