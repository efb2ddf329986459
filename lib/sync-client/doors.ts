import type { Door, ExportDocument } from "#lib/core/export-document.ts";
import type { Run } from "#lib/core/machines/look.ts";
import { wordsOf } from "#lib/sync-client/durable-file.ts";
import type { EntrySheets } from "#lib/sync-client/entry-sheets.ts";
import { runName, type SageFolder, type WaitResult } from "#lib/sync-client/sage-folder.ts";
import { SageRefused, type SageWriter, statementOf } from "#lib/sync-client/writers/writer.ts";

/** One way into Sage (design.md 6). `runs` says what became of the hand-overs of one tag up to a fence. */
export interface SageDoor {
  write(document: ExportDocument, fence: number, beforeTrigger: () => void | Promise<void>): Promise<void>;
  /** Ends when Sage has taken it or nothing more is to be expected; what came of it is seen by a look. */
  wait(document: ExportDocument, fence: number, signal: AbortSignal): Promise<WaitResult>;
  run(tag: string, fence: number): Promise<Run>;
}
export type Doors = Readonly<Record<Door, SageDoor>>;

type Parts = {
  readonly folder: SageFolder;
  readonly sheets: EntrySheets;
  /** null where the administrator of Sage has not allowed changes over SQL. */
  readonly writer: SageWriter | null;
  readonly importTimeoutMs: number;
};

export function openDoors({ folder, sheets, writer, importTimeoutMs }: Parts): Doors {
  return {
    file: {
      write: (document, fence, beforeTrigger) =>
        folder.write(runName(document.tag, fence), document.files, beforeTrigger),
      wait: (document, fence, signal) => folder.awaitImport(runName(document.tag, fence), importTimeoutMs, signal),
      run: (tag, fence) => folder.run(runName(tag, fence), fence),
    },
    database: databaseDoor(writer),
    attended: {
      write: async (document, fence, beforeTrigger) => {
        await beforeTrigger();
        await sheets.place(runName(document.tag, fence), document);
      },
      wait: async () => "ended",
      run: (tag, fence) => sheets.run(runName(tag, fence), fence),
    },
    none: noDoor,
  };
}

/** A document that is only looked for leaves nothing anywhere. */
const noDoor: SageDoor = {
  write: async () => {
    throw new Error("The document is only looked for in Sage; nothing may be written for it.");
  },
  wait: async () => "ended",
  run: async (_tag, fence) => ({ fence, spool: "none", report: null }),
};

const closed = "The sync client may not change Sage over SQL: its administrator has not given it --write-sql.";

/** A commit is all or nothing and can be seen at once; only Sage's own words against it are kept, for the look that follows. */
function databaseDoor(writer: SageWriter | null): SageDoor {
  const refusals = new Map<string, string>();
  const report = (words: string) => ({ isClean: false, imported: [], rejected: [words] });
  return {
    write: async (document, fence, beforeTrigger) => {
      await beforeTrigger();
      try {
        await writer?.apply((document.writes ?? []).map(statementOf));
      } catch (error) {
        if (error instanceof SageRefused) refusals.set(runName(document.tag, fence), wordsOf(error));
        throw error;
      }
    },
    wait: async () => "ended",
    run: async (tag, fence) => {
      const words = writer === null ? closed : refusals.get(runName(tag, fence));
      return { fence, spool: "none", report: words === undefined ? null : report(words) };
    },
  };
}
