import { z } from "zod";
import type { Actor } from "#lib/core/actors.ts";
import { type ExportDocument, isLookOnly } from "#lib/core/export-document.ts";
import { sidesOf } from "#lib/core/machines/sides.ts";
import { ok } from "#lib/core/outcome.ts";
import { readUnknown, type UnknownDbRow } from "#lib/db/attempts.ts";
import { readNow } from "#lib/db/inbox.ts";
import { readItems, type StoredItem } from "#lib/db/items.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import { kindWords, recordTypeOfKind } from "#lib/records/registry.ts";
import { actionsOf } from "#lib/views/actions.ts";
import { describeEvent } from "#lib/views/describe-event.ts";
import { placeOf } from "#lib/views/rows.ts";
import type { UnknownPage, UnknownRow } from "#lib/views/unknown.ts";

const mostSides = 200;

/** What only a person can settle, or Sage is still asked about: what was accepted beside what Sage shows (ux.md 6.7). */
export const unknownPage = defineQuery({
  name: "unknown.page",
  needs: "health.read",
  open: { about: "Exports of which nobody knows whether Sage has them." },
  input: z.object({
    after: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  async run({ tx, companyId, actor }, { after, limit }) {
    const { rows, next } = await readUnknown(tx, companyId, after ?? null, limit);
    const items = await readItems(
      tx,
      companyId,
      rows.map(({ itemId }) => itemId),
    );
    const page: UnknownPage = {
      rows: rows.flatMap((row) => {
        const item = items.get(row.itemId);
        return item ? [toRow(row, item, actor)] : [];
      }),
      next,
      now: await readNow(tx),
    };
    return ok(page);
  },
});

function toRow(found: UnknownDbRow, item: StoredItem, actor: Actor): UnknownRow {
  const { verdict, document, lookedAt } = found;
  const accepted = document === null ? null : (JSON.parse(document) as ExportDocument);
  const sides = accepted === null ? [] : sidesOf(accepted.expectations, verdict);
  const isOnlyLooked = accepted !== null && isLookOnly(accepted);
  return {
    ...{ id: item.id, version: item.version, number: item.number, title: found.title, amount: item.amount },
    kindLabel: kindWords(recordTypeOfKind(item.sourceKind), item.sourceKind).label,
    place: placeOf(found),
    vendorName: found.vendorName,
    sageId: found.erpId,
    state: item.state,
    since: found.since,
    words: found.note ?? "No answer came back",
    lookedAt,
    looked: verdict && describeEvent({ kind: "export.reported", fence: 0, verdict, isLate: false }).words,
    sides: sides.slice(0, mostSides),
    moreSides: Math.max(0, sides.length - mostSides),
    isLookOnly: isOnlyLooked,
    actions: actionsOf(item, actor, null, { isLookOnly: isOnlyLooked }),
  };
}
