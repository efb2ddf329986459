import { generateKeyPairSync, randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { Channel, makeKeyPair, makeNonce, readPrivateKey, readPublicKey } from "#lib/sync-client/protocol-signing.ts";

let client: Channel;
let server: Channel;
let otherConnection: Channel;

beforeEach(() => {
  const [clientPair, serverPair] = [makeKeyPair(), makeKeyPair()];
  const syncClientId = randomUUID();
  const [clientNonce, serverNonce] = [makeNonce(), makeNonce()];
  const clientSide = { own: "client", syncClientId, ownKey: readPrivateKey(clientPair.privateKeyPem) } as const;
  const serverSide = { own: "server", syncClientId, ownKey: readPrivateKey(serverPair.privateKeyPem) } as const;
  const clientKey = readPublicKey(clientPair.publicKey);
  const peer = { ownNonce: clientNonce, peerNonce: serverNonce, peerKey: readPublicKey(serverPair.publicKey) };
  client = new Channel({ ...clientSide, ...peer });
  server = new Channel({ ...serverSide, peerKey: clientKey, ownNonce: serverNonce, peerNonce: clientNonce });
  otherConnection = new Channel({ ...serverSide, peerKey: clientKey, ownNonce: makeNonce(), peerNonce: clientNonce });
});

test("messages go both ways in their order", () => {
  for (const words of ["one", "two", "three"]) {
    expect(server.open(client.seal({ words }))).toEqual({ words });
    expect(client.open(server.seal({ words }))).toEqual({ words });
  }
});

test("a replayed message is refused", () => {
  const message = client.seal({ kind: "heartbeat" });
  server.open(message);
  expect(() => server.open(message)).toThrow(/Message 1 came where 2 was due/);
});

test("a reordered and a left-out message are refused", () => {
  client.seal({ n: 1 });
  expect(() => server.open(client.seal({ n: 2 }))).toThrow(/Message 2 came where 1 was due/);
});

test("a message of another connection is refused", () => {
  expect(() => otherConnection.open(client.seal({ n: 1 }))).toThrow(/signature/);
});

test("an altered body, sequence or signature is refused", () => {
  const envelope = JSON.parse(client.seal({ amount: "100.00" }));
  const altered = [
    { ...envelope, body: envelope.body.replace("100", "900") },
    { ...envelope, signature: Buffer.alloc(64).toString("base64") },
    { ...envelope, signature: "" },
  ];
  for (const one of altered) expect(() => server.open(JSON.stringify(one))).toThrow(/signature/);
  expect(() => server.open(JSON.stringify({ ...envelope, more: 1 }))).toThrow(/not an envelope/);
  expect(() => server.open("{")).toThrow(/not JSON/);
});

test("a message cannot be sent back to its sender", () => {
  expect(() => client.open(client.seal({ kind: "heartbeat" }))).toThrow(/signature/);
});

test("a message signed by another key is refused", () => {
  const stranger = new Channel({
    own: "server",
    syncClientId: randomUUID(),
    ownKey: readPrivateKey(makeKeyPair().privateKeyPem),
    peerKey: readPublicKey(makeKeyPair().publicKey),
    ownNonce: makeNonce(),
    peerNonce: makeNonce(),
  });
  expect(() => client.open(stranger.seal({ kind: "welcome" }))).toThrow(/signature/);
});

test("keys of another kind are refused", () => {
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const wire = publicKey.export({ type: "spki", format: "der" }).toString("base64");
  expect(() => readPublicKey(wire)).toThrow(/not Ed25519/);
});
