import { isDeepStrictEqual } from "node:util";
import { type ClientState, type JournalRecord, recover } from "#lib/core/machines/sync-client.ts";
import type { ExportEntry, JournalEntry } from "#lib/sync-client/journal-line.ts";

const keptMs = 30 * 24 * 60 * 60 * 1000;

/** What the journal holds about one export. */
export type ExportHistory = {
  readonly records: readonly JournalRecord[];
  /** Hash and text of the newest document; text is null when the journal no longer holds it. */
  readonly sha256: string | null;
  readonly document: string | null;
  /** Every document of the export that the journal holds, the newest last. */
  readonly documents: readonly string[];
  readonly evidence: Readonly<Record<string, unknown>>;
};

/** The exports of a journal in the order of their first line. */
export function historiesOf(entries: readonly JournalEntry[]): ReadonlyMap<string, ExportHistory> {
  const histories = new Map<string, ExportHistory>();
  for (const [exportId, lines] of linesByExport(entries)) {
    const texts = new Map(lines.flatMap((line) => (line.document ? [[line.sha256, line.document] as const] : [])));
    const sha256 = lines.findLast((line) => line.sha256 !== null)?.sha256 ?? null;
    const evidence = lines.findLast((line) => line.evidence)?.evidence ?? {};
    const records = lines.map((line) => line.step);
    const document = texts.get(sha256) ?? null;
    histories.set(exportId, { records, sha256, document, documents: [...texts.values()], evidence });
  }
  return histories;
}

/**
 * The entries that a journal needs after a restart. What is acknowledged and settled keeps its last lines for 30 days,
 * without the document, so that its fence still refuses older leases; everything else is kept whole.
 */
export function compacted(entries: readonly JournalEntry[], now: Date): readonly JournalEntry[] {
  const general = entries.filter((entry) => entry.kind !== "export");
  const starts = general.filter((entry) => entry.kind === "start").slice(-1);
  const kept: JournalEntry[] = [...general.filter((entry) => entry.kind === "journal").slice(0, 1), ...starts];
  for (const lines of linesByExport(entries).values()) {
    const { state } = recover(lines.map((line) => line.step));
    const age = now.getTime() - Date.parse(lines.at(-1)?.at ?? "");
    if (!isSettled(state)) kept.push(...lines);
    else if (age <= keptMs) kept.push(...shortened(lines));
  }
  return kept;
}

/** True when nothing of the export can stand unproved in Sage: its documents are not needed again. */
export function isSettled(state: ClientState): boolean {
  const isKnown = state.verdict?.kind === "proved" || state.verdict?.kind === "stands";
  return state.phase === "done" && (state.intentFence === null || isKnown);
}

/** The fewest lines from which the same state is recovered. */
function shortened(lines: readonly ExportEntry[]): readonly ExportEntry[] {
  const bare = lines.map(({ document: _document, evidence: _evidence, ...line }) => line);
  const last = (kind: JournalRecord["kind"]) => bare.findLast((line) => line.step.kind === kind);
  const few = [last("INTENT"), last("RESULT"), last("ACKED")].filter((line) => line !== undefined);
  const stateOf = (entries: readonly ExportEntry[]) => recover(entries.map((line) => line.step)).state;
  return isDeepStrictEqual(stateOf(few), stateOf(bare)) ? few : bare;
}

function linesByExport(entries: readonly JournalEntry[]): Map<string, ExportEntry[]> {
  const lines = new Map<string, ExportEntry[]>();
  for (const entry of entries) {
    if (entry.kind !== "export") continue;
    const list = lines.get(entry.exportId);
    if (list) list.push(entry);
    else lines.set(entry.exportId, [entry]);
  }
  return lines;
}
