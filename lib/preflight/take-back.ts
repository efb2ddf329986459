import type { Actor } from "#lib/core/actors.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { step } from "#lib/core/workflow.ts";
import type { Tx } from "#lib/db/database.ts";
import { advance, lockExports, type StoredExport } from "#lib/db/exports.ts";
import { readFactsBase } from "#lib/db/facts.ts";
import { lockItems } from "#lib/db/items.ts";
import { voidDecisions } from "#lib/db/void-decisions.ts";
import { assessAndStore } from "#lib/preflight/assess-items.ts";
import type { RowsAnswer } from "#lib/views/inputs.ts";
import { answerRow } from "#lib/views/rows.ts";

/** Takes accepted items back out of the outbox, row by row; certain until release, and honest after it. */
export async function takeBackAll(
  tx: Tx,
  companyId: string,
  actor: Actor,
  ids: readonly string[],
): Promise<RowsAnswer> {
  const items = await lockItems(tx, companyId, ids);
  const exports = new Map(
    (await lockExports(tx, companyId, { itemIds: ids })).map((stored) => [stored.itemId, stored]),
  );
  const answers = [];
  const back: string[] = [];
  for (const itemId of ids) {
    const [item, stored] = [items.get(itemId), exports.get(itemId)];
    const allowed = item
      ? step(item.state, "take_back", actor, { recordType: item.recordType })
      : refuse("item.unknown");
    const outcome =
      allowed.ok && stored
        ? await takeBack(stored)
        : allowed.ok
          ? refuse<number>("item.unknown")
          : refusedAs(allowed, stored);
    if (outcome.ok) back.push(itemId);
    answers.push(answerRow(itemId, outcome.ok && item ? ok(item.version + 1) : outcome));
  }
  await voidDecisions(tx, companyId, back);
  if (back.length > 0)
    await assessAndStore(tx, await readFactsBase(tx, companyId), [...(await lockItems(tx, companyId, back)).values()]);
  return { rows: answers, done: back.length, releaseAt: null };

  async function takeBack(stored: StoredExport): Promise<Outcome<number>> {
    const taken = await advance(tx, companyId, actor, stored, { kind: "take_back" });
    return taken.isRefused ? released(stored) : ok(0);
  }
}

function refusedAs(allowed: Outcome<unknown>, stored: StoredExport | undefined): Outcome<number> {
  if (allowed.ok) return ok(0);
  return allowed.refusal.code === "item.state" && stored ? released(stored) : allowed;
}

function released(stored: StoredExport): Outcome<number> {
  return refuse("outbox.released", { when: `${new Date(stored.state.releaseAt).toISOString().slice(11, 19)} UTC` });
}
