import { type FileHandle, open, readFile } from "node:fs/promises";
import { codeOf, wordsOf, writeDurably } from "#lib/sync-client/durable-file.ts";
import { PlainFault } from "#lib/sync-client/home.ts";
import { compacted } from "#lib/sync-client/journal-compact.ts";
import { type Chain, chainStart, type JournalEntry, lineOf, scan } from "#lib/sync-client/journal-line.ts";

export type OpenedJournal = {
  readonly journal: Journal;
  readonly entries: readonly JournalEntry[];
  /** Bytes of a torn last line that were cut off. */
  readonly tornBytes: number;
};

type Written = { readonly file: FileHandle; readonly chain: Chain; readonly size: number };
type Waiting = {
  readonly entry: JournalEntry;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
};

/**
 * The append-only record of what this client has begun and found. `append` answers when the line is on disk; lines that
 * come while a flush is under way share the next one. After a failed write it takes nothing more.
 */
export class Journal {
  readonly #path: string;
  #file: FileHandle;
  #chain: Chain;
  #size: number;
  #compactAt: number;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | null = null;
  #fault: Error | null = null;

  private constructor(path: string, written: Written) {
    this.#path = path;
    this.#file = written.file;
    this.#chain = written.chain;
    this.#size = written.size;
    this.#compactAt = compactAt(written.size);
  }

  /** Makes the journal of a new client; a folder that has one already keeps it. */
  static async create(path: string, syncClientId: string): Promise<void> {
    await writeDurably(path, lineOf(chainStart, { kind: "journal", syncClientId }).line);
  }

  /** Reads and checks the journal, cuts a torn end, leaves out what is settled, and opens it for appending. */
  static async open(path: string, syncClientId: string, now: Date): Promise<OpenedJournal> {
    const bytes = await readFile(path).catch((error: unknown) => {
      if (codeOf(error) !== "ENOENT") throw error;
      throw new PlainFault(
        `The journal ${path} is missing. Put it back, or enrol a new sync client; nothing is guessed.`,
      );
    });
    const found = scan(bytes);
    const head = found.entries[0];
    if (head?.kind !== "journal" || head.syncClientId !== syncClientId) {
      throw new PlainFault(`The journal ${path} belongs to another sync client.`);
    }
    const entries = compacted(found.entries, now);
    return { journal: new Journal(path, await rewrite(path, entries)), entries, tornBytes: found.tornBytes };
  }

  /** Resolves when the entry is on disk. */
  append(entry: JournalEntry): Promise<void> {
    if (this.#fault) return Promise.reject(this.#fault);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject });
      this.#flushing ??= this.#flush();
    });
  }

  async close(): Promise<void> {
    while (this.#flushing) await this.#flushing;
    this.#fault ??= new Error("The journal is closed.");
    await this.#file.close();
  }

  async #flush(): Promise<void> {
    // One turn of the event loop gathers the appends of documents that move at the same time.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      try {
        if (this.#size > this.#compactAt) await this.#compact();
        await this.#write(group.map((waiting) => waiting.entry));
        for (const waiting of group) waiting.resolve();
      } catch (error) {
        this.#fault = new PlainFault(
          `The journal cannot be written (${wordsOf(error)}). Nothing more is sent to Sage.`,
        );
        for (const waiting of [...group, ...this.#waiting]) waiting.reject(this.#fault);
        this.#waiting = [];
      }
    }
    this.#flushing = null;
  }

  async #compact(): Promise<void> {
    const written = await rewrite(this.#path, compacted(scan(await readFile(this.#path)).entries, new Date()));
    await this.#file.close();
    this.#file = written.file;
    this.#chain = written.chain;
    this.#size = written.size;
    this.#compactAt = compactAt(written.size);
  }

  async #write(entries: readonly JournalEntry[]): Promise<void> {
    let chain = this.#chain;
    const lines = entries.map((entry) => {
      const next = lineOf(chain, entry);
      chain = next.chain;
      return next.line;
    });
    const bytes = Buffer.from(lines.join(""));
    try {
      await this.#file.appendFile(bytes);
      await this.#file.datasync();
    } catch (error) {
      await this.#file.truncate(this.#size).catch(() => {});
      throw error;
    }
    this.#chain = chain;
    this.#size += bytes.length;
  }
}

/** A file that has grown far beyond what it needed last time is written anew. */
function compactAt(size: number): number {
  return Math.max(64_000_000, 4 * size);
}

async function rewrite(path: string, entries: readonly JournalEntry[]): Promise<Written> {
  const lines: string[] = [];
  let chain = chainStart;
  for (const entry of entries) {
    const next = lineOf(chain, entry);
    lines.push(next.line);
    chain = next.chain;
  }
  await writeDurably(path, lines.join(""));
  const file = await open(path, "a+", 0o600);
  return { file, chain, size: (await file.stat()).size };
}
