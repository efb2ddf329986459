import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { step } from "#lib/core/workflow.ts";
import { oncePerItem } from "#lib/db/earlier-decisions.ts";
import { advance, lockExports, type StoredExport } from "#lib/db/exports.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { lockItems } from "#lib/db/items.ts";
import { voidDecisions } from "#lib/db/void-decisions.ts";
import { assessAndStore } from "#lib/preflight/assess-items.ts";
import { ItemRefs, type RowsAnswer } from "#lib/views/inputs.ts";
import { answerRow } from "#lib/views/rows.ts";

/** Takes accepted items back out of the outbox; certain until release, and honest after it. */
export const takeBackItems = defineCommand({
  name: "export.take_back",
  needs: "export.take_back",
  input: ItemRefs,
  touches: ["inbox.page", "item.view", "outbox.page", "shell.view"],
  async run({ tx, companyId, actor }, input): Promise<Outcome<RowsAnswer>> {
    const asked = oncePerItem(input.items);
    const ids = asked.map((entry) => entry.itemId);
    const items = await lockItems(tx, companyId, ids);
    const exports = new Map(
      (await lockExports(tx, companyId, { itemIds: ids })).map((stored) => [stored.itemId, stored]),
    );
    const answers = [];
    const back: string[] = [];
    for (const entry of asked) {
      const [item, stored] = [items.get(entry.itemId), exports.get(entry.itemId)];
      const allowed = item
        ? step(item.state, "take_back", actor, { recordType: item.recordType })
        : refuse("item.unknown");
      const outcome =
        allowed.ok && stored
          ? await takeBack(stored)
          : allowed.ok
            ? refuse<number>("item.unknown")
            : refusedAs(allowed, stored);
      if (outcome.ok) back.push(entry.itemId);
      answers.push(answerRow(entry.itemId, outcome.ok && item ? ok(item.version + 1) : outcome));
    }
    await voidDecisions(tx, companyId, back);
    if (back.length > 0)
      await assessAndStore(tx, await readFactsBase(tx, companyId), [
        ...(await lockItems(tx, companyId, back)).values(),
      ]);
    return ok({ rows: answers, done: back.length, releaseAt: null });

    async function takeBack(stored: StoredExport): Promise<Outcome<number>> {
      const taken = await advance(tx, companyId, actor, stored, { kind: "take_back" });
      return taken.isRefused ? released(stored) : ok(0);
    }
  },
});

function refusedAs(allowed: Outcome<unknown>, stored: StoredExport | undefined): Outcome<number> {
  if (allowed.ok) return ok(0);
  return allowed.refusal.code === "item.state" && stored ? released(stored) : allowed;
}

function released(stored: StoredExport): Outcome<number> {
  return refuse("outbox.released", { when: `${new Date(stored.state.releaseAt).toISOString().slice(11, 19)} UTC` });
}
