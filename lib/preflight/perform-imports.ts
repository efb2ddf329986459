import type { SourceImportPort } from "#lib/connectors/port.ts";
import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import type { ImportStep, ImportType, StepContext, StepWrite } from "#lib/core/import-type.ts";
import type { SourceWrite, SourceWritten } from "#lib/core/source-write.ts";
import { type Database, withCompany } from "#lib/db/database.ts";
import {
  extendClaims,
  type ImportWriteRow,
  intendWrites,
  readImportWrites,
  settleWrites,
  type WriteAnswer,
} from "#lib/db/import-writes.ts";
import type { StagedRecord } from "#lib/db/staged.ts";

/** How the import of one record ended, or why it goes on later. `context` knows what was written. */
export type Performed =
  | { readonly kind: "done"; readonly record: StagedRecord; readonly context: StepContext; readonly sourceId: string }
  | { readonly kind: "failed"; readonly record: StagedRecord; readonly words: string }
  | { readonly kind: "later"; readonly record: StagedRecord; readonly retryAfterMs: number; readonly words: string };

type Place = {
  readonly db: Database;
  readonly companyId: string;
  readonly port: SourceImportPort;
  readonly type: ImportType;
};
/** One record on its way; `written` grows step by step. */
type Trip = {
  readonly record: StagedRecord;
  readonly written: Record<string, Record<string, string>>;
  readonly known: ReadonlyMap<string, ImportWriteRow>;
};
type Pending = { readonly trip: Trip; readonly row: AnyRow; readonly values: Json };
type AnyRow = { readonly key: string; readonly code?: string; readonly row: object };

/**
 * Brings records of one type into Procore, step by step: what is going to be written is stored, then it is written, then
 * what came of it is stored; at the end everything is read back. Rows of several records that go into one list go together.
 * May be repeated at any time: what is written already is not written again, and a lost answer is looked up by its origin.
 */
export async function performImports(place: Place, records: readonly StagedRecord[]): Promise<readonly Performed[]> {
  const { db, companyId, type, port } = place;
  const ids = records.map(({ id }) => id);
  const known = await withCompany(db, companyId, (tx) => readImportWrites(tx, companyId, ids));
  const standardListId = type.needsStandardList ? await standardList(port) : "";
  if (standardListId === null) return records.map((record) => ({ kind: "failed", record, words: noStandardList }));
  const ended: Performed[] = [];
  let trips: Trip[] = [];
  for (const record of records) {
    const words = await whatStandsBefore(port, type, record);
    if (words === null) trips.push(tripOf(record, known));
    else ended.push({ kind: "failed", record, words });
  }
  for (const step of type.steps) {
    const outcomes = await performStep(place, step, trips, standardListId);
    ended.push(...outcomes);
    const out = new Set(outcomes.map(({ record }) => record.id));
    trips = trips.filter(({ record }) => !out.has(record.id));
  }
  const contextOf = (trip: Trip) => contextFor(trip, standardListId);
  return [...ended, ...(await readBack(place, trips, contextOf))];
}

/** What Procore has this moment that keeps the record from being written; null when nothing does. */
async function whatStandsBefore(
  port: SourceImportPort,
  { before }: ImportType,
  record: StagedRecord,
): Promise<string | null> {
  if (!before) return null;
  const { list, place } = before.list(record);
  return before.against(record, await port.list(list, place as never), record.rowImported);
}

const noStandardList =
  "Procore has no list of standard cost codes for Sage. In Procore, make the list “Sage 300 CRE Standard Cost Codes”.";

/** The company's ERP list: the one that is called like it, or the only one that there is. */
async function standardList(port: SourceImportPort): Promise<string | null> {
  const lists = await port.standardCodeLists();
  const named = lists.find(({ name }) => /sage/i.test(name));
  return named?.id ?? (lists.length === 1 ? (lists[0]?.id ?? null) : null);
}

function tripOf(record: StagedRecord, all: readonly ImportWriteRow[]): Trip {
  const own = all.filter(({ recordId }) => recordId === record.id);
  return { record, written: {}, known: new Map(own.map((write) => [`${write.step}|${write.key}`, write])) };
}

