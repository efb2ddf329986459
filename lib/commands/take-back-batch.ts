import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { readBatch } from "#lib/db/batches.ts";
import { readBatchOrders } from "#lib/db/outbox.ts";
import { takeBackAll } from "#lib/preflight/take-back.ts";
import { BatchRef, type RowsAnswer } from "#lib/views/inputs.ts";

/** Takes back whatever of a batch still can be, also what the screen has not loaded; the rest is answered row by row. */
export const takeBackBatch = defineCommand({
  name: "batch.take_back",
  needs: "export.take_back",
  input: BatchRef,
  touches: ["inbox.page", "item.view", "outbox.page", "batch.page", "batch.list", "shell.view"],
  open: {
    about: "Takes back whatever of a batch still can be; rows are answered one by one.",
    refusals: ["batch.unknown", "item.moved", "outbox.released", "access.grant"],
    example: { batchId: "4b0c9a5e-6a54-4d2f-9f0e-0d5a3a9b7c11" },
  },
  async run({ tx, companyId, actor }, { batchId }): Promise<Outcome<RowsAnswer>> {
    if (!(await readBatch(tx, companyId, batchId))) return refuse("batch.unknown");
    return ok(await takeBackAll(tx, companyId, actor, await readBatchOrders(tx, companyId, batchId)));
  },
});
