import type { Actor } from "#lib/core/actors.ts";
import { stagedStates } from "#lib/core/import-type.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { appendAudit } from "#lib/db/audit.ts";
import type { Tx } from "#lib/db/database.ts";
import { lockStaged, type StagedRecord } from "#lib/db/staged.ts";
import { importType } from "#lib/imports/registry.ts";
import type { RowsAnswer } from "#lib/views/inputs.ts";
import { answerRow } from "#lib/views/rows.ts";

type Ref = { readonly recordId: string; readonly seenVersion: number };

/** The records of a gesture, locked, each asked whether it is open to it; the answer has a row for each, in the order asked. */
export async function eachRecord(
  tx: Tx,
  companyId: string,
  refs: readonly Ref[],
  may: (record: StagedRecord) => Outcome<true> | Promise<Outcome<true>>,
): Promise<{ readonly answer: RowsAnswer; readonly open: readonly StagedRecord[] }> {
  const once = [...new Map(refs.map((ref) => [ref.recordId, ref])).values()];
  const found = await lockStaged(
    tx,
    companyId,
    once.map(({ recordId }) => recordId),
  );
  const open: StagedRecord[] = [];
  const rows = [];
  for (const { recordId, seenVersion } of once) {
    const record = found.get(recordId);
    const outcome = record ? await check(record, seenVersion, may) : refuse<number>("item.unknown");
    if (record && outcome.ok) open.push(record);
    rows.push(answerRow(recordId, outcome));
  }
  return { answer: { rows, done: open.length, releaseAt: null }, open };
}

async function check(
  record: StagedRecord,
  seenVersion: number,
  may: (record: StagedRecord) => Outcome<true> | Promise<Outcome<true>>,
): Promise<Outcome<number>> {
  const { code, state, version } = record;
  if (version !== seenVersion) return refuse("import.changed", { code, state: stagedStates[state].label });
  const right = await may(record);
  return right.ok ? ok(version + 1) : right;
}

type Gesture = "import.asked" | "import.archived" | "import.restored" | "import.undo_asked";

/** What a person did to records, into the company's chain: one event for each. */
export async function recordGesture(
  tx: Tx,
  companyId: string,
  actor: Actor,
  kind: Gesture,
  records: readonly StagedRecord[],
): Promise<void> {
  const events = records.map(({ id, type, code, name }) => {
    return { event: { kind, recordId: id, type: importType(type).label.one, code, name } };
  });
  await appendAudit(tx, companyId, actor, events);
}
