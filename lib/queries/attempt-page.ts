import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import { type AttemptDbRow, readAllAttempts, readClientChoices } from "#lib/db/attempts.ts";
import { readNow } from "#lib/db/inbox.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { kindWords, recordTypeOfKind } from "#lib/records/registry.ts";
import { describeEvent } from "#lib/views/describe-event.ts";
import { type AttemptOutcome, type AttemptPage, type AttemptRow, attemptOutcomes } from "#lib/views/unknown.ts";

const outcomes = Object.keys(attemptOutcomes) as [AttemptOutcome, ...AttemptOutcome[]];

/** Every attempt at Sage with its tag, times, sync client and outcome, newest first (ux.md 6.7). */
export const attemptPage = defineQuery({
  name: "attempt.page",
  needs: "health.read",
  open: { about: "Attempts to write into Sage, newest first, each with what became of it." },
  input: z.object({
    outcome: z.enum(outcomes).optional(),
    client: z.uuid().optional(),
    q: z.string().max(100).optional(),
    after: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  async run({ tx, companyId }, { outcome, client, q, after, limit }) {
    const scope = { outcome: outcome ?? null, client: client ?? null, q: q?.trim() || null };
    const { rows, next } = await readAllAttempts(tx, companyId, { ...scope, after: after ?? null, limit });
    const page: AttemptPage = {
      rows: rows.map(toRow),
      next,
      clients: await readClientChoices(tx, companyId),
      now: await readNow(tx),
    };
    return ok(page);
  },
});

function toRow(found: AttemptDbRow): AttemptRow {
  const { verdict, evidence, fence, tag } = found;
  const said = verdict && describeEvent({ kind: "export.reported", fence, verdict, isLate: found.isLate });
  return {
    id: `${found.exportId} ${fence}`,
    itemId: found.itemId,
    number: found.number,
    kindLabel: kindWords(recordTypeOfKind(found.sourceKind), found.sourceKind).label,
    // The files of the first attempt carry the tag alone.
    tag: tag === null ? "" : fence === 1 ? tag : `${tag}-${fence}`,
    fence,
    phase: found.mode === "deliver" ? "Deliver" : "Look",
    client: found.client,
    leasedAt: found.leasedAt,
    deadline: found.deadline,
    reportedAt: found.reportedAt,
    outcome: verdict && verdict.kind in attemptOutcomes ? (verdict.kind as AttemptOutcome) : "none",
    isLate: found.isLate,
    words: said?.words ?? "No answer yet",
    details: said?.details ?? [],
    verbatim: verdict ? JSON.stringify({ verdict, evidence }, null, 2).slice(0, 20_000) : null,
  };
}