function contextFor({ record, written }: Trip, standardListId: string): StepContext {
  return { options: record.options, written, standardListId, imported: record.rowImported };
}

async function performStep(
  place: Place,
  step: ImportStep,
  trips: readonly Trip[],
  standardListId: string,
): Promise<readonly Performed[]> {
  const groups = new Map<string, { readonly write: StepWrite; readonly pending: Pending[] }>();
  for (const trip of trips) {
    const write = step.write(trip.record, contextFor(trip, standardListId));
    trip.written[step.name] = {};
    for (const row of write.rows as readonly AnyRow[]) {
      const values = row.row as Json;
      const before = trip.known.get(`${step.name}|${row.key}`);
      if (before?.state === "done" && before.sourceId !== null && isSame(before.values, values)) {
        noteId(trip, step.name, row.key, before.sourceId);
        continue;
      }
      const at = canonicalJson([write.list, write.place, write.existing ?? null]);
      const group = groups.get(at) ?? { write, pending: [] };
      group.pending.push({ trip, row, values });
      groups.set(at, group);
    }
  }
  const outcomes: Performed[] = [];
  for (const { write, pending } of groups.values()) outcomes.push(...(await putRows(place, step.name, write, pending)));
  return outcomes;
}

function noteId(trip: Trip, step: string, key: string, id: string): void {
  const ids = trip.written[step] ?? {};
  ids[key] = id;
  trip.written[step] = ids;
}

function isSame(a: Json, b: Json): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

/** Writes rows of one list in one place; answers the records whose way ends here. */
async function putRows(
  { db, companyId, port }: Place,
  step: string,
  write: StepWrite,
  pending: readonly Pending[],
): Promise<readonly Performed[]> {
  await withCompany(db, companyId, async (tx) => {
    await extendClaims(tx, companyId, [...new Set(pending.map(({ trip }) => trip.record.id))]);
    const intents = pending.map(({ trip, row, values }) => ({ recordId: trip.record.id, step, key: row.key, values }));
    await intendWrites(tx, companyId, intents);
  });
  // Records that need the same row, a division say, write it once.
  const once = [...new Map(pending.map((entry) => [entry.row.key, entry.row])).values()];
  const rows = await adopted(port, write, once);
  const answers = await port.put({
    list: write.list,
    place: write.place,
    rows,
    existing: write.existing ?? "change",
  } as SourceWrite);
  const byKey = new Map(once.map(({ key }, n) => [key, answers[n] as SourceWritten]));
  const settled = pending.map(({ trip, row }) => ({ trip, key: row.key, answer: byKey.get(row.key) as SourceWritten }));
  await withCompany(db, companyId, (tx) =>
    settleWrites(
      tx,
      companyId,
      settled.flatMap(({ trip, key, answer }): readonly WriteAnswer[] => {
        const at = { recordId: trip.record.id, step, key };
        if (answer.kind === "later") return [];
        if (answer.kind === "refused") return [{ ...at, state: "refused", sourceId: null, words: answer.words }];
        return [{ ...at, state: "done", sourceId: answer.id, words: null }];
      }),
    ),
  );
  const ends = new Map<string, Performed>();
  for (const { trip, key, answer } of settled) {
    if (answer.kind === "refused") {
      if (ends.get(trip.record.id)?.kind !== "failed")
        ends.set(trip.record.id, refusedBy(trip.record, key, answer.words));
    } else if (answer.kind === "later") {
      if (!ends.has(trip.record.id)) ends.set(trip.record.id, { ...answer, record: trip.record });
    } else noteId(trip, step, key, answer.id);
  }
  return [...ends.values()];
}

function refusedBy(record: StagedRecord, key: string, words: string): Performed {
  const name = key === record.key ? "" : `${key.replaceAll("|", " ")}: `;
  return { kind: "failed", record, words: `${name}${words}` };
}

