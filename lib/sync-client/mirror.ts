import { wordsOf } from "#lib/sync-client/durable-file.ts";
import type { ClientMessage, ServerMessage } from "#lib/sync-client/protocol.ts";
import type { SageReader } from "#lib/sync-client/readers/reader.ts";
import { countRows, keysAfter, missingColumns, pageAfter } from "#lib/sync-client/sage-queries.ts";

type Read = Extract<ServerMessage, { kind: "read" }>;
type Question = Extract<ServerMessage, { kind: "read" | "count" | "read_keys" }>;
const maxCharacters = 4_000_000;
const maxWaiting = 100;
const missingMs = 600_000;

/** Answers the server's questions one after the other, so that the mirror never crowds out the documents. */
export class Mirror {
  readonly #reader: SageReader;
  readonly #send: (message: ClientMessage) => boolean;
  #waiting: Question[] = [];
  #isWorking = false;
  /** Columns that this Sage does not have; believed for a while. */
  readonly #missing = new Map<string, { readonly columns: ReadonlySet<string>; readonly until: number }>();

  constructor(reader: SageReader, send: (message: ClientMessage) => boolean) {
    this.#reader = reader;
    this.#send = send;
  }

  ask(read: Question): void {
    if (this.#waiting.length >= maxWaiting) {
      const { requestId, table } = read;
      this.#send({ kind: "read_failed", requestId, table, reason: "Too many reads are waiting." });
      return;
    }
    this.#waiting.push(read);
    void this.#work();
  }

  /** Forgets what the last connection asked for; the next one asks again. */
  clear(): void {
    this.#waiting = [];
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    for (let read = this.#waiting.shift(); read; read = this.#waiting.shift()) this.#send(await this.#answer(read));
    this.#isWorking = false;
  }

  async #answer(question: Question): Promise<ClientMessage> {
    const { requestId, table } = question;
    try {
      if (question.kind === "count")
        return { kind: "counted", requestId, table, ...(await countRows(this.#reader, table)) };
      if (question.kind === "read_keys")
        return { kind: "keys", requestId, table, ...(await keysAfter(this.#reader, question)) };
      return await this.#read(question);
    } catch (error) {
      return { kind: "read_failed", requestId, table, reason: wordsOf(error) };
    }
  }

  /** A page; where it fails for columns that this Sage does not have, once more without them. */
  async #read(read: Read): Promise<ClientMessage> {
    return await this.#page(read).catch(async (error: unknown) => {
      const missing = await missingColumns(this.#reader, read.table, read.columns).catch(() => null);
      if (!missing || missing.length === 0) throw error;
      this.#missing.set(read.table, { columns: new Set(missing), until: performance.now() + missingMs });
      return await this.#page(read);
    });
  }

  async #page({ requestId, table, columns: asked, cursor, limit }: Read): Promise<ClientMessage> {
    const missing = this.#missing.get(table);
    const isKnown = missing !== undefined && missing.until > performance.now();
    const columns = isKnown ? asked.filter((column) => !missing.columns.has(column)) : asked;
    for (let size = limit; ; size = Math.ceil(size / 4)) {
      const page = await pageAfter(this.#reader, { table, columns, cursor, limit: size });
      const isSmall = JSON.stringify(page.rows).length <= maxCharacters;
      if (isSmall || size === 1)
        return { kind: "rows", requestId, table, columns: [...columns], ...page, rows: [...page.rows] };
    }
  }
}
