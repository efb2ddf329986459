import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import type { Incoming, Kind } from "#lib/simulators/procore/data-file.ts";
import { KINDS } from "#lib/simulators/procore/data-file.ts";
import { Store } from "#lib/simulators/procore/store.ts";

const FLUSH_AFTER_MS = 50;
const LONGEST_JOURNAL_BYTES = 128 * 1024 * 1024;
const CHUNK_RECORDS = 500;

type JournalEntry = { kind: Kind; id: number; record: Incoming<Kind> | null };

/**
 * The data file plus a journal of what changed since it was written. The journal names the file it belongs to by size and
 * time, so that a journal left behind is not replayed over a data file that something else has put in place.
 */
export class Persistence {
  readonly #store: Store;
  readonly #file: string;
  readonly #changed = new Map<Kind, Set<number>>();
  #journal: number | null = null;
  #journalBytes = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(store: Store, file: string) {
    this.#store = store;
    this.#file = file;
  }

  open(): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    if (existsSync(this.#file)) this.#store.loadAll(Store.parse(JSON.parse(readFileSync(this.#file, "utf8"))));
    const replayed = this.#replay();
    this.#store.onWrite((kind, id) => this.#note(kind, id));
    if (replayed > 0 || !existsSync(this.#file)) this.writeWhole();
    else this.#startJournal(fingerprint(statSync(this.#file)));
  }

  /** Writes the whole data file beside the old one and puts it in its place. */
  writeWhole(): void {
    this.#stopTimer();
    this.#changed.clear();
    const temporary = `${this.#file}.new`;
    const target = openSync(temporary, "w");
    writeSync(target, "{");
    for (const [index, kind] of KINDS.entries()) {
      writeSync(target, `${index === 0 ? "" : ","}\n${JSON.stringify(kind)}: [`);
      this.#writeRecords(target, kind);
      writeSync(target, "]");
    }
    writeSync(target, "\n}\n");
    fsyncSync(target);
    const mark = fingerprint(fstatSync(target));
    closeSync(target);
    renameSync(temporary, this.#file);
    this.#startJournal(mark);
  }

  close(): void {
    const isUnchanged = this.#journalBytes === 0 && this.#changed.size === 0;
    if (!isUnchanged) this.writeWhole();
    this.#stopTimer();
    if (this.#journal !== null) closeSync(this.#journal);
    this.#journal = null;
  }

  #writeRecords(target: number, kind: Kind): void {
    let chunk: string[] = [];
    let separator = "\n";
    const flush = () => {
      if (chunk.length === 0) return;
      writeSync(target, separator + chunk.join(",\n"));
      separator = ",\n";
      chunk = [];
    };
    for (const record of this.#store.all(kind)) {
      chunk.push(JSON.stringify(record));
      if (chunk.length >= CHUNK_RECORDS) flush();
    }
    flush();
  }

  #note(kind: Kind, id: number): void {
    const ids = this.#changed.get(kind) ?? new Set();
    ids.add(id);
    this.#changed.set(kind, ids);
    this.#timer ??= setTimeout(() => this.#flush(), FLUSH_AFTER_MS);
  }

  #flush(): void {
    this.#stopTimer();
    if (this.#journal === null) return;
    for (const [kind, ids] of this.#changed) {
      let lines: string[] = [];
      for (const id of ids) {
        lines.push(`${JSON.stringify({ kind, id, record: this.#store.get(kind, id) })}\n`);
        if (lines.length < CHUNK_RECORDS) continue;
        this.#journalBytes += writeSync(this.#journal, lines.join(""));
        lines = [];
      }
      this.#journalBytes += writeSync(this.#journal, lines.join(""));
    }
    this.#changed.clear();
    if (this.#journalBytes > LONGEST_JOURNAL_BYTES) this.writeWhole();
  }

  #startJournal(mark: string): void {
    if (this.#journal !== null) closeSync(this.#journal);
    this.#journal = openSync(`${this.#file}.journal`, "w");
    writeSync(this.#journal, `${JSON.stringify({ of: mark })}\n`);
    this.#journalBytes = 0;
  }

  #replay(): number {
    const journal = `${this.#file}.journal`;
    if (!existsSync(journal) || !existsSync(this.#file)) return 0;
    const [head = "", ...lines] = readFileSync(journal, "utf8").split("\n");
    if ((parseLine<{ of: string }>(head)?.of ?? "") !== fingerprint(statSync(this.#file))) return 0;
    let replayed = 0;
    for (const line of lines) {
      const entry = parseLine<JournalEntry>(line);
      if (!entry) continue;
      if (entry.record) this.#store.load(entry.kind, entry.record);
      else this.#store.remove(entry.kind, entry.id, 0);
      replayed += 1;
    }
    return replayed;
  }

  #stopTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

function fingerprint({ size, mtimeMs }: { size: number; mtimeMs: number }): string {
  return `${size}-${mtimeMs}`;
}

/** The last line may be torn when the process was killed while it wrote. */
function parseLine<T>(line: string): T | null {
  try {
    return JSON.parse(line) as T;
  } catch {
    return null;
  }
}
