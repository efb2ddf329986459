import { access, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ExportDocument } from "#lib/core/export-document.ts";
import type { Run } from "#lib/core/machines/look.ts";
import { codeOf, writeDurably } from "#lib/sync-client/durable-file.ts";

/**
 * Sheets that wait until a person has keyed them into Sage, in the company's folder "Entry". A sheet is done when Sage shows
 * what it says; whoever removes one by hand says that it will not be keyed.
 */
export class EntrySheets {
  readonly #waiting: string;
  readonly #done: string;

  constructor(dataFolder: string) {
    this.#waiting = join(dataFolder, "Entry");
    this.#done = join(this.#waiting, "Done");
  }

  async place(name: string, document: ExportDocument): Promise<void> {
    await mkdir(this.#done, { recursive: true });
    await writeDurably(this.#path(name), textOf(document));
  }

  async run(name: string, fence: number): Promise<Run> {
    if (await isThere(this.#path(name)))
      return { fence, spool: "waiting", waitsFor: "Waits to be keyed in Sage from its entry sheet", report: null };
    const isDone = await isThere(join(this.#done, `${name}.txt`));
    await rm(`${this.#path(name)}.tmp`, { force: true });
    return { fence, spool: isDone ? "done" : "none", report: null };
  }

  /** Puts the sheet of one hand-over away. */
  async finish(name: string): Promise<void> {
    await rename(this.#path(name), join(this.#done, `${name}.txt`)).catch((error: unknown) => {
      if (codeOf(error) !== "ENOENT") throw error;
    });
  }

  #path(name: string): string {
    return join(this.#waiting, `${name}.txt`);
  }
}

function textOf({ erpId, tag, sheet = [] }: ExportDocument): string {
  const screens = sheet.map(({ title, fields }) => {
    const width = Math.max(...fields.map(({ label }) => label.length));
    return [title, ...fields.map(({ label, value }) => `  ${label.padEnd(width)}  ${value}`)].join("\r\n");
  });
  return [`To be keyed in Sage: ${erpId} (${tag})`, ...screens, ""].join("\r\n\r\n");
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === "ENOENT") return false;
      throw error;
    },
  );
}
