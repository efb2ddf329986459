import { z } from "zod";
import { type BatchOutcome, batchOutcomeOf, batchOutcomes, hashTotalText, subtotals } from "#lib/core/batch.ts";
import { isEqual, sum } from "#lib/core/money.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import { type BatchItemRow, readBatch, readBatchItems, type StoredBatch } from "#lib/db/batches.ts";
import { readCompany } from "#lib/db/facts.ts";
import { sha256 } from "#lib/db/hash.ts";
import { readNow } from "#lib/db/inbox.ts";
import { bookedDay } from "#lib/preflight/accounting-dates.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { recordType } from "#lib/records/registry.ts";
import type { BatchItem, BatchPage } from "#lib/views/batches.ts";
import { exportLabelOf, placeOf } from "#lib/views/rows.ts";

/** One batch as a posting proof: its control totals as accepted, and what became of every item (ux.md 6.3). */
export const batchPage = defineQuery({
  name: "batch.page",
  needs: "outbox.read",
  open: {
    about: "One batch with the items that it accepted and what became of each.",
    refusals: ["batch.unknown"],
  },
  input: z.object({ batchId: z.uuid() }),
  async run({ tx, companyId }, { batchId }) {
    const batch = await readBatch(tx, companyId, batchId);
    if (!batch) return refuse("batch.unknown");
    const rows = (await readBatchItems(tx, companyId, batchId)).map(toItem);
    const page: BatchPage = {
      id: batch.id,
      number: batch.number,
      company: (await readCompany(tx, companyId)).name,
      at: batch.at,
      by: batch.by,
      releaseAt: batch.releaseAt,
      currency: batch.currency,
      count: batch.count,
      amount: batch.amount,
      hashTotal: batch.hashTotal,
      run: batch.run,
      isWhole: isWhole(batch, rows),
      byOutcome: byOutcome(rows),
      byProject: subtotals(rows, ({ project }) => `${project.number} ${project.name}`.trim()),
      byType: subtotals(rows, (row) => row.typeLabel),
      rows,
      refused: batch.refused,
      next: null,
      now: await readNow(tx),
    };
    return ok(page);
  },
});

function isWhole(batch: StoredBatch, rows: readonly BatchItem[]): boolean {
  const isSum = isEqual(batch.amount, sum(rows.map((row) => row.amount)));
  return rows.length === batch.count && isSum && sha256(hashTotalText(rows)) === batch.hashTotal;
}

function byOutcome(rows: readonly BatchItem[]): BatchPage["byOutcome"] {
  return (Object.keys(batchOutcomes) as BatchOutcome[]).flatMap((outcome) =>
    subtotals(
      rows.filter((row) => row.outcome === outcome),
      () => batchOutcomes[outcome],
    ).map((total) => ({ ...total, outcome })),
  );
}

function toItem(found: BatchItemRow): BatchItem {
  const { status, order_sha256: orderSha256 } = found;
  const order = status === null || orderSha256 === null ? null : { status, documentSha256: orderSha256 };
  const outcome = batchOutcomeOf(order, found.document_sha256);
  const isOther = outcome === "replaced" || status === null;
  return {
    position: found.position,
    itemId: found.item_id,
    typeLabel: recordType(found.record_type).label.one,
    number: found.number,
    title: found.title,
    project: placeOf(found),
    vendorName: found.vendor_name,
    amount: found.amount,
    bookedDay: bookedDay({ recordType: found.record_type, fields: found.fields }) || null,
    sageId: found.erp_id,
    documentSha256: found.document_sha256,
    outcome,
    statusLabel: isOther
      ? batchOutcomes.replaced
      : `${exportLabelOf(status)}${found.is_again ? ", accepted again since" : ""}`,
    note: isOther ? null : found.note,
    provedAt: outcome === "proved" ? found.finished_at : null,
  };
}
