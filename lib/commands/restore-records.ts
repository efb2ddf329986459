import { defineCommand } from "#lib/commands/define-command.ts";
import { blocks } from "#lib/core/findings.ts";
import { type Outcome, ok } from "#lib/core/outcome.ts";
import { readCompany } from "#lib/db/facts.ts";
import { ringImports } from "#lib/db/import-writes.ts";
import { moveStaged, type StagedRecord } from "#lib/db/staged.ts";
import { nameOf } from "#lib/db/transition.ts";
import { importType } from "#lib/imports/registry.ts";
import { mayDo } from "#lib/preflight/import-actions.ts";
import { eachRecord, recordGesture } from "#lib/preflight/record-gestures.ts";
import { RecordRefs, type RowsAnswer } from "#lib/views/inputs.ts";

/** Restore: archived records are ready again, or refused where their findings say so; what flows in goes on. */
export const restoreRecords = defineCommand({
  name: "import.restore",
  needs: "import.run",
  input: RecordRefs,
  touches: ["import.page", "import.record"],
  open: {
    about: "Puts archived records back into the lists; rows are answered one by one.",
    refusals: ["item.unknown", "import.changed", "import.state"],
    example: { records: [{ recordId: "4b0c9a5e-6a54-4d2f-9f0e-0d5a3a9b7c11", seenVersion: 3 }] },
  },
  async run({ tx, companyId, actor }, { records }): Promise<Outcome<RowsAnswer>> {
    const { profile } = await readCompany(tx, companyId);
    const { answer, open } = await eachRecord(tx, companyId, records, (record) =>
      mayDo("restore", importType(record.type), record, profile),
    );
    const states = new Map(open.map((record) => [record.id, stateOf(record)]));
    for (const state of ["ready", "refused", "importing"] as const) {
      const ids = open.filter(({ id }) => states.get(id) === state).map(({ id }) => id);
      await moveStaged(tx, companyId, ids, { state, by: nameOf(actor), isSeen: true, isDue: state === "importing" });
    }
    await recordGesture(tx, companyId, actor, "import.restored", open);
    await ringImports(tx, companyId);
    return ok(answer);
  },
});

function stateOf({ type, findings, goneAt }: StagedRecord): "ready" | "refused" | "importing" {
  if (blocks(findings).length > 0) return "refused";
  return importType(type).flowsIn && goneAt === null ? "importing" : "ready";
}
