import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import type { Tx } from "#lib/db/database.ts";
import { readCompany } from "#lib/db/facts.ts";
import { hasWrites, isConnected, readBelow, ringImports } from "#lib/db/import-writes.ts";
import { moveStaged, type StagedRecord } from "#lib/db/staged.ts";
import { nameOf } from "#lib/db/transition.ts";
import { importType } from "#lib/imports/registry.ts";
import { mayDo } from "#lib/preflight/import-actions.ts";
import { eachRecord, recordGesture } from "#lib/preflight/record-gestures.ts";
import { RecordRefs, type RowsAnswer } from "#lib/views/inputs.ts";

/** Unlink of imports: their ties in Procore are taken off, where nothing below them went to Sage or came from there. */
export const undoImports = defineCommand({
  name: "import.undo",
  needs: "import.run",
  input: RecordRefs,
  touches: ["import.page", "import.record"],
  async run({ tx, companyId, actor }, { records }): Promise<Outcome<RowsAnswer>> {
    const { profile } = await readCompany(tx, companyId);
    const { answer, open } = await eachRecord(tx, companyId, records, async (record) => {
      const may = mayDo("undo", importType(record.type), record, profile);
      return may.ok ? await mayLeave(tx, companyId, record) : may;
    });
    if (open.length > 0 && !(await isConnected(tx, companyId))) return refuse("import.unconnected");
    const ids = open.map(({ id }) => id);
    await moveStaged(tx, companyId, ids, { state: "undoing", by: nameOf(actor), isDue: true });
    await recordGesture(tx, companyId, actor, "import.undo_asked", open);
    await ringImports(tx, companyId);
    return ok(answer);
  },
});

/** The facts that keep an import where it is: it was never one, or something stands on it. */
async function mayLeave(tx: Tx, companyId: string, record: StagedRecord): Promise<Outcome<true>> {
  const { undo } = importType(record.type);
  const { code } = record;
  if (!(await hasWrites(tx, companyId, record.id))) return refuse("import.undo_exported", { code });
  if ("closed" in undo) return refuse("import.undo_closed", { code, reason: undo.closed });
  const below = await readBelow(tx, companyId, undo.below(record, record.sourceId ?? ""));
  return below === null ? ok(true) : refuse("import.undo_below", { code, below });
}
