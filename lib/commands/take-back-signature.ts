import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { lockItems } from "#lib/db/items.ts";
import { readSignatures, takeBackSignature } from "#lib/db/signatures.ts";
import { ItemRef } from "#lib/views/inputs.ts";

/** Takes the own first signature of an item back, as long as nobody gave the second. */
export const takeBackSignatureCommand = defineCommand({
  name: "item.take_back_signature",
  needs: "export.decide",
  input: ItemRef,
  touches: ["inbox.page", "item.view"],
  async run({ tx, companyId, actor }, { itemId, seenVersion }): Promise<Outcome<{ version: number }>> {
    const item = (await lockItems(tx, companyId, [itemId])).get(itemId);
    if (!item) return refuse("item.unknown");
    const right = can(actor, "export.decide", { recordType: item.recordType });
    if (!right.ok) return right;
    const first = (await readSignatures(tx, companyId, [itemId], "waiting")).get(itemId);
    if (actor.kind !== "person" || first?.personId !== actor.personId)
      return refuse("accept.no_signature", { number: item.number });
    if (item.version !== seenVersion) return refuse("item.changed");
    await takeBackSignature(tx, companyId, item, first.decisionId);
    await appendAudit(tx, companyId, actor, [{ itemId, event: { kind: "item.signature_taken_back" } }]);
    return ok({ version: item.version + 1 });
  },
});
