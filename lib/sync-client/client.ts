import { access } from "node:fs/promises";
import { hostname } from "node:os";
import { Documents } from "#lib/sync-client/documents.ts";
import { openDoors } from "#lib/sync-client/doors.ts";
import { wordsOf } from "#lib/sync-client/durable-file.ts";
import { EntrySheets } from "#lib/sync-client/entry-sheets.ts";
import { markFolder } from "#lib/sync-client/folder-mark.ts";
import {
  type ClientFile,
  type Home,
  PlainFault,
  readClientFile,
  readKeyFile,
  writeClientFile,
} from "#lib/sync-client/home.ts";
import { Journal } from "#lib/sync-client/journal.ts";
import { historiesOf } from "#lib/sync-client/journal-compact.ts";
import type { JournalEntry } from "#lib/sync-client/journal-line.ts";
import { Link, type Log } from "#lib/sync-client/link.ts";
import { holdLock } from "#lib/sync-client/lock.ts";
import { Mirror } from "#lib/sync-client/mirror.ts";
import type { TriggerPoint } from "#lib/sync-client/one-document.ts";
import { type ClientMessage, type ServerMessage, syncClientVersion } from "#lib/sync-client/protocol.ts";
import { readPrivateKey, readPublicKey } from "#lib/sync-client/protocol-signing.ts";
import type { SageReader } from "#lib/sync-client/readers/reader.ts";
import { type Sage, sageOf } from "#lib/sync-client/sage.ts";
import { SageFolder } from "#lib/sync-client/sage-folder.ts";
import { ping } from "#lib/sync-client/sage-queries.ts";
import type { SageWriter } from "#lib/sync-client/writers/writer.ts";

export type ClientOptions = {
  readonly home: Home;
  readonly openReader: (file: ClientFile) => SageReader;
  /** null where Sage may not be changed over SQL. */
  readonly openWriter: (file: ClientFile) => SageWriter | null;
  readonly log: Log;
  readonly atPoint: (point: TriggerPoint) => void | Promise<void>;
  /** The first welcome of this run. */
  readonly onReady: () => void;
  /** The client can do no more; the process ends with these words. */
  readonly onFatal: (error: unknown) => void;
};
export type RunningClient = { close(): Promise<void> };

const pingMs = 5_000;
const reportAgainMs = 15_000;

