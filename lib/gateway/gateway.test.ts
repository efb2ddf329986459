import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { MemoryStore, until } from "#lib/gateway/fixtures.ts";
import { type Gateway, startGateway } from "#lib/gateway/gateway.ts";
import { type RunningClient, startSyncClient } from "#lib/sync-client/client.ts";
import { aDocument, fixtureCompany, textOf } from "#lib/sync-client/fixtures.ts";
import { type ClientFile, homeAt, readClientFile, writeClientFile } from "#lib/sync-client/home.ts";
import { Journal } from "#lib/sync-client/journal.ts";
import { type ClientMessage, ServerMessage, signedText, syncClientVersion } from "#lib/sync-client/protocol.ts";
import { Channel, makeKeyPair, makeNonce, readPrivateKey, readPublicKey } from "#lib/sync-client/protocol-signing.ts";
import type { SageReader } from "#lib/sync-client/readers/reader.ts";

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const serverPair = makeKeyPair();
let store: MemoryStore;
let gateway: Gateway;
let folder: string;
const cleanups: (() => Promise<unknown> | unknown)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gateway-"));
  store = new MemoryStore(fixtureCompany);
  gateway = await startGateway({
    port: 0,
    host: "127.0.0.1",
    store,
    serverKey: serverPair.privateKeyPem,
    log: silent,
    times: { heartbeatMs: 100, deadMs: 400, greetingMs: 400 },
  });
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  await gateway.close();
  await rm(folder, { recursive: true, force: true });
});

/** A client made by hand, to say what the real one never would. */
class RawClient {
  readonly heard: ServerMessage[] = [];
  readonly socket: WebSocket;
  isClosed = false;
  channel: Channel | null = null;
  serverNonce = "";

  constructor(syncClientId: string, privateKeyPem: string, serverKey = serverPair.publicKey) {
    const ownNonce = makeNonce();
    this.socket = new WebSocket(`ws://127.0.0.1:${gateway.port}/sync`);
    this.socket.on("error", () => {});
    this.socket.on("close", () => {
      this.isClosed = true;
    });
    this.socket.on("open", () => this.socket.send(JSON.stringify({ version: 1, syncClientId, nonce: ownNonce })));
    this.socket.on("message", (data) => {
      if (this.channel) return void this.heard.push(ServerMessage.parse(this.channel.open(data.toString())));
      this.serverNonce = JSON.parse(data.toString()).nonce;
      const [ownKey, peerKey] = [readPrivateKey(privateKeyPem), readPublicKey(serverKey)];
      this.channel = new Channel({
        own: "client",
        syncClientId,
        ownKey,
        peerKey,
        ownNonce,
        peerNonce: this.serverNonce,
      });
    });
    cleanups.push(() => this.socket.terminate());
  }

  async say(...messages: ClientMessage[]): Promise<void> {
    const channel = await until("the greeting", () => this.channel ?? (this.isClosed && new Error("closed")));
    if (channel instanceof Error) return;
    for (const message of messages) this.socket.send(channel.seal(message));
  }

  hear<Kind extends ServerMessage["kind"]>(kind: Kind): Promise<Extract<ServerMessage, { kind: Kind }>> {
    return until(`to hear ${kind}`, () => {
      const found = this.heard.find((message) => message.kind === kind);
      return found as Extract<ServerMessage, { kind: Kind }> | undefined;
    });
  }
}

const hello = (epoch = 1, serverEpoch = 0, companyId = fixtureCompany): ClientMessage => ({
  kind: "hello",
  clientVersion: syncClientVersion,
  host: "sage-01",
  companyId,
  epoch,
  serverEpoch,
});
const want: ClientMessage = { kind: "want", places: 4, isSageReadable: true };

function registered(): { id: string; pem: string; raw: () => RawClient } {
  const pair = makeKeyPair();
  const id = store.register(pair.publicKey);
  return { id, pem: pair.privateKeyPem, raw: () => new RawClient(id, pair.privateKeyPem) };
}

