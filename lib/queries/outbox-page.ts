import { z } from "zod";
import { ok } from "#lib/core/outcome.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { iso } from "#lib/db/database.ts";
import { readNow } from "#lib/db/inbox.ts";
import { readOutbox, readOutboxTotals } from "#lib/db/screens.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { recordType } from "#lib/records/registry.ts";
import { exportLabelOf, placeOf } from "#lib/views/rows.ts";
import type { OutboxPage } from "#lib/views/screens.ts";

/** Everything accepted and not yet proved, newest first (ux.md 6.3). */
export const outboxPage = defineQuery({
  name: "outbox.page",
  needs: "outbox.read",
  input: z.object({
    after: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  async run({ tx, companyId }, { after, limit }) {
    const { rows, next } = await readOutbox(tx, companyId, after ?? null, limit);
    const totals = await readOutboxTotals(tx, companyId);
    const page: OutboxPage = {
      rows: rows.map((entry) => ({
        id: entry.id,
        version: entry.version,
        number: entry.number,
        title: entry.title,
        amount: entry.amount,
        sageId: entry.erp_id,
        state: entry.state as ItemState,
        typeLabel: recordType(entry.record_type).label.one,
        project: placeOf(entry),
        vendor:
          entry.vendor_id && entry.vendor_name !== null
            ? { id: entry.vendor_id, name: entry.vendor_name, isLinked: entry.is_linked }
            : null,
        status: entry.status,
        statusLabel: exportLabelOf(entry.status),
        releaseAt: iso(entry.release_at),
        acceptedBy: entry.accepted_by,
        acceptedAt: iso(entry.accepted_at),
        note: entry.note,
        canTakeBack: entry.status === "outbox" || entry.status === "waiting",
      })),
      next,
      totals: Object.fromEntries(totals.map((total) => [total.status, { count: total.count, amount: total.amount }])),
      now: await readNow(tx),
    };
    return ok(page);
  },
});
