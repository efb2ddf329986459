import { z } from "zod";
import { sum } from "#lib/core/money.ts";
import { outboxPartIds, underWay } from "#lib/core/outbox-parts.ts";
import { ok } from "#lib/core/outcome.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { iso } from "#lib/db/database.ts";
import { withInstants } from "#lib/db/holds.ts";
import { readNow } from "#lib/db/inbox.ts";
import { type OutboxDbRow, readOutbox, readOutboxTotals } from "#lib/db/outbox.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { recordType } from "#lib/records/registry.ts";
import { exportLabelOf, placeOf } from "#lib/views/rows.ts";
import type { OutboxPage, OutboxRow } from "#lib/views/screens.ts";

/** Everything accepted and not yet proved, newest first, or one part of it; what failed is a part beside it (ux.md 6.3). */
export const outboxPage = defineQuery({
  name: "outbox.page",
  needs: "outbox.read",
  open: { about: "What is on its way to Sage, part by part, with totals." },
  input: z.object({
    show: z.enum(outboxPartIds).optional().catch(undefined),
    after: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  async run({ tx, companyId }, { show, after, limit }) {
    const { rows, next } = await readOutbox(tx, companyId, show ?? null, after ?? null, limit);
    const found = await readOutboxTotals(tx, companyId);
    const totals = outboxPartIds.map((part) => [part, found.get(part) ?? { count: 0, amount: "0" }] as const);
    const open = totals.filter(([part]) => underWay.includes(part)).map(([, total]) => total);
    const page: OutboxPage = {
      rows: rows.map(toRow),
      next,
      totals: Object.fromEntries(totals) as OutboxPage["totals"],
      all: { count: open.reduce((all, { count }) => all + count, 0), amount: sum(open.map(({ amount }) => amount)) },
      now: await readNow(tx),
    };
    return ok(page);
  },
});

function toRow(entry: OutboxDbRow): OutboxRow {
  return {
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
    hold: entry.hold && withInstants(entry.hold),
    batch: entry.batch_id === null ? null : { id: entry.batch_id, number: entry.batch_number ?? 0 },
  };
}
