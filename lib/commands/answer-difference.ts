import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { differenceHash, lockDifference, answerDifference as storeAnswer } from "#lib/db/differences.ts";
import { readItem } from "#lib/db/items.ts";
import { nameOf } from "#lib/db/transition.ts";
import { AnswerDifference } from "#lib/views/inputs.ts";

/**
 * The answer to a change in Sage. Taking Sage's value needs a note and ends the alarm; a change order and restoring stay in
 * view until Sage shows what was accepted. Nothing is written to either system.
 */
export const answerDifference = defineCommand({
  name: "difference.answer",
  needs: "export.resolve",
  input: AnswerDifference,
  touches: ["item.view", "health.view", "reconcile.page"],
  async run({ tx, companyId, actor }, { itemId, answer, seenSha256, note }): Promise<Outcome<{ version: number }>> {
    const item = await readItem(tx, companyId, itemId);
    if (!item) return refuse("item.unknown");
    const right = can(actor, "export.resolve", { recordType: item.recordType });
    if (!right.ok) return right;
    const stored = await lockDifference(tx, companyId, itemId);
    if (!stored) return refuse("difference.none");
    if (differenceHash(stored) !== seenSha256) return refuse("difference.moved", { number: item.number });
    if (answer === "take" && note === "") return refuse("difference.note");
    const status = answer === "take" ? "known" : "watched";
    await storeAnswer(tx, companyId, stored.id, { answer, status, note, by: nameOf(actor) });
    await appendAudit(tx, companyId, actor, [{ itemId, event: { kind: "difference.answered", answer, note } }]);
    return ok({ version: item.version });
  },
});
