import { type KeyObject, randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import { isAtLeast, oldestSyncClient } from "#lib/core/version.ts";
import type { GatewayStore, Hello, RegisteredClient } from "#lib/gateway/store.ts";
import { ClientGreeting, ClientMessage, protocolVersion, type ServerMessage } from "#lib/sync-client/protocol.ts";
import { Channel, ChannelError, makeNonce, readPublicKey } from "#lib/sync-client/protocol-signing.ts";

export type Log = {
  info(fields: object, words: string): void;
  warn(fields: object, words: string): void;
  error(fields: object, words: string): void;
};
export const times = { heartbeatMs: 5_000, deadMs: 15_000, greetingMs: 10_000 } as const;
export type Times = { readonly [Name in keyof typeof times]: number };

export type ConnectionTools = {
  readonly store: GatewayStore;
  readonly serverKey: KeyObject;
  readonly log: Log;
  readonly times: Times;
  /** Takes the client's one place on this gateway; false while another connection of the client lives there. */
  readonly claim: (connection: Connection) => Promise<boolean>;
  readonly onMessage: (connection: Connection, message: ClientMessage) => Promise<void>;
  readonly onClose: (connection: Connection) => void;
};

const maxQueued = 256;
const maxBuffered = 32_000_000;
const refusals = {
  unknown: "This sync client is not enrolled here.",
  revoked: "This sync client was revoked. An administrator enrols a new one in Settings.",
  version: "This sync client speaks another version of the protocol; install the version that Countersign offers.",
  tooOld: (version: string) =>
    `This sync client is version ${version}; Countersign needs ${oldestSyncClient} or newer. Copy dist/sync-client.mjs of this Countersign to the Sage server and start it again.`,
  company: "This sync client is enrolled for another company.",
  epochBehind: "A newer start of this sync client is known: this home folder is an old copy. Enrol a new sync client.",
  serverBehind:
    "Countersign was restored from a backup that is older than this sync client's journal. A person must confirm.",
  twice: "Another connection of this sync client is alive.",
} as const;

/** One WebSocket of one sync client: greeting, challenge, signed hello, then signed messages in strict order. */
export class Connection {
  readonly id = randomUUID();
  readonly #socket: WebSocket;
  readonly #tools: ConnectionTools;
  readonly #nonce = makeNonce();
  #syncClientId: string | null = null;
  #channel: Channel | null = null;
  #hello: Hello | null = null;
  #queue: string[] = [];
  #isWorking = false;
  #isClosed = false;
  #heardAt = performance.now();
  #beatAt = performance.now();
  #timer: NodeJS.Timeout | null = null;

  constructor(socket: WebSocket, tools: ConnectionTools) {
    this.#socket = socket;
    this.#tools = tools;
    socket.on("message", (data, isBinary) =>
      isBinary ? this.#drop("A binary message came.") : this.#heard(data.toString()),
    );
    socket.on("error", (error) => this.#drop(error.message));
    socket.on("close", () => this.#closed());
    this.#timer = setInterval(() => this.#beat(), Math.min(1_000, tools.times.heartbeatMs / 2));
  }

  get syncClientId(): string {
    return this.#syncClientId ?? "";
  }

  get isWelcome(): boolean {
    return this.#hello !== null && !this.#isClosed;
  }

  /** True when nothing was heard for so long that another connection may take the place. */
  get isDead(): boolean {
    return this.#isClosed || performance.now() - this.#heardAt > this.#tools.times.deadMs;
  }

  /** False while the other side takes in too slowly what it was sent; nothing more is given to it then. */
  get hasRoom(): boolean {
    return this.#socket.bufferedAmount < maxBuffered / 4;
  }

  send(message: ServerMessage): void {
    if (this.#isClosed || !this.#channel || this.#socket.readyState !== 1) return;
    if (this.#socket.bufferedAmount > maxBuffered) this.#drop("The sync client does not take in what it is sent.");
    else this.#socket.send(this.#channel.seal(message));
  }

  refuse(code: string, words: string): void {
    this.#tools.log.warn({ syncClientId: this.#syncClientId, code }, words);
    this.send({ kind: "refused", code, words });
    this.end();
  }

  end(): void {
    this.#queue = [];
    this.#socket.close(1000);
    setTimeout(() => this.#socket.terminate(), 1_000).unref();
  }

  /** Registered, not revoked and not overtaken: asked before every batch of messages and before every lease. */
  async standing(): Promise<RegisteredClient | null> {
    const client = await this.#tools.store.client(this.syncClientId);
    if (!client) this.refuse("client.unknown", refusals.unknown);
    else if (client.isRevoked) this.refuse("client.revoked", refusals.revoked);
    else if (this.#hello && client.epoch > this.#hello.epoch) this.refuse("epoch.behind", refusals.epochBehind);
    else return client;
    return null;
  }

  #heard(text: string): void {
    this.#heardAt = performance.now();
    if (this.#isClosed) return;
    this.#queue.push(text);
    if (this.#queue.length >= maxQueued) this.#socket.pause();
    if (!this.#isWorking) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    try {
      while (this.#queue.length > 0 && !this.#isClosed) {
        const batch = this.#queue.splice(0);
        this.#socket.resume();
        await this.#takeBatch(batch);
      }
    } catch (error) {
      // The database is away or the peer is not to be trusted: nothing was answered, the client says it again.
      const words = error instanceof Error ? error.message : String(error);
      if (error instanceof ChannelError) this.#tools.log.warn({ syncClientId: this.#syncClientId }, words);
      else this.#tools.log.error({ err: error, syncClientId: this.#syncClientId }, "A message could not be handled.");
      this.#drop(words);
    } finally {
      this.#isWorking = false;
    }
  }

  async #takeBatch(batch: readonly string[]): Promise<void> {
    let rest = batch;
    if (!this.#syncClientId) {
      await this.#greet(rest[0] ?? "");
      rest = rest.slice(1);
    }
    if (rest.length === 0) return;
    const client = this.#channel ? await this.standing() : null;
    if (!client) return;
    for (const text of rest) {
      if (this.#isClosed || !this.#channel || this.#socket.readyState !== 1) return;
      const message = ClientMessage.safeParse(this.#channel.open(text));
      if (!message.success) throw new ChannelError(`A message has not its form: ${message.error.issues[0]?.message}`);
      if (message.data.kind === "hello") await this.#admit(message.data, client);
      else if (this.#hello) await this.#tools.onMessage(this, message.data);
      else throw new ChannelError("The first message is not a hello.");
    }
  }

  async #greet(text: string): Promise<void> {
    const greeting = text.length > 1_000 ? undefined : ClientGreeting.safeParse(jsonOf(text)).data;
    if (!greeting) return this.#drop("The greeting has not its form.");
    this.#syncClientId = greeting.syncClientId;
    const client = await this.#tools.store.client(greeting.syncClientId);
    this.#socket.send(JSON.stringify({ version: protocolVersion, nonce: this.#nonce }));
    this.#channel = new Channel({
      own: "server",
      syncClientId: greeting.syncClientId,
      ownKey: this.#tools.serverKey,
      // Somebody unknown is told so in a signed answer; nothing that they say is ever accepted.
      peerKey: client ? readPublicKey(client.publicKey) : this.#tools.serverKey,
      ownNonce: this.#nonce,
      peerNonce: greeting.nonce,
    });
    if (!client) this.refuse("client.unknown", refusals.unknown);
  }

  async #admit(hello: Hello & { kind: "hello" }, client: RegisteredClient): Promise<void> {
    if (this.#hello) throw new ChannelError("A second hello came.");
    const { kind: _kind, ...said } = hello;
    if (!isAtLeast(said.clientVersion, oldestSyncClient))
      return this.refuse("client.version", refusals.tooOld(said.clientVersion.slice(0, 20)));
    if (said.companyId !== client.companyId) return this.refuse("client.company", refusals.company);
    if (said.epoch < client.epoch) return this.refuse("epoch.behind", refusals.epochBehind);
    if (client.serverEpoch < said.serverEpoch) return this.refuse("server.behind", refusals.serverBehind);
    if (!(await this.#tools.claim(this))) return this.refuse("client.twice", refusals.twice);
    const admission = await this.#tools.store.connected(this.syncClientId, this.id, said);
    if (admission.kind === "refused") return this.refuse(admission.code, admission.words);
    if (this.#isClosed) return void this.#tools.store.disconnected(this.syncClientId, this.id).catch(() => {});
    this.#hello = said;
    this.send({ kind: "welcome", serverEpoch: client.serverEpoch, heartbeatMs: this.#tools.times.heartbeatMs });
  }

  #beat(): void {
    const now = performance.now();
    const silence = now - this.#heardAt;
    if (silence > this.#tools.times.deadMs) this.#drop("Nothing was heard any more.");
    else if (!this.#hello && silence > this.#tools.times.greetingMs) this.#drop("No hello came.");
    else if (this.#hello && now - this.#beatAt >= this.#tools.times.heartbeatMs) {
      this.#beatAt = now;
      this.send({ kind: "heartbeat" });
    }
  }

  #drop(reason: string): void {
    if (!this.#isClosed)
      this.#tools.log.info({ syncClientId: this.#syncClientId, reason }, "A connection was dropped.");
    this.#socket.terminate();
  }

  #closed(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#timer) clearInterval(this.#timer);
    this.#tools.onClose(this);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