/** Starts the sync client of one home folder: lock, epoch, journal, then Sage and the connection. */
export async function startSyncClient(options: ClientOptions): Promise<RunningClient> {
  const file = await readClientFile(options.home);
  const key = readPrivateKey(await readKeyFile(options.home));
  await access(file.sage.dataFolder).catch(() => {
    throw new PlainFault(`The Sage folder ${file.sage.dataFolder} is not there.`);
  });
  const lock = await holdLock(file.sage.dataFolder);
  try {
    const { companyId, companyName } = file;
    await markFolder(file.sage.dataFolder, { kind: "company", companyId, companyName });
    const { journal, entries, tornBytes } = await Journal.open(options.home.journal, file.syncClientId, new Date());
    try {
      const risen = await riseEpoch(options.home, file, journal, entries);
      const folder = new SageFolder(file.sage.dataFolder);
      await folder.open();
      const running = new Running(options, risen, journal, folder, options.openReader(risen));
      running.start(key, historiesOf(entries), tornBytes);
      return { close: () => running.close().finally(() => lock.release()) };
    } catch (error) {
      await journal.close();
      throw error;
    }
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** The epoch on disk is higher than ever before this client does or says anything. */
async function riseEpoch(
  home: Home,
  file: ClientFile,
  journal: Journal,
  entries: readonly JournalEntry[],
): Promise<ClientFile> {
  const journaled = entries.reduce(
    (epoch, entry) => (entry.kind === "start" ? Math.max(epoch, entry.epoch) : epoch),
    0,
  );
  // A start that was cut short has written the one and not the other.
  if (journaled > file.epoch || journaled < file.epoch - 1) {
    const older =
      journaled > file.epoch ? "client.json is older than the journal" : "the journal is older than client.json";
    throw new PlainFault(
      `In ${home.folder} ${older}: one of them is a copy. Put the newest of both back, or enrol a new one.`,
    );
  }
  const risen = { ...file, epoch: file.epoch + 1 };
  await writeClientFile(home, risen);
  await journal.append({ kind: "start", epoch: risen.epoch });
  return risen;
}

class Running {
  readonly #options: ClientOptions;
  readonly #journal: Journal;
  readonly #folder: SageFolder;
  readonly #reader: SageReader;
  readonly #writer: SageWriter | null;
  #file: ClientFile;
  #documents: Documents | null = null;
  #link: Link | null = null;
  #mirror: Mirror | null = null;
  #isReadable = false;
  #isReady = false;
  #isWantDue = false;
  #isWantPlanned = false;
  #places = 0;
  #isClosed = false;
  #timers: NodeJS.Timeout[] = [];
  #news: ClientMessage[] = [];

  constructor(options: ClientOptions, file: ClientFile, journal: Journal, folder: SageFolder, reader: SageReader) {
    this.#options = options;
    this.#file = file;
    this.#journal = journal;
    this.#folder = folder;
    this.#reader = reader;
    this.#writer = options.openWriter(file);
  }

  start(key: ReturnType<typeof readPrivateKey>, histories: ReturnType<typeof historiesOf>, tornBytes: number): void {
    const { gatewayUrl, syncClientId, companyId, serverPublicKey } = this.#file;
    const send = (message: ClientMessage) => this.#link?.send(message) ?? false;
    this.#mirror = new Mirror(this.#reader, send);
    const now = () => new Date();
    this.#documents = new Documents(
      {
        companyId,
        sage: this.#sage(now),
        journal: this.#journal,
        send,
        onPlaces: () => this.#want(),
        onFatal: this.#options.onFatal,
        atPoint: this.#options.atPoint,
        now,
      },
      histories,
    );
    this.#link = new Link({
      url: gatewayUrl,
      syncClientId,
      key,
      serverKey: readPublicKey(serverPublicKey),
      hello: () => this.#hello(),
      onMessage: (message) => this.#take(message),
      log: this.#options.log,
    });
    if (tornBytes > 0)
      this.#tell("warning", `A torn line of ${tornBytes} bytes at the end of the journal was cut off.`);
    this.#documents.start();
    this.#link.open();
    void this.#ping();
    this.#timers.push(setInterval(() => void this.#ping(), pingMs));
    this.#timers.push(setInterval(() => this.#documents?.reportAgain(), reportAgainMs));
  }

  #sage(now: () => Date): Sage {
    const { dataFolder, importTimeoutMs } = this.#file.sage;
    const sheets = new EntrySheets(dataFolder);
    const doors = openDoors({ folder: this.#folder, sheets, writer: this.#writer, importTimeoutMs });
    return sageOf({ folder: this.#folder, sheets, reader: this.#reader, doors, now });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    await this.#documents?.stop();
    this.#link?.close();
    await this.#journal.close();
    this.#folder.close();
    await this.#reader.close().catch(() => {});
    await this.#writer?.close().catch(() => {});
  }

  #hello(): ClientMessage {
    const { companyId, epoch, serverEpoch } = this.#file;
    return {
      kind: "hello",
      clientVersion: syncClientVersion,
      host: hostname().slice(0, 200),
      companyId,
      epoch,
      serverEpoch,
    };
  }

  async #take(message: ServerMessage): Promise<void> {
    switch (message.kind) {
      case "welcome":
        return this.#welcome(message.serverEpoch);
      case "lease":
        return this.#documents?.lease(message);
      case "ack":
        return this.#documents?.acked(message.exportId, message.fence);
      case "read":
      case "count":
      case "read_keys":
        return this.#mirror?.ask(message);
      case "refused":
      case "heartbeat":
        return;
    }
  }

  async #welcome(serverEpoch: number): Promise<void> {
    if (serverEpoch < this.#file.serverEpoch)
      throw new Error("The server is older than it was; nothing is done for it.");
    if (serverEpoch > this.#file.serverEpoch) {
      this.#file = { ...this.#file, serverEpoch };
      await writeClientFile(this.#options.home, this.#file);
    }
    this.#options.log.info({ serverEpoch, epoch: this.#file.epoch }, "The gateway has welcomed this sync client.");
    this.#mirror?.clear();
    this.#documents?.reportAgain();
    for (const news of this.#news.splice(0)) this.#link?.send(news);
    this.#want(true);
    if (!this.#isReady) this.#options.onReady();
    this.#isReady = true;
  }

  /** Says how many exports may come: when places became free, and always when it is asked for by the clock. */
  #want(isDue = false): void {
    this.#isWantDue ||= isDue;
    if (this.#isWantPlanned) return;
    this.#isWantPlanned = true;
    setImmediate(() => {
      const places = this.#documents?.places ?? 0;
      const isNews = this.#isWantDue || places > this.#places;
      this.#places = places;
      this.#isWantPlanned = false;
      this.#isWantDue = false;
      if (isNews && !this.#isClosed) this.#link?.send({ kind: "want", places, isSageReadable: this.#isReadable });
    });
  }

  async #ping(): Promise<void> {
    const problem = await ping(this.#reader).then(
      () => null,
      (error: unknown) => wordsOf(error),
    );
    if (this.#isClosed) return;
    if (problem !== null && this.#isReadable) this.#tell("warning", `Sage cannot be read: ${problem}`);
    if (problem === null && !this.#isReadable) this.#tell("info", "Sage can be read.");
    if (problem !== null && !this.#isReadable) this.#options.log.warn({ problem }, "Sage cannot be read.");
    this.#isReadable = problem === null;
    this.#want(true);
  }

  #tell(level: "info" | "warning" | "error", words: string): void {
    this.#options.log[level === "warning" ? "warn" : level]({}, words);
    const news: ClientMessage = { kind: "event", level, words: words.slice(0, 2000) };
    if (!this.#link?.send(news)) this.#news = [...this.#news, news].slice(-20);
  }
}
