import type { Connection, Log } from "#lib/gateway/connection.ts";
import type { GatewayStore, LeasePackage } from "#lib/gateway/store.ts";
import type { ClientMessage } from "#lib/sync-client/protocol.ts";

/** What the gateway does for one welcomed connection: leases, reports, reads. One pass at a time. */
export class Desk {
  readonly connection: Connection;
  readonly #store: GatewayStore;
  readonly #log: Log;
  #places = 0;
  #capacity = 0;
  #isSageReadable = false;
  /** Exports that were leased over this connection and not reported yet, with the end of their lease. */
  readonly #leased = new Map<string, { fence: number; until: number }>();
  readonly #reads = new Set<string>();
  #isPassing = false;
  #isPassDue = false;
  #hasGivenAgain = false;
  #seenAt = 0;

  constructor(connection: Connection, store: GatewayStore, log: Log) {
    this.connection = connection;
    this.#store = store;
    this.#log = log;
  }

  async take(message: ClientMessage): Promise<void> {
    const id = this.connection.syncClientId;
    await this.#noteSeen();
    switch (message.kind) {
      case "want":
        this.#places = message.places;
        this.#capacity = Math.max(this.#capacity, message.places);
        if (this.#isSageReadable !== message.isSageReadable) {
          this.#isSageReadable = message.isSageReadable;
          await this.#noteSeen(true);
        }
        return this.pass();
      case "report": {
        const { kind: _kind, ...report } = message;
        if ((await this.#store.report(id, report)) === "unknown") return this.#unknownExport(report.exportId);
        if ((this.#leased.get(report.exportId)?.fence ?? 0) <= report.fence) this.#leased.delete(report.exportId);
        return this.connection.send({ kind: "ack", exportId: report.exportId, fence: report.fence });
      }
      case "rows":
      case "counted":
      case "keys":
      case "read_failed":
        return this.#answered(message);
      case "event":
        return this.#store.event(id, { level: message.level, words: message.words });
      case "hello":
      case "heartbeat":
        return;
    }
  }

  /** After an answer the next question follows at once; after a failure only with the sweep. */
  async #answered(
    answer: Extract<ClientMessage, { kind: "rows" | "counted" | "keys" | "read_failed" }>,
  ): Promise<void> {
    const id = this.connection.syncClientId;
    if (answer.kind === "rows") await this.#store.rows(id, answer);
    else if (answer.kind === "counted") await this.#store.counted(id, answer);
    else if (answer.kind === "keys") await this.#store.keys(id, answer);
    else await this.#store.readFailed(id, answer);
    this.#reads.delete(answer.requestId);
    if (answer.kind !== "read_failed") this.pass();
  }

  /** Gives out what waits, as far as the client has places; a pass that is asked for meanwhile follows. */
  pass(): void {
    this.#isPassDue = true;
    if (this.#isPassing) return;
    this.#isPassing = true;
    const run = async () => {
      while (this.#isPassDue && this.connection.isWelcome) {
        this.#isPassDue = false;
        await this.#pass();
      }
    };
    void run()
      // The sweep comes back. What was leased and not given out, as when the answer to a commit is lost, is given again.
      .catch((error: unknown) => {
        this.#hasGivenAgain = false;
        this.#log.error({ err: error }, "Leasing failed.");
      })
      .then(() => {
        this.#isPassing = false;
      });
  }

  async #pass(): Promise<void> {
    if (!this.#isSageReadable || !this.connection.hasRoom) return;
    if (!(await this.connection.standing())) return;
    if (!this.#hasGivenAgain) {
      for (const lease of await this.#store.openLeases(this.connection.syncClientId))
        if (this.#leased.get(lease.exportId)?.fence !== lease.fence) this.#give(lease);
      this.#hasGivenAgain = true;
    }
    const places = this.#freePlaces();
    if (places > 0)
      for (const lease of await this.#store.leaseNext(this.connection.syncClientId, places)) this.#give(lease);
    for (const read of await this.#store.nextReads(this.connection.syncClientId)) {
      if (this.#reads.has(read.requestId)) continue;
      this.#reads.add(read.requestId);
      this.connection.send(read);
    }
  }

  #give(lease: LeasePackage): void {
    this.#places = Math.max(0, this.#places - 1);
    this.#leased.set(lease.exportId, { fence: lease.fence, until: performance.now() + lease.ttlMs });
    this.connection.send({ kind: "lease", ...lease });
  }

  /** What the client said last, and never more in flight than it ever had places for. */
  #freePlaces(): number {
    const now = performance.now();
    for (const [exportId, { until }] of this.#leased) if (until < now) this.#leased.delete(exportId);
    return Math.max(0, Math.min(this.#places, this.#capacity - this.#leased.size));
  }

  /** Every few seconds is enough, except for news: a Sage that can be read again is not shown as unreadable. */
  async #noteSeen(isNews = false): Promise<void> {
    const now = performance.now();
    if (!isNews && now - this.#seenAt < 4_000) return;
    this.#seenAt = now;
    await this.#store.seen(this.connection.syncClientId, this.connection.id, this.#isSageReadable);
  }

  async #unknownExport(exportId: string): Promise<void> {
    const words = `The sync client reports on an export that Countersign does not know: ${exportId}.`;
    this.#log.error({ syncClientId: this.connection.syncClientId, exportId }, words);
    await this.#store.event(this.connection.syncClientId, { level: "error", words });
  }
}
