import { z } from "zod";
import type { SourceImportPort } from "#lib/connectors/port.ts";
import type { AfterImport, ImportType } from "#lib/core/import-type.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { type Database, type Tx, withCompany } from "#lib/db/database.ts";
import { noteRunProgress } from "#lib/db/import-runs.ts";
import { claimImports, endImports, forgetWrites, postponeImports, readImportWrites } from "#lib/db/import-writes.ts";
import { linkImportedCompany } from "#lib/db/imported-company.ts";
import { markForCheck } from "#lib/db/items.ts";
import { linkImportedProject, unlinkImportedProject } from "#lib/db/project-links.ts";
import type { StagedRecord } from "#lib/db/staged.ts";
import { untieVendor } from "#lib/db/vendor-links.ts";
import { importType, importTypes } from "#lib/imports/registry.ts";
import { defineJob } from "#lib/jobs/define-job.ts";
import { type Performed, performImports } from "#lib/preflight/perform-imports.ts";
import { type Undone, undoImport } from "#lib/preflight/undo-imports.ts";

const worker = { kind: "worker" as const, name: "Worker" };
const againMs = 60_000;
type Place = { readonly db: Database; readonly companyId: string };

/**
 * Writes staged records into Procore and proves each by reading it back; takes the ties of undone ones off. One record at a
 * time, those that flow in by themselves together. What Procore puts off goes on later, what it refuses is told.
 */
export const runImports = defineJob({
  name: "imports.run",
  payload: z.object({ companyId: z.uuid() }),
  async run({ db, imports, log }, { companyId }) {
    const port = await imports(companyId);
    if (!port) return;
    const together = importTypes.filter(({ flowsIn }) => flowsIn).map(({ id }) => id);
    for (;;) {
      const claimed = await withCompany(db, companyId, (tx) => claimImports(tx, companyId, together));
      const first = claimed[0];
      if (!first) return;
      try {
        const turn = first.state === "undoing" ? undo : perform;
        await turn({ db, companyId }, port, importType(first.type), claimed);
      } catch (error) {
        // The connection itself: the records wait, and their words say for what.
        const words = error instanceof Error ? error.message.slice(0, 300) : "Procore could not be reached.";
        log.warn({ companyId, err: error }, "imports are put off");
        await withCompany(db, companyId, (tx) =>
          postponeImports(tx, companyId, claimed, { retryAfterMs: againMs, words }),
        );
      }
    }
  },
});

async function perform(
  place: Place,
  port: SourceImportPort,
  type: ImportType,
  records: readonly StagedRecord[],
): Promise<void> {
  const outcomes = await performImports({ ...place, port, type }, records);
  await withCompany(place.db, place.companyId, async (tx) => {
    const done = outcomes.filter((outcome) => outcome.kind === "done");
    await endDone(tx, place.companyId, type, done);
    for (const outcome of outcomes) if (outcome.kind !== "done") await endOther(tx, place.companyId, type, outcome);
  });
}

type Done = Extract<Performed, { kind: "done" }>;

async function endDone(tx: Tx, companyId: string, type: ImportType, done: readonly Done[]): Promise<void> {
  if (done.length === 0) return;
  const claims = done.map(({ record, sourceId }) => ({ ...claimOf(record), row: record.row, sourceId }));
  const to = { state: "imported" as const, note: null, flowsIn: type.flowsIn === true && !type.isFixed };
  const ended = new Set(await endImports(tx, companyId, claims, to));
  const ours = done.filter(({ record }) => ended.has(record.id));
  for (const { record, context } of ours) {
    await noteRunProgress(tx, companyId, record.runId, true);
    if (type.after) await follow(tx, companyId, type.after(record, context));
  }
  // What came from there may not go back: items of the job are looked at again.
  const jobs = ours.flatMap(({ record }) => (record.job === "" ? [] : [record.job]));
  if (jobs.length > 0) await markForCheck(tx, companyId, { jobs });
  const events = type.flowsIn
    ? flowed(type, ours)
    : ours.map(({ record, sourceId }) => ({ kind: "import.done" as const, ...recordOf(type, record), sourceId }));
  await appendAudit(
    tx,
    companyId,
    worker,
    events.map((event) => ({ event })),
  );
}

function flowed(type: ImportType, done: readonly Done[]) {
  if (done.length === 0) return [];
  const keys = done.slice(0, 20).map(({ record }) => record.code);
  return [{ kind: "import.flowed" as const, type: type.label.many, count: done.length, keys }];
}

/** What else becomes true here with an import. */
async function follow(tx: Tx, companyId: string, after: AfterImport): Promise<void> {
  if (after.kind === "link_project") await linkImportedProject(tx, companyId, worker, after);
  else await linkImportedCompany(tx, companyId, worker, after);
}

/** What was true by an import ends with its undo. */
async function unfollow(tx: Tx, companyId: string, after: AfterImport): Promise<void> {
  if (after.kind === "link_project") await unlinkImportedProject(tx, companyId, worker, after);
  else
    await untieVendor(tx, companyId, worker, { vendorSourceId: after.companySourceId, sageVendor: after.sageVendor });
}

async function endOther(tx: Tx, companyId: string, type: ImportType, outcome: Exclude<Performed, Done>): Promise<void> {
  const { record, words } = outcome;
  if (outcome.kind === "later") return await postponeImports(tx, companyId, [claimOf(record)], outcome);
  const claim = { ...claimOf(record), row: record.row, sourceId: record.sourceId };
  const ended = await endImports(tx, companyId, [claim], {
    state: "failed",
    note: words,
    flowsIn: type.flowsIn === true,
  });
  if (ended.length === 0) return;
  await noteRunProgress(tx, companyId, record.runId, false);
  await appendAudit(tx, companyId, worker, [{ event: { kind: "import.failed", ...recordOf(type, record), words } }]);
}

async function undo(
  { db, companyId }: Place,
  port: SourceImportPort,
  type: ImportType,
  records: readonly StagedRecord[],
): Promise<void> {
  for (const record of records) {
    const writes = await withCompany(db, companyId, (tx) => readImportWrites(tx, companyId, [record.id]));
    const undone = await undoImport(port, type, record, writes);
    await withCompany(db, companyId, (tx) => endUndo(tx, companyId, type, record, undone));
  }
}

async function endUndo(
  tx: Tx,
  companyId: string,
  type: ImportType,
  record: StagedRecord,
  undone: Undone,
): Promise<void> {
  if (undone.kind === "later") return await postponeImports(tx, companyId, [claimOf(record)], undone);
  const claim = { ...claimOf(record), row: record.rowImported ?? record.row, sourceId: record.sourceId };
  const isDone = undone.kind === "done";
  const to = isDone ? { state: "ready" as const, note: null } : { state: "imported" as const, note: undone.words };
  const ended = await endImports(tx, companyId, [claim], { ...to, flowsIn: false });
  if (ended.length === 0) return;
  if (isDone) {
    await forgetWrites(tx, companyId, record.id);
    if (type.after) await unfollow(tx, companyId, type.after(record, undone.context));
  }
  const about = recordOf(type, record);
  const event = isDone
    ? { kind: "import.undone" as const, ...about, sourceId: record.sourceId ?? "" }
    : { kind: "import.undo_failed" as const, ...about, words: undone.words };
  await appendAudit(tx, companyId, worker, [{ event }]);
}

function claimOf({ id, attempts }: StagedRecord) {
  return { id, attempts };
}

function recordOf(type: ImportType, { id, code, name }: StagedRecord) {
  return { recordId: id, type: type.label.one, code, name };
}