const post = async (body: unknown) => {
  const response = await fetch(`http://127.0.0.1:${gateway.port}/enrol`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
};
const enrolment = (code: string) => ({
  code,
  publicKey: makeKeyPair().publicKey,
  host: "sage-01",
  clientVersion: "1.0.0",
});

test("a code enrols once, and brings the server's key", async () => {
  store.codes.add("ABCD-EFGH");
  const first = await post(enrolment("ABCD-EFGH"));
  expect(first).toMatchObject({
    status: 200,
    body: { companyId: fixtureCompany, serverPublicKey: serverPair.publicKey },
  });
  const second = await post(enrolment("ABCD-EFGH"));
  expect(second).toMatchObject({ status: 403, body: { code: "client.enrolment" } });
  expect(second.body.words).toMatch(/not valid.*new code/);
  expect(store.clients.size).toBe(1);
});

test("a request without form is refused, and tries are counted", async () => {
  store.codes.add("RIGHT");
  expect((await post({ code: "x" })).status).toBe(400);
  expect((await post({ ...enrolment("RIGHT"), publicKey: "bm8=" })).status).toBe(400);
  for (let n = 0; n < 8; n += 1) expect((await post(enrolment("WRONG"))).status).toBe(403);
  expect((await post(enrolment("RIGHT"))).status).toBe(429);
});

test("healthz answers, other doors do not", async () => {
  const answers = await Promise.all(
    ["/healthz", "/", "/enrol"].map((path) => fetch(`http://127.0.0.1:${gateway.port}${path}`)),
  );
  expect(answers.map((answer) => answer.status)).toEqual([200, 404, 404]);
});

test("a client that is known is welcomed, leased to, and acknowledged as often as it reports", async () => {
  const client = registered().raw();
  const exportId = store.accept(textOf(aDocument()));
  await client.say(hello(), want);
  await client.hear("welcome");
  const lease = await client.hear("lease");
  expect(lease).toMatchObject({ exportId, mode: "deliver", fence: 1, settledFence: 0 });
  const report: ClientMessage = {
    kind: "report",
    exportId,
    fence: 1,
    sha256: lease.sha256,
    verdict: { kind: "proved" },
    evidence: {},
  };
  await client.say(report, report);
  await until("both acks", () => client.heard.filter((message) => message.kind === "ack").length === 2);
  expect(store.exports.get(exportId)?.state.status).toBe("proved");
});

test("a lease that was lost on its way is given again to the next connection, and not once it is reported", async () => {
  const { raw } = registered();
  const exportId = store.accept(textOf(aDocument()));
  const first = raw();
  await first.say(hello(), want);
  await first.hear("lease");
  first.socket.terminate();
  const second = raw();
  await second.say(hello(2), want);
  const lease = await second.hear("lease");
  expect(lease).toMatchObject({ exportId, mode: "deliver", fence: 1, settledFence: 0 });
  const report = { exportId, fence: 1, sha256: lease.sha256, verdict: { kind: "proved" as const }, evidence: {} };
  await second.say({ kind: "report", ...report });
  await second.hear("ack");
  second.socket.terminate();
  const third = raw();
  await third.say(hello(3), want);
  await third.hear("welcome");
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(third.heard.some((message) => message.kind === "lease")).toBe(false);
});

test("a lease whose commit was not heard of is given by the next pass", async () => {
  const exportId = store.accept(textOf(aDocument()));
  const leaseNext = store.leaseNext;
  store.leaseNext = async (id, places) => {
    await leaseNext(id, places);
    store.leaseNext = leaseNext;
    throw new Error("The connection to the database was lost.");
  };
  const client = registered().raw();
  await client.say(hello(), want);
  await client.hear("welcome");
  await until("the lease", () => store.exports.get(exportId)?.state.fence === 1);
  gateway.poke();
  expect(await client.hear("lease")).toMatchObject({ exportId, fence: 1 });
});

test("nothing is leased while Sage cannot be read or no place is free; an offer is leased at once", async () => {
  const client = registered().raw();
  await client.say(hello(), { kind: "want", places: 1, isSageReadable: false });
  await client.hear("welcome");
  store.accept(textOf(aDocument()));
  store.accept(textOf(aDocument({ erpId: "SC-2" })));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(client.heard.some((message) => message.kind === "lease")).toBe(false);
  await client.say({ kind: "want", places: 1, isSageReadable: true });
  await client.hear("lease");
  expect([...store.readable.values()], "the news is noted at once").toEqual([true]);
  gateway.poke();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(client.heard.filter((message) => message.kind === "lease")).toHaveLength(1);
});

test("a report on an export that is not known is not acknowledged and is said", async () => {
  const client = registered().raw();
  await client.say(hello(), {
    kind: "report",
    exportId: randomUUID(),
    fence: 1,
    sha256: null,
    verdict: { kind: "absent" },
    evidence: {},
  });
  await until("the event", () => store.events.some((event) => event.words.includes("does not know")));
  expect(client.heard.some((message) => message.kind === "ack")).toBe(false);
});

test("a revoked client stops at its next message", async () => {
  const { id, raw } = registered();
  const client = raw();
  await client.say(hello(), want);
  await client.hear("welcome");
  const registration = store.clients.get(id);
  if (registration) registration.isRevoked = true;
  store.accept(textOf(aDocument()));
  await client.say(want);
  expect(await client.hear("refused")).toMatchObject({ code: "client.revoked" });
  await until("the end", () => client.isClosed);
  expect(client.heard.some((message) => message.kind === "lease")).toBe(false);
});

test("a second connection is refused while the first lives, and welcomed when it is gone or silent", async () => {
  const { raw } = registered();
  const first = raw();
  await first.say(hello());
  await first.hear("welcome");
  const second = raw();
  await second.say(hello(2));
  expect(await second.hear("refused")).toMatchObject({ code: "client.twice" });
  // The first says nothing any more, as over a half-open line.
  await until("the first to be dropped", () => first.isClosed);
  const third = raw();
  await third.say(hello(3));
  await third.hear("welcome");
});

test("an old copy, a restored server, another company and a stranger are refused by name", async () => {
  const { id, raw } = registered();
  const registration = store.clients.get(id);
  if (registration) Object.assign(registration, { epoch: 5, serverEpoch: 2 });
  const codeFor = async (message: ClientMessage, client = raw()) => {
    await client.say(message);
    return (await client.hear("refused")).code;
  };
  expect(await codeFor(hello(4))).toBe("epoch.behind");
  expect(await codeFor(hello(6, 3))).toBe("server.behind");
  expect(await codeFor(hello(6, 2, randomUUID()))).toBe("client.company");
  expect(await codeFor(hello(), new RawClient(randomUUID(), makeKeyPair().privateKeyPem))).toBe("client.unknown");
  expect(registration?.epoch).toBe(5);
});

test("a wrong key, a replay and words before the hello end the connection without an effect", async () => {
  const { id, pem, raw } = registered();
  const impostor = new RawClient(id, makeKeyPair().privateKeyPem);
  await impostor.say(hello());
  await until("the impostor's end", () => impostor.isClosed);

  const early = raw();
  await early.say(want);
  await until("the early one's end", () => early.isClosed);

  const replayed = raw();
  await replayed.say(hello());
  await replayed.hear("welcome");
  const body = JSON.stringify({ kind: "event", level: "info", words: "twice" } satisfies ClientMessage);
  const { sign } = await import("node:crypto");
  const text = signedText({ from: "client", syncClientId: id, nonce: replayed.serverNonce, seq: 2, body });
  const signature = sign(null, Buffer.from(text), readPrivateKey(pem)).toString("base64");
  replayed.socket.send(JSON.stringify({ seq: 2, body, signature }));
  replayed.socket.send(JSON.stringify({ seq: 2, body, signature }));
  await until("the replay's end", () => replayed.isClosed);
  expect(store.events.filter((event) => event.words === "twice")).toHaveLength(1);
});

// --- the real client over the real wire ---

type Sage = { dataFolder: string; reader: SageReader; rows: Record<string, string>[]; effects: string[] };

/** As much of Sage as the wire shows: it takes every trigger, reports, and posts one row. */
async function smallSage(): Promise<Sage> {
  const dataFolder = join(folder, `sage-${randomUUID()}`);
  const [imports, done, reports] = [
    join(dataFolder, "Import"),
    join(dataFolder, "Import/Done"),
    join(dataFolder, "Reports"),
  ];
  await mkdir(done, { recursive: true });
  await mkdir(reports, { recursive: true });
  const rows: Record<string, string>[] = [];
  const effects: string[] = [];
  let isBusy = false;
  const timer = setInterval(async () => {
    if (isBusy) return;
    isBusy = true;
    for (const name of (await readdir(imports)).filter((one) => one.endsWith(".run"))) {
      const tag = name.slice(0, -4);
      const id = /C,"([^"]+)"/.exec(await readFile(join(imports, `${tag}.jcc`), "latin1"))?.[1] ?? "";
      effects.push(id);
      rows.push({ commitment: id, vendor: "ACMEST", amount: "1000.00", row_version: String(rows.length + 1) });
      await writeFile(join(reports, `${tag}.import.prn`), `Imported: C ${id}\r\nCompleted\r\n`);
      await writeFile(join(reports, `${tag}.post.prn`), `Posted: C ${id}\r\nCompleted\r\n`);
      await rename(join(imports, `${tag}.jcc`), join(done, `${tag}.jcc`));
      await rename(join(imports, name), join(done, name));
    }
    isBusy = false;
  }, 5);
  cleanups.push(() => clearInterval(timer));
  const reader: SageReader = {
    query: async (sql, params) => {
      if (!sql.includes("JCM_MASTER__COMMITMENT")) return [];
      if (!sql.includes("Row_Version > ?")) return rows.filter((row) => row.commitment === params[0]);
      return rows.filter((row) => Number(row.row_version) > Number(params[0])).slice(0, Number(sql.split("LIMIT ")[1]));
    },
    close: async () => {},
  };
  return { dataFolder, reader, rows, effects };
}

