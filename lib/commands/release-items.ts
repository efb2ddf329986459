import { sql } from "drizzle-orm";
import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { oncePerItem } from "#lib/db/earlier-decisions.ts";
import { databaseNow, lockExports, ring } from "#lib/db/exports.ts";
import { lockItems } from "#lib/db/items.ts";
import { ItemRefs, type RowsAnswer } from "#lib/views/inputs.ts";
import { answerRow, moved } from "#lib/views/rows.ts";

/** Release now: the rest of the undo window is given up. */
export const releaseItems = defineCommand({
  name: "export.release",
  needs: "export.take_back",
  input: ItemRefs,
  touches: ["outbox.page", "item.view", "shell.view"],
  async run({ tx, companyId, actor }, input): Promise<Outcome<RowsAnswer>> {
    const asked = oncePerItem(input.items);
    const ids = asked.map((entry) => entry.itemId);
    const items = await lockItems(tx, companyId, ids);
    const exports = new Map(
      (await lockExports(tx, companyId, { itemIds: ids })).map((stored) => [stored.itemId, stored]),
    );
    const now = await databaseNow(tx);
    const answers = [];
    for (const entry of asked) {
      const [item, stored] = [items.get(entry.itemId), exports.get(entry.itemId)];
      const right = item
        ? can(actor, "export.take_back", { recordType: item.recordType })
        : refuse<true>("item.unknown");
      if (!right.ok || !item) answers.push(answerRow(entry.itemId, right.ok ? refuse("item.unknown") : right));
      else if (item.isOnHold) answers.push(answerRow(entry.itemId, refuse("item.on_hold", { number: item.number })));
      else if (stored?.state.status !== "outbox")
        answers.push(answerRow(entry.itemId, { ok: false, refusal: moved(item) }));
      else {
        const at = new Date(now).toISOString();
        await tx.execute(
          sql`update export set release_at = ${at}, next_check_at = ${at} where company_id = ${companyId} and id = ${stored.id}`,
        );
        await appendAudit(tx, companyId, actor, [{ itemId: item.id, event: { kind: "export.release_advanced" } }]);
        await ring(tx, companyId, [stored.id], now);
        answers.push(answerRow(entry.itemId, ok(item.version)));
      }
    }
    return ok({ rows: answers, done: answers.filter((answer) => answer.isDone).length, releaseAt: null });
  },
});
