import { type Expectation, type ExportDocument, isLookOnly, unpostedOf } from "#lib/core/export-document.ts";
import { differences, type Found, type Look, type Row, type Run } from "#lib/core/machines/look.ts";
import type { Doors, SageDoor } from "#lib/sync-client/doors.ts";
import { wordsOf } from "#lib/sync-client/durable-file.ts";
import type { EntrySheets } from "#lib/sync-client/entry-sheets.ts";
import type { SageReader } from "#lib/sync-client/readers/reader.ts";
import { runName, type SageFolder, type WaitResult } from "#lib/sync-client/sage-folder.ts";
import { rowsUnderKey } from "#lib/sync-client/sage-queries.ts";

export type Seen = { readonly look: Look; readonly evidence: Readonly<Record<string, unknown>> };

/** What a document needs of Sage. `tags` are those of earlier documents of the export, whose files may still wait. */
export interface Sage {
  write(document: ExportDocument, fence: number, beforeTrigger: () => void | Promise<void>): Promise<void>;
  awaitImport(document: ExportDocument, fence: number, signal: AbortSignal): Promise<WaitResult>;
  look(document: ExportDocument, fence: number, tags: readonly string[]): Promise<Seen>;
}

type Parts = {
  readonly folder: SageFolder;
  readonly sheets: EntrySheets;
  readonly reader: SageReader;
  readonly doors: Doors;
  readonly now: () => Date;
};
const shownRows = 200;

/** Sage as it stands on this server: the company's folder and SQL. */
export function sageOf(parts: Parts): Sage {
  const doorOf = (document: ExportDocument) => parts.doors[document.door ?? "file"];
  return {
    write: (document, fence, beforeTrigger) => doorOf(document).write(document, fence, beforeTrigger),
    awaitImport: (document, fence, signal) => doorOf(document).wait(document, fence, signal),
    look: (document, fence, tags) => look(parts, document, fence, tags),
  };
}

/**
 * One look. Sage goes on working meanwhile, so the order matters (core/machines/look.ts): posted rows, unposted rows, files
 * last. What moves on between the first two is then seen in the report of the import and is not taken for absent.
 */
async function look(parts: Parts, document: ExportDocument, fence: number, tags: readonly string[]): Promise<Seen> {
  const at = parts.now().toISOString();
  const { reader, folder } = parts;
  try {
    const all = (rowsOf: (expectation: Expectation) => Promise<readonly Row[]>) =>
      Promise.all(document.expectations.map(rowsOf));
    const posted = await all((expectation) => rowsUnderKey(reader, expectation));
    const unposted = await all((expectation) => unpostedRows(reader, expectation));
    const runs = await runsOf(parts.doors[document.door ?? "file"], document.tag, fence, tags);
    const found: Found[] = document.expectations.map((_, n) => ({
      posted: posted[n] ?? [],
      unposted: unposted[n] ?? [],
    }));
    if (document.door === "attended") await putAway(parts.sheets, document, found, runs);
    const last = runs.findLast((run) => run.spool !== "none");
    const reports = last ? await folder.reports(runName(document.tag, last.fence)) : {};
    const shown = document.expectations.map(({ table }, n) => ({ table, ...cut(found[n]) }));
    const whose = isLookOnly(document) ? { isAnybodys: true as const } : {};
    return { look: { at, isReadable: true, ...whose, found, runs }, evidence: { at, reports, found: shown } };
  } catch (error) {
    const found = document.expectations.map(() => ({ posted: [], unposted: [] }));
    return { look: { at, isReadable: false, found, runs: [] }, evidence: { at, problem: wordsOf(error) } };
  }
}

async function runsOf(door: SageDoor, tag: string, fence: number, tags: readonly string[]): Promise<readonly Run[]> {
  const fences = Array.from({ length: fence }, (_, n) => n + 1);
  const runs = await Promise.all(fences.map((n) => door.run(tag, n)));
  const earlier = await Promise.all(
    tags.filter((other) => other !== tag).flatMap((other) => fences.map((n) => door.run(other, n))),
  );
  return [...runs, ...earlier.filter((run) => run.spool === "waiting")];
}

async function unpostedRows(reader: SageReader, expectation: Expectation): Promise<readonly Row[]> {
  const expected = unpostedOf(expectation);
  return expected === null ? [] : rowsUnderKey(reader, expected);
}

/** A sheet is done as soon as Sage shows what it says. */
async function putAway(
  sheets: EntrySheets,
  { tag, expectations }: ExportDocument,
  found: readonly Found[],
  runs: readonly Run[],
): Promise<void> {
  const isKeyed = expectations.every((one, n) => differences(one, found[n]?.posted ?? []).length === 0);
  if (!isKeyed) return;
  for (const run of runs.filter(({ spool }) => spool === "waiting")) await sheets.finish(runName(tag, run.fence));
}

function cut(found: Found | undefined): Found {
  return { posted: found?.posted.slice(0, shownRows) ?? [], unposted: found?.unposted.slice(0, shownRows) ?? [] };
}
