import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { oncePerItem } from "#lib/db/earlier-decisions.ts";
import { lockItems } from "#lib/db/items.ts";
import { liftAll } from "#lib/preflight/holds.ts";
import { ItemRefs, type RowsAnswer } from "#lib/views/inputs.ts";
import { answerRow } from "#lib/views/rows.ts";

/** Lifts holds before their time: whoever may hold may lift, also what somebody else holds. */
export const liftHoldsCommand = defineCommand({
  name: "item.lift_hold",
  needs: "item.hold",
  input: ItemRefs,
  touches: ["inbox.page", "item.view", "outbox.page", "shell.view"],
  async run({ tx, companyId, actor }, input): Promise<Outcome<RowsAnswer>> {
    const ids = oncePerItem(input.items).map((entry) => entry.itemId);
    const items = await lockItems(tx, companyId, ids);
    const lifted: string[] = [];
    const answers = ids.map((id) => {
      const item = items.get(id);
      if (!item) return answerRow(id, refuse("item.unknown"));
      const right = can(actor, "item.hold", { recordType: item.recordType });
      if (!right.ok) return answerRow(id, right);
      if (!item.isOnHold) return answerRow(id, refuse("hold.none", { number: item.number }));
      lifted.push(id);
      return answerRow(id, ok(item.version));
    });
    if (lifted.length > 0) await liftAll(tx, companyId, actor, lifted, "");
    return ok({ rows: answers, done: lifted.length, releaseAt: null });
  },
});
