import { z } from "zod";
import type { Json } from "#lib/core/canonical-json.ts";
import type { Effect, ImportType } from "#lib/core/import-type.ts";
import { ok, refuse } from "#lib/core/outcome.ts";
import { rowChanges } from "#lib/core/row-changes.ts";
import type { Tx } from "#lib/db/database.ts";
import { readCompany } from "#lib/db/facts.ts";
import { readAffectedItems, readPresent } from "#lib/db/import-screens.ts";
import { readNow } from "#lib/db/inbox.ts";
import { readEarlierRows } from "#lib/db/row-history.ts";
import { readStaged, type StagedRecord } from "#lib/db/staged.ts";
import { importType } from "#lib/imports/registry.ts";
import { importRow, optionViews } from "#lib/preflight/import-rows.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { ImportRecordView } from "#lib/views/imports.ts";

/** One staged record: what Sage says, what differs and from what, and which open items that concerns. */
export const importRecord = defineQuery({
  name: "import.record",
  needs: "import.read",
  open: {
    about: "One staged record of Sage with its findings and what became of it.",
    refusals: ["item.unknown"],
  },
  input: z.object({ recordId: z.uuid() }),
  async run({ tx, companyId, actor }, { recordId }) {
    const record = await readStaged(tx, companyId, recordId);
    if (!record) return refuse("item.unknown");
    const type = importType(record.type);
    const { profile } = await readCompany(tx, companyId);
    const earlier = earlierOf(record);
    const view: ImportRecordView = {
      row: importRow(type, record, profile, actor),
      typeLabel: type.label.one,
      procoreNoun: type.procoreNoun,
      details: type.details(record.row),
      findings: record.findings,
      differences: earlier === null ? [] : type.differences(earlier.row, record.row),
      against: earlier?.against ?? "before",
      effect: await effectOf(tx, companyId, type, record, earlier?.row ?? null),
      present: await presentOf(tx, companyId, type, record),
      earlier: await earlierRows(tx, companyId, type, record),
      options: await optionViews(tx, companyId, type, profile),
      chosen: record.options,
      sourceId: record.sourceId,
      undoConsequence: "closed" in type.undo ? null : type.undo.consequence,
      now: await readNow(tx),
    };
    return ok(view);
  },
});

/** What Procore has, where the record was imported; else the row before its last change. */
function earlierOf({ rowImported, rowBefore }: StagedRecord): {
  readonly row: Json;
  readonly against: "imported" | "before";
} | null {
  if (rowImported !== null) return { row: rowImported, against: "imported" };
  return rowBefore === null ? null : { row: rowBefore, against: "before" };
}

/** As many places as a person compares. */
const presentLimit = 500;

async function presentOf(
  tx: Tx,
  companyId: string,
  { present }: ImportType,
  record: StagedRecord,
): Promise<ImportRecordView["present"]> {
  const key = present?.document(record) ?? null;
  const found = key === null ? null : await readPresent(tx, companyId, key);
  if (!present || !found) return null;
  const lines = present.lines(record, found.body);
  const more = Math.max(0, lines.length - presentLimit);
  return { label: present.label, lines: lines.slice(0, presentLimit), more, readAt: found.readAt };
}

/** So many earlier rows are shown; the mirror keeps them for a while (lib/jobs/prune-history.ts). */
const earlierLimit = 20;

async function earlierRows(
  tx: Tx,
  companyId: string,
  { source }: ImportType,
  record: StagedRecord,
): Promise<ImportRecordView["earlier"]> {
  const found = await readEarlierRows(tx, companyId, { source, key: record.key, limit: earlierLimit });
  if (!found) return [];
  return found.earlier.map(({ row, seenAt, replacedAt }, n) => {
    const next = n === 0 ? found.now : (found.earlier[n - 1]?.row ?? found.now);
    return { seenAt, replacedAt, changes: rowChanges(row, next) };
  });
}

async function effectOf(
  tx: Tx,
  companyId: string,
  type: ImportType,
  record: StagedRecord,
  earlier: Json | null,
): Promise<ImportRecordView["effect"]> {
  const isGone = record.goneAt !== null;
  const effect: Effect | null = isGone
    ? type.effect(record.row, null)
    : earlier === null
      ? null
      : type.effect(earlier, record.row);
  if (effect === null) return null;
  const items = await readAffectedItems(tx, companyId, effect);
  if (items.length === 0) return null;
  const count = `${items.length === 50 ? "50 or more" : items.length} open ${items.length === 1 ? "item" : "items"}`;
  return { words: `This ${effect.words} used by ${count}.`, items };
}
