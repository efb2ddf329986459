import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import { readHistory } from "#lib/db/screens.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { describeEvent } from "#lib/views/describe-event.ts";
import type { HistoryPage } from "#lib/views/screens.ts";

/** The company's record of every act, newest first. */
export const historyPage = defineQuery({
  name: "history.page",
  needs: "history.read",
  input: z.object({
    after: z.coerce.number().int().optional(),
    kind: z.string().max(60).optional(),
    who: z.string().max(100).optional(),
    q: z.string().max(100).optional(),
    itemId: z.uuid().optional(),
  }),
  async run({ tx, companyId }, { after, kind, who, q, itemId }) {
    const { events, next } = await readHistory(tx, companyId, {
      before: after ?? null,
      kind: kind || null,
      who: who?.trim() || null,
      q: q?.trim() || null,
      itemId: itemId ?? null,
      limit: 100,
    });
    const page: HistoryPage = {
      rows: events.map((entry) => {
        const { words, details } = describeEvent(entry.event);
        return {
          seq: entry.seq,
          at: entry.at,
          who: entry.who,
          kind: entry.event.kind,
          words,
          details,
          itemId: entry.itemId,
          itemNumber: entry.itemNumber,
          hash: entry.hash,
        };
      }),
      next,
    };
    return ok(page);
  },
});
