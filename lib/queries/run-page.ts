import { z } from "zod";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { readRun, readRunBatches, readRunOut } from "#lib/db/accept-runs.ts";
import { readNow } from "#lib/db/inbox.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { RunPage } from "#lib/views/accept-runs.ts";

/** One run: what was decided, how far it is, its batches, and what was not accepted, page by page. */
export const runPage = defineQuery({
  name: "run.page",
  needs: "outbox.read",
  input: z.object({
    runId: z.uuid(),
    after: z.coerce.number().int().min(0).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  async run({ tx, companyId }, { runId, after = 0, limit }): Promise<Outcome<RunPage>> {
    const run = await readRun(tx, companyId, runId);
    if (!run) return refuse("run.unknown");
    const out = await readRunOut(tx, companyId, runId, after, limit + 1);
    const page = out.slice(0, limit);
    const { personId: _, ...shown } = run;
    return ok({
      ...shown,
      batches: await readRunBatches(tx, companyId, runId),
      rows: page.map(({ itemId, number, title, why }) => ({ itemId, number, title, why })),
      next: out.length > limit ? String(page.at(-1)?.position) : null,
      now: await readNow(tx),
    });
  },
});