/** Rows as they are sent: one that Procore has under the same code without a tie is tied to that record. */
async function adopted(port: SourceImportPort, write: StepWrite, rows: readonly AnyRow[]): Promise<readonly object[]> {
  if (rows.every(({ code }) => code === undefined)) return rows.map(({ row }) => row);
  const entries = await port.list(write.list, write.place as never);
  const free = new Map(
    entries.filter(({ originId }) => originId === null).map((entry) => [visibleCode(entry.raw), entry]),
  );
  return rows.map(({ code, row }) => {
    const found = code === undefined ? undefined : free.get(code);
    if (!found) return row;
    const { code: ownCode, parent, parent_id } = found.raw as Raw;
    const place = "parentId" in row ? { code: ownCode ?? code, parentId: idText(parent?.id ?? parent_id) } : {};
    return { ...row, ...place, id: found.id };
  });
}

type Raw = {
  readonly code?: string;
  readonly full_code?: string;
  readonly parent?: { readonly id?: number | string } | null;
  readonly parent_id?: number | string | null;
};
function visibleCode(raw: Json): string {
  const { code, full_code } = (raw ?? {}) as Raw;
  return full_code ?? code ?? "";
}
function idText(id: number | string | null | undefined): string | null {
  return id === null || id === undefined ? null : String(id);
}

/** Everything that a record wrote, read back from Procore: each row there, with its tie and its values. */
async function readBack(
  { port, type }: Place,
  trips: readonly Trip[],
  contextOf: (trip: Trip) => StepContext,
): Promise<readonly Performed[]> {
  const problems = new Map<string, string>();
  for (const step of type.steps) {
    const groups = new Map<
      string,
      { readonly write: StepWrite; readonly rows: Map<string, AnyRow>; readonly of: Map<string, Trip[]> }
    >();
    for (const trip of trips) {
      const write = step.write(trip.record, contextOf(trip));
      const at = canonicalJson([write.list, write.place, write.existing ?? null]);
      const group = groups.get(at) ?? { write, rows: new Map(), of: new Map() };
      for (const row of write.rows as readonly AnyRow[]) {
        group.rows.set(row.key, row);
        group.of.set(row.key, [...(group.of.get(row.key) ?? []), trip]);
      }
      groups.set(at, group);
    }
    for (const { write, rows, of } of groups.values()) {
      if (rows.size === 0) continue;
      const keys = [...rows.keys()];
      const asked = await adopted(port, write, [...rows.values()]);
      const looks = await port.look({
        list: write.list,
        place: write.place,
        rows: asked,
        existing: "keep",
      } as SourceWrite);
      for (const [n, key] of keys.entries()) {
        const words = wordsOfLook(key, looks[n], write.existing === "keep");
        if (words !== null) for (const trip of of.get(key) ?? []) problems.set(trip.record.id, words);
      }
    }
  }
  return trips.map((trip): Performed => {
    const { record } = trip;
    const words = problems.get(record.id);
    if (words !== undefined) return { kind: "failed", record, words };
    return { kind: "done", record, context: contextOf(trip), sourceId: mainId(type, trip) };
  });
}

function wordsOfLook(
  key: string,
  look: Awaited<ReturnType<SourceImportPort["look"]>>[number] | undefined,
  isKept: boolean,
): string | null {
  const name = key.replaceAll("|", " ");
  if (look === undefined || look.kind === "absent") return `Procore does not show ${name} after it was written.`;
  if (look.kind === "equal" || isKept) return null;
  const fields = look.differs.filter((field) => field !== "parentId" && field !== "code");
  return fields.length === 0 ? null : `Procore shows ${name} otherwise than it was written: ${fields.join(", ")}.`;
}

/** The record itself in Procore: the last row of the first step that wrote one, unless it is part of another. */
function mainId(type: ImportType, { record, written }: Trip): string {
  if (type.sourceIdOf) return type.sourceIdOf(record);
  const ids = type.steps.map(({ name }) => Object.values(written[name] ?? {})).filter((list) => list.length > 0);
  const main = type.flowsIn ? ids.at(-1) : ids[0];
  return main?.at(-1) ?? "";
}