async function clientHome(sage: Sage, serverPublicKey = serverPair.publicKey) {
  const pair = makeKeyPair();
  const syncClientId = store.register(pair.publicKey);
  const home = homeAt(join(folder, `home-${syncClientId}`));
  await mkdir(home.folder);
  await writeFile(home.key, pair.privateKeyPem);
  await Journal.create(home.journal, syncClientId);
  const file: ClientFile = {
    gatewayUrl: `ws://127.0.0.1:${gateway.port}`,
    syncClientId,
    companyId: fixtureCompany,
    companyName: "Harbor Builders",
    serverPublicKey,
    sage: {
      dataFolder: sage.dataFolder,
      codePage: 1252,
      sql: { kind: "postgres", url: "postgres://unused" },
      importTimeoutMs: 2_000,
    },
    epoch: 0,
    serverEpoch: 0,
  };
  await writeClientFile(home, file);
  let isReady = false;
  const errors: string[] = [];
  const start = async (): Promise<RunningClient> => {
    const log = { ...silent, error: (_: object, words: string) => void errors.push(words) };
    const onReady = () => {
      isReady = true;
    };
    const onFatal = (error: unknown) => void errors.push(String(error));
    const client = await startSyncClient({
      home,
      openReader: () => sage.reader,
      openWriter: () => null,
      log,
      atPoint: () => {},
      onReady,
      onFatal,
    });
    cleanups.push(() => client.close().catch(() => {}));
    return client;
  };
  return { home, syncClientId, start, errors, isReady: () => isReady };
}

