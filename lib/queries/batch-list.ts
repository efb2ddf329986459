import { z } from "zod";
import { type BatchOutcome, batchOutcomeOf } from "#lib/core/batch.ts";
import { ok } from "#lib/core/outcome.ts";
import { type ListedBatch, readBatches } from "#lib/db/batches.ts";
import { readNow } from "#lib/db/inbox.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { BatchList, BatchListRow } from "#lib/views/batches.ts";

/** What was accepted as one decision, newest first, and how far each has come. */
export const batchList = defineQuery({
  name: "batch.list",
  needs: "outbox.read",
  open: { about: "Batches, newest first, with their totals." },
  input: z.object({
    after: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(30),
  }),
  async run({ tx, companyId }, { after, limit }) {
    const { batches, next } = await readBatches(tx, companyId, after ?? null, limit);
    const page: BatchList = { rows: batches.map(toRow), next, now: await readNow(tx) };
    return ok(page);
  },
});

function toRow({ id, number, at, by, count, amount, refused, orders }: ListedBatch): BatchListRow {
  const outcomes: Partial<Record<BatchOutcome, number>> = {};
  for (const { status, count: n } of orders) {
    const outcome = batchOutcomeOf(status === null ? null : { status, documentSha256: "" }, "");
    outcomes[outcome] = (outcomes[outcome] ?? 0) + n;
  }
  return { id, number, at, by, count, amount, refused: refused.length, outcomes };
}
