import type { KeyObject } from "node:crypto";
import { WebSocket } from "ws";
import { wordsOf } from "#lib/sync-client/durable-file.ts";
import { type ClientMessage, protocolVersion, ServerGreeting, ServerMessage } from "#lib/sync-client/protocol.ts";
import { Channel, makeNonce } from "#lib/sync-client/protocol-signing.ts";

export type Log = {
  info(fields: object, words: string): void;
  warn(fields: object, words: string): void;
  error(fields: object, words: string): void;
};
export type LinkOptions = {
  readonly url: string;
  readonly syncClientId: string;
  readonly key: KeyObject;
  readonly serverKey: KeyObject;
  readonly hello: () => ClientMessage;
  /** Handled one after the other, in the order of the server; a throw ends the connection. */
  readonly onMessage: (message: ServerMessage) => void | Promise<void>;
  readonly log: Log;
};

const openMs = 10_000;
const backoff = { firstMs: 250, maxMs: 30_000 } as const;
const maxBytes = 20_000_000;

/** The connection to the gateway: always outbound, opened again for ever, alive only while signed words come in. */
export class Link {
  readonly #options: LinkOptions;
  #socket: WebSocket | null = null;
  #channel: Channel | null = null;
  #isWelcome = false;
  #isClosed = false;
  #failures = 0;
  #heartbeatMs = 5_000;
  #heardAt = 0;
  #timers: NodeJS.Timeout[] = [];
  #retry: NodeJS.Timeout | null = null;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  open(): void {
    if (this.#isClosed) return;
    const nonce = makeNonce();
    const socket = new WebSocket(`${this.#options.url.replace(/\/$/, "")}/sync`, {
      maxPayload: maxBytes,
      handshakeTimeout: openMs,
      perMessageDeflate: false,
    });
    this.#socket = socket;
    let queue = Promise.resolve();
    socket.on("open", () => {
      const { syncClientId } = this.#options;
      socket.send(JSON.stringify({ version: protocolVersion, syncClientId, nonce }));
      this.#watchOver(socket);
    });
    socket.on("message", (data) => {
      this.#heardAt = performance.now();
      const text = data.toString();
      queue = queue.then(() => (socket === this.#socket ? this.#take(socket, nonce, text) : undefined));
    });
    socket.on("error", (error) =>
      this.#options.log.warn({ problem: wordsOf(error) }, "The gateway cannot be reached."),
    );
    socket.on("close", () => this.#lost(socket));
  }

  /** Sends when the server has welcomed this connection; answers whether it did. */
  send(message: ClientMessage): boolean {
    if (!this.#isWelcome || !this.#channel || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(this.#channel.seal(message));
    return true;
  }

  close(): void {
    this.#isClosed = true;
    if (this.#retry) clearTimeout(this.#retry);
    const socket = this.#socket;
    if (!socket) return;
    socket.close(1000);
    setTimeout(() => socket.terminate(), 1_000).unref();
  }

  async #take(socket: WebSocket, nonce: string, text: string): Promise<void> {
    try {
      if (!this.#channel) return this.#begin(socket, nonce, text);
      const message = ServerMessage.parse(this.#channel.open(text));
      if (message.kind === "heartbeat") return;
      if (message.kind === "refused") {
        this.#options.log.error({ code: message.code }, `The gateway refuses this sync client: ${message.words}`);
        // A connection that a dead worker held is free soon: asked again and again, not later and later.
        this.#failures = message.code === "client.twice" ? 4 : Math.max(this.#failures, 4);
        return socket.close(1000);
      }
      if (message.kind === "welcome") {
        this.#heartbeatMs = message.heartbeatMs;
        this.#failures = 0;
        this.#isWelcome = true;
      } else if (!this.#isWelcome) throw new Error("The server spoke before its welcome.");
      await this.#options.onMessage(message);
    } catch (error) {
      this.#options.log.error(
        { problem: wordsOf(error) },
        "A message of the gateway is not acceptable; it was not acted on.",
      );
      socket.terminate();
      if (socket === this.#socket) this.#socket = null;
      this.#lost(socket);
    }
  }

  #begin(socket: WebSocket, ownNonce: string, text: string): void {
    const greeting = ServerGreeting.parse(JSON.parse(text));
    const { syncClientId, key, serverKey, hello } = this.#options;
    const keys = {
      own: "client",
      syncClientId,
      ownKey: key,
      peerKey: serverKey,
      ownNonce,
      peerNonce: greeting.nonce,
    } as const;
    this.#channel = new Channel(keys);
    socket.send(this.#channel.seal(hello()));
  }

  /** Heartbeats out, silence noticed: a half-open connection ends after three beats without a word. */
  #watchOver(socket: WebSocket): void {
    this.#heardAt = performance.now();
    let sentAt = this.#heardAt;
    const timer = setInterval(() => {
      const now = performance.now();
      if (now - this.#heardAt > 3 * this.#heartbeatMs) return socket.terminate();
      if (!this.#isWelcome && now - this.#heardAt > openMs) return socket.terminate();
      if (now - sentAt < this.#heartbeatMs) return;
      sentAt = now;
      this.send({ kind: "heartbeat" });
    }, 500);
    this.#timers.push(timer);
  }

  #lost(socket: WebSocket): void {
    if (this.#socket !== socket && this.#socket !== null) return;
    if (this.#retry) return;
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    this.#socket = null;
    this.#channel = null;
    this.#isWelcome = false;
    if (this.#isClosed) return;
    const limit = Math.min(backoff.firstMs * 2 ** this.#failures, backoff.maxMs);
    this.#failures += 1;
    this.#retry = setTimeout(
      () => {
        this.#retry = null;
        this.open();
      },
      limit / 2 + (Math.random() * limit) / 2,
    );
  }
}