test("the real client delivers what was accepted, once each, and proves it", async () => {
  const sage = await smallSage();
  const { start, errors } = await clientHome(sage);
  await start();
  const ids = Array.from({ length: 30 }, (_, n) => `SC-${n + 1}`);
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ23456789";
  for (const [n, erpId] of ids.entries())
    store.accept(textOf(aDocument({ erpId, tag: `K7Q2M9X${alphabet.charAt(n)}` })));
  await until("all proofs", () => [...store.exports.values()].every(({ state }) => state.status === "proved"), 20_000);
  expect(sage.effects.toSorted()).toEqual(ids.toSorted());
  expect(errors).toEqual([]);
});

test("the real client answers reads of a mirrored table in pages", async () => {
  const sage = await smallSage();
  for (let n = 1; n <= 5; n += 1) sage.rows.push({ commitment: `SC-${n}`, row_version: String(n) });
  store.reads.push({
    kind: "read",
    requestId: randomUUID(),
    table: "JCM_MASTER__COMMITMENT",
    columns: ["Commitment", "Amount"],
    cursor: "0",
    limit: 3,
  });
  const { start } = await clientHome(sage);
  await start();
  await until("the last page", () => store.pages.at(-1)?.isLast);
  expect(store.pages.flatMap((page) => page.rows.map((row) => row.Commitment))).toEqual([
    "SC-1",
    "SC-2",
    "SC-3",
    "SC-4",
    "SC-5",
  ]);
  store.reads.push({
    kind: "read",
    requestId: randomUUID(),
    table: "PRM_MASTER__EMPLOYEE",
    columns: ["Employee"],
    cursor: "0",
    limit: 3,
  });
  gateway.poke();
  await until("the refusal", () => store.events.some((event) => event.words.includes("may not be read")));
});

