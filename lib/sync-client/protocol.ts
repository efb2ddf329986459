import { z } from "zod";

/**
 * What gateway and sync client say to each other over one WebSocket that the sync client opens (`/sync`).
 * Every message travels in an envelope signed with Ed25519 over `signedText`: the client's with its own key, the server's
 * with the key that the client pinned at enrolment. `nonce` is the receiver's, given for this connection; `seq` rises by
 * one from 1: a captured message fits no other connection and no second place in this one.
 */
export const protocolVersion = 1;
export const syncClientVersion = "1.2.0";

export const Envelope = z.strictObject({
  seq: z.int().positive(),
  body: z.string().max(8_000_000),
  signature: z.string().max(200),
});
export type Envelope = z.infer<typeof Envelope>;

/** The text that a signature covers. */
export function signedText(parts: {
  from: "client" | "server";
  syncClientId: string;
  nonce: string;
  seq: number;
  body: string;
}): string {
  return `countersign/${protocolVersion}\n${parts.from}\n${parts.syncClientId}\n${parts.nonce}\n${parts.seq}\n${parts.body}`;
}

const Difference = z.object({
  table: z.string(),
  row: z.string(),
  column: z.string(),
  expected: z.string(),
  found: z.string(),
});
export const Verdict = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("proved") }),
  z.object({ kind: z.literal("imported"), reason: z.string().exactOptional() }),
  z.object({ kind: z.literal("refused"), messages: z.array(z.string()) }),
  z.object({ kind: z.literal("absent") }),
  z.object({ kind: z.literal("mismatch"), differences: z.array(Difference) }),
  z.object({ kind: z.literal("conflict"), differences: z.array(Difference) }),
  z.object({ kind: z.literal("pending"), reason: z.string(), waitsForSage: z.literal(true).optional() }),
  z.object({ kind: z.literal("declined"), reason: z.string() }),
  z.object({ kind: z.literal("gone") }),
  z.object({ kind: z.literal("stands"), where: z.array(z.string().max(300)).max(50) }),
]);

/** Plain text, once, right after the connection opens and before any envelope: who is here, and a nonce for the server. */
export const ClientGreeting = z.strictObject({
  version: z.literal(protocolVersion),
  syncClientId: z.uuid(),
  nonce: z.string().min(16).max(64),
});
/** Plain text, the server's only unsigned message: its nonce. */
export const ServerGreeting = z.strictObject({
  version: z.literal(protocolVersion),
  nonce: z.string().min(16).max(64),
});

export const ClientMessage = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("hello"),
    clientVersion: z.string(),
    host: z.string().max(200),
    companyId: z.uuid(),
    /** Rises with every start; a copy of an old home folder is behind and is refused. */
    epoch: z.int().nonnegative(),
    /** The highest server epoch this journal has seen; a server behind it was restored from a backup. */
    serverEpoch: z.int().nonnegative(),
  }),
  /** Free places: the gateway leases at most this many exports now. `isSageReadable` false closes leasing. */
  z.strictObject({ kind: z.literal("want"), places: z.int().min(0).max(64), isSageReadable: z.boolean() }),
  z.strictObject({
    kind: z.literal("report"),
    exportId: z.uuid(),
    fence: z.int().positive(),
    /** SHA-256 of the document acted on; null when the package was declined unread. */
    sha256: z.string().nullable(),
    verdict: Verdict,
    /** Lines of Sage's reports and the rows read back, for the record; shown, never acted on. */
    evidence: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({
    kind: z.literal("rows"),
    requestId: z.string(),
    table: z.string(),
    /** The columns that Sage has, of those that were asked for. */
    columns: z.array(z.string()),
    rows: z.array(z.record(z.string(), z.string().nullable())),
    /** Highest Row_Version in `rows`, to go on from. */
    cursor: z.string(),
    isLast: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal("counted"),
    requestId: z.string(),
    table: z.string(),
    rows: z.int().nonnegative(),
    /** The highest Row_Version of all of them; 0 where there are none. */
    highest: z.string().regex(/^\d{1,19}$/),
  }),
  z.strictObject({
    kind: z.literal("keys"),
    requestId: z.string(),
    table: z.string(),
    keys: z.array(z.array(z.string())),
    isLast: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("read_failed"), requestId: z.string(), table: z.string(), reason: z.string() }),
  z.strictObject({
    kind: z.literal("event"),
    level: z.enum(["info", "warning", "error"]),
    words: z.string().max(2000),
  }),
  z.strictObject({ kind: z.literal("heartbeat") }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

export const ServerMessage = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("welcome"), serverEpoch: z.int().positive(), heartbeatMs: z.int().positive() }),
  z.strictObject({ kind: z.literal("refused"), code: z.string(), words: z.string() }),
  z.strictObject({
    kind: z.literal("lease"),
    exportId: z.uuid(),
    companyId: z.uuid(),
    mode: z.enum(["deliver", "probe", "watch"]),
    fence: z.int().positive(),
    /** Intents up to this fence are settled by the server (`settledFence` of the export machine); 0 when there are none. */
    settledFence: z.int().nonnegative(),
    ttlMs: z.int().positive(),
    sha256: z.string(),
    /** The canonical JSON of the export document: the very text whose hash was accepted. */
    document: z.string(),
  }),
  z.strictObject({ kind: z.literal("ack"), exportId: z.uuid(), fence: z.int().positive() }),
  /** Read columns of a mirrored table from a cursor on, in bounded pieces. */
  z.strictObject({
    kind: z.literal("read"),
    requestId: z.string(),
    table: z.string(),
    columns: z.array(z.string()).min(1),
    cursor: z.string(),
    limit: z.int().min(1).max(5000),
  }),
  z.strictObject({ kind: z.literal("count"), requestId: z.string(), table: z.string() }),
  /** The values of key columns behind one of them, in their order: what is missing among them was deleted. */
  z.strictObject({
    kind: z.literal("read_keys"),
    requestId: z.string(),
    table: z.string(),
    columns: z.array(z.string()).min(1).max(6),
    after: z.array(z.string()).nullable(),
    limit: z.int().min(1).max(5000),
  }),
  z.strictObject({ kind: z.literal("heartbeat") }),
]);
export type ServerMessage = z.infer<typeof ServerMessage>;

/** `POST /enrol` on the gateway, once, with the code that an administrator was shown. */
export const EnrolRequest = z.strictObject({
  code: z.string().max(40),
  publicKey: z.string().max(200),
  host: z.string().max(200),
  clientVersion: z.string(),
});
export const EnrolAnswer = z.strictObject({
  syncClientId: z.uuid(),
  companyId: z.uuid(),
  companyName: z.string(),
  serverPublicKey: z.string(),
});
