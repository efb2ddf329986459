import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { readCompany } from "#lib/db/facts.ts";
import { moveStaged } from "#lib/db/staged.ts";
import { nameOf } from "#lib/db/transition.ts";
import { importType } from "#lib/imports/registry.ts";
import { mayDo } from "#lib/preflight/import-actions.ts";
import { eachRecord, recordGesture } from "#lib/preflight/record-gestures.ts";
import { RecordRefs, type RowsAnswer } from "#lib/views/inputs.ts";

/** Archive: records that nobody wants in Procore leave the lists; they can be restored. */
export const archiveRecords = defineCommand({
  name: "import.archive",
  needs: "import.run",
  input: RecordRefs,
  touches: ["import.page", "import.record"],
  open: {
    about: "Takes staged records that nobody wants in Procore out of the lists; rows are answered one by one.",
    refusals: ["item.unknown", "import.changed", "import.state"],
    example: { records: [{ recordId: "4b0c9a5e-6a54-4d2f-9f0e-0d5a3a9b7c11", seenVersion: 2 }] },
  },
  async run({ tx, companyId, actor }, { records }): Promise<Outcome<RowsAnswer>> {
    const { profile } = await readCompany(tx, companyId);
    const { answer, open } = await eachRecord(tx, companyId, records, (record) =>
      mayDo("archive", importType(record.type), record, profile),
    );
    const ids = open.map(({ id }) => id);
    await moveStaged(tx, companyId, ids, { state: "archived", by: nameOf(actor), isSeen: true });
    await recordGesture(tx, companyId, actor, "import.archived", open);
    return ok(answer);
  },
});
