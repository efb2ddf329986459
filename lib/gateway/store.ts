import type { z } from "zod";
import type { Outcome } from "#lib/core/outcome.ts";
import type { ClientMessage, EnrolRequest, ServerMessage } from "#lib/sync-client/protocol.ts";

type Said<Kind extends ClientMessage["kind"]> = Omit<Extract<ClientMessage, { kind: Kind }>, "kind">;
export type Hello = Said<"hello">;
export type Report = Said<"report">;
export type ReadRows = Said<"rows">;
export type ReadFailure = Said<"read_failed">;
export type ClientEventWords = Said<"event">;
/** An export leased to one sync client, fence and deadline already committed; the text is the very one that was accepted. */
export type LeasePackage = Omit<Extract<ServerMessage, { kind: "lease" }>, "kind">;
export type CountedRows = Said<"counted">;
export type ReadKeys = Said<"keys">;
/** What the mirror wants to know of one table; `requestId` comes back with the answer. */
export type WantedRead = Extract<ServerMessage, { kind: "read" | "count" | "read_keys" }>;

export type Enrolment = { readonly syncClientId: string; readonly companyId: string; readonly companyName: string };

export type RegisteredClient = {
  readonly companyId: string;
  /** SPKI, DER, base64: as it came with the enrolment. */
  readonly publicKey: string;
  /** The highest epoch that was ever admitted; 0 before the first connection. */
  readonly epoch: number;
  readonly isRevoked: boolean;
  /** The server's epoch, raised by a person after a restore. */
  readonly serverEpoch: number;
};

/** Whether this connection may work; the store refuses what another worker holds or what has moved since the lookup. */
export type Admission =
  | { readonly kind: "admitted" }
  | { readonly kind: "refused"; readonly code: string; readonly words: string };

/**
 * What the gateway asks of the database. Each call is one transaction; each may throw when the database is away: the
 * gateway then answers nothing, and the sync client says it again after a reconnect. Everything is idempotent.
 */
export interface GatewayStore {
  /** Uses up the code and registers the key, both or neither; `client.enrolment` for a code that is wrong, old or used. */
  enrol(request: EnrolRequestParts): Promise<Outcome<Enrolment>>;

  /** Looked up with every batch of messages: a revocation works at the next message. Null: never enrolled. */
  client(syncClientId: string): Promise<RegisteredClient | null>;

  /**
   * After a verified hello: raises the stored epoch to `hello.epoch` (never lowers it) and notes the connection. Refuses
   * with `client.twice` while another connection of this client (on another worker) was seen in the last 15 s.
   */
  connected(syncClientId: string, connectionId: string, hello: Hello): Promise<Admission>;
  /** The connection is alive; called every few seconds while messages come in. */
  seen(syncClientId: string, connectionId: string, isSageReadable: boolean): Promise<void>;
  /** Frees the connection; does nothing when another connection has taken over. */
  disconnected(syncClientId: string, connectionId: string): Promise<void>;

  /** Leases at most `places` exports (deliver or probe) and answers them fenced, with a deadline by the database's clock. */
  leaseNext(syncClientId: string, places: number): Promise<readonly LeasePackage[]>;
  /**
   * Leases of this client that run and are not reported: asked once by every new connection and given again under the same
   * fence, because they may have been lost on their way. A client that knows them does nothing.
   */
  openLeases(syncClientId: string): Promise<readonly LeasePackage[]>;
  /**
   * Records one report, idempotent on export + fence. `settled` is committed and is acknowledged, the first time and every
   * time again. `unknown` (no such export in the client's company) is not acknowledged and is shown as an event.
   */
  report(syncClientId: string, report: Report): Promise<"settled" | "unknown">;

  /** Reads that the mirror wants now from this client; asked again whenever a page came in, and by the sweep. */
  nextReads(syncClientId: string): Promise<readonly WantedRead[]>;
  rows(syncClientId: string, page: ReadRows): Promise<void>;
  counted(syncClientId: string, count: CountedRows): Promise<void>;
  keys(syncClientId: string, page: ReadKeys): Promise<void>;
  readFailed(syncClientId: string, failure: ReadFailure): Promise<void>;

  /** Words from the client's side, or from the gateway about the client, for the health screen. */
  event(syncClientId: string, event: ClientEventWords): Promise<void>;

  /** Tells the listener that leases or reads may be waiting (a NOTIFY); answers how to stop listening. */
  onOffer(listener: () => void): () => void;
}

type EnrolRequestParts = z.infer<typeof EnrolRequest>;
