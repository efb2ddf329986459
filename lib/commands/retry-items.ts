import { defineCommand } from "#lib/commands/define-command.ts";
import { firstSignature } from "#lib/core/accept-rules.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import type { Refusal } from "#lib/core/refusals.ts";
import { oncePerItem } from "#lib/db/earlier-decisions.ts";
import { lockExports } from "#lib/db/exports.ts";
import { retryExport } from "#lib/preflight/retry-export.ts";
import { type RetryAnswer, RetryItems, type RetryManyAnswer, type RowOutcome } from "#lib/views/inputs.ts";
import { answerRow, signedRow } from "#lib/views/rows.ts";

/**
 * Tries the failed exports of one cause again: each by the rules of one alone and with an answer of its own, also signed by
 * the first of two. What is refused leaves nothing behind and keeps nobody else back; a repeated order does nothing twice.
 */
export const retryItems = defineCommand({
  name: "export.retry_many",
  needs: "export.decide",
  input: RetryItems,
  touches: ["inbox.page", "item.view", "outbox.page", "shell.view", "cause.list", "cause.view"],
  async run({ tx, companyId, actor }, input): Promise<Outcome<RetryManyAnswer>> {
    const asked = oncePerItem(input.rows);
    // All of them before the first one writes into the record: whoever waits for an item then holds nothing of ours.
    await lockExports(tx, companyId, { itemIds: asked.map((entry) => entry.itemId) });
    const answers: RowOutcome[] = [];
    for (const entry of asked) {
      const outcome = await tx
        .transaction(async (inner) => {
          const tried = await retryExport({ tx: inner, companyId, actor }, entry);
          if (!tried.ok) throw new Refused(tried.refusal);
          return tried;
        })
        .catch((error: unknown): Outcome<RetryAnswer> => {
          if (error instanceof Refused) return { ok: false, refusal: error.refusal };
          throw error;
        });
      answers.push(rowOf(entry.itemId, outcome));
    }
    const signed = answers.filter((answer) => answer.code === firstSignature).length;
    const done = answers.filter((answer) => answer.isDone).length - signed;
    return ok({ rows: answers, done, signed, releaseAt: null });
  },
});

function rowOf(itemId: string, outcome: Outcome<RetryAnswer>): RowOutcome {
  if (!outcome.ok) return answerRow(itemId, outcome);
  const { version, isSigned } = outcome.value;
  return isSigned ? signedRow(itemId, version) : answerRow(itemId, ok(version));
}

class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super("refused");
    this.refusal = refusal;
  }
}
