import { type FSWatcher, watch } from "node:fs";
import { access, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ExportFile } from "#lib/core/export-document.ts";
import type { Run } from "#lib/core/machines/look.ts";
import { codeOf, syncFolder } from "#lib/sync-client/durable-file.ts";
import { isPostReportWhole, parseImportReport } from "#lib/sync-client/sage-report.ts";
import { decodeWindows1252, encodeWindows1252 } from "#lib/sync-client/windows-1252.ts";

/** The name of one handing-over: the tag, and from the second attempt on the fence. */
export function runName(tag: string, fence: number): string {
  return fence === 1 ? tag : `${tag}-${fence}`;
}

export type WaitResult = "ended" | "timeout" | "aborted";
const settleMs = 1_500;
const shownCharacters = 20_000;
const missedPostsUntilGivenUp = 3;

/** The company's folder in Sage: files in, reports out (lib/README.md, "The Sage folder"). */
export class SageFolder {
  readonly #imports: string;
  readonly #done: string;
  readonly #reports: string;
  /** Who waits for which run; a change notice wakes those whom its file concerns. */
  readonly #wake = new Map<() => void, string>();
  #watcher: FSWatcher | null = null;
  #missedPosts = 0;

  constructor(dataFolder: string) {
    this.#imports = join(dataFolder, "Import");
    this.#done = join(this.#imports, "Done");
    this.#reports = join(dataFolder, "Reports");
  }

  async open(): Promise<void> {
    await mkdir(this.#imports, { recursive: true });
    await mkdir(this.#reports, { recursive: true });
    try {
      this.#watcher = watch(this.#reports, { persistent: false }, (_, file) => this.#rouse(file));
      this.#watcher.on("error", () => this.close());
    } catch {
      // Network shares may have no change notices: the poll sees the reports as well, a little later.
    }
  }

  close(): void {
    this.#watcher?.close();
    this.#watcher = null;
  }

  /** Writes the files of one run and the trigger last; throws before the trigger when anything is in the way. */
  async write(name: string, files: readonly ExportFile[], beforeTrigger: () => void | Promise<void>): Promise<void> {
    const marks = [join(this.#imports, `${name}.run`), join(this.#done, `${name}.run`), this.#importReport(name)];
    for (const mark of marks) {
      if (await isThere(mark)) throw new Error(`Sage's folder already has ${mark}.`);
    }
    for (const file of files) await this.#place(`${name}.${file.extension}`, file.text);
    await syncFolder(this.#imports);
    await beforeTrigger();
    await this.#place(`${name}.run`, files.map((file) => `${file.step},${name}.${file.extension}\r\n`).join(""));
    await syncFolder(this.#imports);
  }

  /** Waits for the end of the import report, then a moment for the post report, or for the move of the files without one. */
  async awaitImport(name: string, timeoutMs: number, signal: AbortSignal): Promise<WaitResult> {
    const report = async () => {
      const text = await readText(this.#importReport(name));
      return text === null ? null : parseImportReport(text);
    };
    const result = await this.#until(name, async () => (await report()) !== null, timeoutMs, signal);
    if (result !== "ended") return result;
    const hasImported = ((await report())?.imported.length ?? 0) > 0;
    const expectsPost = hasImported && this.#missedPosts < missedPostsUntilGivenUp;
    const isSettled = () => (expectsPost ? this.#isPosted(name) : this.#isWaiting(name).then((is) => !is));
    if ((await this.#until(name, isSettled, settleMs, signal)) === "aborted") return "aborted";
    // Where posting is done by hand, waiting for it at every document would only slow the others down.
    if (hasImported) this.#missedPosts = (await this.#isPosted(name)) ? 0 : this.#missedPosts + 1;
    return "ended";
  }

  /**
   * What became of one handing-over. The import folder is read before the folder of finished files: a move between the
   * two is then seen as finished. Files whose trigger was never written are removed before "none" is answered.
   */
  async run(name: string, fence: number): Promise<Run> {
    const isWaiting = await this.#isWaiting(name);
    const isDone = !isWaiting && (await isThere(join(this.#done, `${name}.run`)));
    const text = await readText(this.#importReport(name));
    const report = text === null ? null : parseImportReport(text);
    if (isWaiting || isDone || text !== null) return { fence, spool: isWaiting ? "waiting" : "done", report };
    const leftovers = ["jce", "jcc", "txt", "jce.tmp", "jcc.tmp", "txt.tmp", "run.tmp"].map((end) =>
      join(this.#imports, `${name}.${end}`),
    );
    await Promise.all(leftovers.map((path) => rm(path, { force: true })));
    return { fence, spool: "none", report: null };
  }

  /** The reports of one run as text, for the record. */
  async reports(name: string): Promise<Readonly<Record<string, string>>> {
    const entries = await Promise.all(
      ["import", "post"].map(
        async (kind) => [kind, await readText(join(this.#reports, `${name}.${kind}.prn`))] as const,
      ),
    );
    return Object.fromEntries(
      entries.flatMap(([kind, text]) => (text === null ? [] : [[kind, text.slice(0, shownCharacters)]])),
    );
  }

  #importReport(name: string): string {
    return join(this.#reports, `${name}.import.prn`);
  }

  #isWaiting(name: string): Promise<boolean> {
    return isThere(join(this.#imports, `${name}.run`));
  }

  async #isPosted(name: string): Promise<boolean> {
    const text = await readText(join(this.#reports, `${name}.post.prn`));
    return text !== null && isPostReportWhole(text);
  }

  async #place(name: string, text: string): Promise<void> {
    const encoded = encodeWindows1252(text);
    if ("unfit" in encoded) throw new Error(`${name} holds “${encoded.unfit}”, which Windows-1252 does not have.`);
    const path = join(this.#imports, name);
    const file = await open(`${path}.tmp`, "w", 0o664);
    try {
      await file.writeFile(encoded.bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.tmp`, path);
  }

  async #until(
    name: string,
    isSo: () => Promise<boolean>,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<WaitResult> {
    const end = performance.now() + timeoutMs;
    while (!signal.aborted) {
      if (await isSo()) return "ended";
      if (performance.now() >= end) return "timeout";
      await this.#pause(name, 100, signal);
    }
    return "aborted";
  }

  #pause(name: string, ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        this.#wake.delete(finish);
        signal.removeEventListener("abort", finish);
        resolve();
      };
      const timer = setTimeout(finish, ms);
      this.#wake.set(finish, name);
      signal.addEventListener("abort", finish, { once: true });
    });
  }

  #rouse(file: string | null): void {
    for (const [wake, name] of [...this.#wake]) if (file === null || file.startsWith(`${name}.`)) wake();
  }
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

async function readText(path: string): Promise<string | null> {
  return readFile(path).then(decodeWindows1252, (error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  });
}