test("the real client counts the rows of a table and tells their keys, and goes on where it was asked to", async () => {
  const sage = await smallSage();
  const { start } = await clientHome(sage);
  const table = "JCM_MASTER__COMMITMENT";
  store.reads.push({ kind: "count", requestId: randomUUID(), table });
  await start();
  await until("the count", () => store.counts.at(-1));
  expect(store.counts).toMatchObject([{ table, rows: 0, highest: "0" }]);
  store.reads.push({
    kind: "read_keys",
    requestId: randomUUID(),
    table,
    columns: ["Commitment"],
    after: null,
    limit: 5,
  });
  gateway.poke();
  await until("the keys", () => store.keyPages.at(-1));
  expect(store.keyPages).toMatchObject([{ table, keys: [], isLast: true }]);
});

test("a sync client that is too old is told what to install", async () => {
  const client = registered().raw();
  await client.say({ ...hello(), clientVersion: "1.0.9" } as ClientMessage);
  expect(await client.hear("refused")).toMatchObject({
    code: "client.version",
    words: expect.stringMatching(/version 1\.0\.9; Countersign needs .* or newer\. Copy dist\/sync-client\.mjs/),
  });
});

test("the epoch rises with every start, and a copied home folder is refused", async () => {
  const sage = await smallSage();
  const { home, start, syncClientId, isReady } = await clientHome(sage);
  const before = await readFile(home.client);
  await (await start()).close();
  const client = await start();
  await until("the welcome", isReady);
  await until("the epoch", () => store.clients.get(syncClientId)?.epoch === 2);
  expect((await readClientFile(home)).serverEpoch).toBe(1);
  await expect(start()).rejects.toThrow(/Another sync client on this machine|already served/);
  await client.close();
  await writeFile(home.client, before);
  await expect(start()).rejects.toThrow(/older than the journal/);
});

test("a server with another key is not obeyed", async () => {
  const sage = await smallSage();
  const { start, errors, isReady } = await clientHome(sage, makeKeyPair().publicKey);
  store.accept(textOf(aDocument()));
  await start();
  await until("the complaint", () => errors.some((words) => words.includes("not acceptable")));
  expect(isReady()).toBe(false);
  expect(sage.effects).toEqual([]);
});

test("a lease whose document was changed on the way out is declined and nothing is written", async () => {
  const sage = await smallSage();
  const { start } = await clientHome(sage);
  await start();
  const { document, sha256 } = textOf(aDocument());
  const exportId = store.accept({ document: document.replace("1000.00", "9000.00"), sha256 });
  await until("the report", () => store.reports.find((report) => report.exportId === exportId));
  expect(store.reports[0]).toMatchObject({ sha256: null, verdict: { kind: "declined" } });
  expect(store.exports.get(exportId)?.state.status).toBe("held");
  expect(sage.effects).toEqual([]);
});

test("the client comes back after the gateway was gone, and says its reports again", async () => {
  const sage = await smallSage();
  const { start } = await clientHome(sage);
  await start();
  await until("the connection", () => store.connections.size === 1);
  const { port } = gateway;
  const exportId = store.accept(textOf(aDocument()));
  await until("the effect", () => sage.effects.length === 1);
  await gateway.close();
  await new Promise((resolve) => setTimeout(resolve, 200));
  gateway = await startGateway({ port, host: "127.0.0.1", store, serverKey: serverPair.privateKeyPem, log: silent });
  await until("the proof", () => store.exports.get(exportId)?.state.status === "proved", 15_000);
  expect(sage.effects).toHaveLength(1);
});
