import { defineCommand } from "#lib/commands/define-command.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { readCompany } from "#lib/db/facts.ts";
import { beginImportRun } from "#lib/db/import-runs.ts";
import { isConnected, reopenWrites, ringImports } from "#lib/db/import-writes.ts";
import { moveStaged } from "#lib/db/staged.ts";
import { nameOf } from "#lib/db/transition.ts";
import { importType } from "#lib/imports/registry.ts";
import { mayDo } from "#lib/preflight/import-actions.ts";
import { eachRecord, recordGesture } from "#lib/preflight/record-gestures.ts";
import { ImportRecords, type RowsAnswer } from "#lib/views/inputs.ts";

/** Import: the records are written into Procore by the worker, each on its own; also again, where Sage has more since. */
export const importRecords = defineCommand({
  name: "import.run",
  needs: "import.run",
  input: ImportRecords,
  touches: ["import.page", "import.record", "vendor.page", "vendor.match"],
  open: {
    about: "Has staged records of Sage written into Procore, as an administrator would; rows are answered one by one.",
    refusals: ["item.unknown", "import.changed", "import.state", "import.blocked", "import.unconnected"],
    example: { records: [{ recordId: "4b0c9a5e-6a54-4d2f-9f0e-0d5a3a9b7c11", seenVersion: 2 }] },
  },
  async run({ tx, companyId, actor }, { records, options }): Promise<Outcome<RowsAnswer>> {
    const { profile } = await readCompany(tx, companyId);
    const { answer, open } = await eachRecord(tx, companyId, records, (record) =>
      mayDo("import", importType(record.type), record, profile),
    );
    if (open.length > 0 && !(await isConnected(tx, companyId))) return refuse("import.unconnected");
    for (const type of new Set(open.map((record) => record.type))) {
      const own = open.filter((record) => record.type === type);
      const by = nameOf(actor);
      const runId = await beginImportRun(tx, companyId, type, by, own.length);
      const { options: offered } = importType(type);
      // Only what the type asks for; a choice of another type means nothing here.
      const chosen = Object.fromEntries(
        Object.entries(options).filter(([name]) => offered.some((one) => one.name === name)),
      );
      const ids = own.map(({ id }) => id);
      await reopenWrites(tx, companyId, ids);
      await moveStaged(tx, companyId, ids, {
        state: "importing",
        by,
        options: chosen,
        runId,
        isDue: true,
        isSeen: true,
      });
      await recordGesture(tx, companyId, actor, "import.asked", own);
    }
    await ringImports(tx, companyId);
    return ok(answer);
  },
});
