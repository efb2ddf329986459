import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from "node:crypto";
import { Envelope, signedText } from "#lib/sync-client/protocol.ts";

/** A new Ed25519 key: the private half as PEM for a file, the public half as SPKI, DER, base64 for the wire. */
export function makeKeyPair(): { privateKeyPem: string; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return {
    privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKey: encode(publicKey),
  };
}

/** The private key of a PEM text; throws for anything but Ed25519. */
export function readPrivateKey(pem: string): KeyObject {
  return checked(createPrivateKey(pem));
}

/** The public key of its wire form; throws for anything but Ed25519. */
export function readPublicKey(wire: string): KeyObject {
  return checked(createPublicKey({ key: Buffer.from(wire, "base64"), format: "der", type: "spki" }));
}

/** The wire form of the public half of a private key. */
export function publicKeyOf(privateKey: KeyObject): string {
  return encode(createPublicKey(privateKey));
}

export function makeNonce(): string {
  return randomBytes(24).toString("base64url");
}

export class ChannelError extends Error {}

type Side = "client" | "server";
export type ChannelKeys = {
  readonly own: Side;
  readonly syncClientId: string;
  readonly ownKey: KeyObject;
  readonly peerKey: KeyObject;
  /** The nonce that this side gave; the peer's messages are signed over it. */
  readonly ownNonce: string;
  readonly peerNonce: string;
};

/** One connection's signed envelopes, both ways. `open` throws ChannelError for everything that is not the very next message. */
export class Channel {
  readonly #keys: ChannelKeys;
  #sent = 0;
  #received = 0;

  constructor(keys: ChannelKeys) {
    this.#keys = keys;
  }

  seal(message: unknown): string {
    const { own, syncClientId, ownKey, peerNonce } = this.#keys;
    const [body, seq] = [JSON.stringify(message), this.#sent + 1];
    const text = signedText({ from: own, syncClientId, nonce: peerNonce, seq, body });
    const signature = sign(null, Buffer.from(text), ownKey).toString("base64");
    this.#sent = seq;
    return JSON.stringify({ seq, body, signature } satisfies Envelope);
  }

  open(data: string): unknown {
    const envelope = Envelope.safeParse(parse(data));
    if (!envelope.success) throw new ChannelError("The message is not an envelope.");
    const { seq, body, signature } = envelope.data;
    if (seq !== this.#received + 1) throw new ChannelError(`Message ${seq} came where ${this.#received + 1} was due.`);
    const { own, syncClientId, peerKey, ownNonce } = this.#keys;
    const text = signedText({ from: own === "client" ? "server" : "client", syncClientId, nonce: ownNonce, seq, body });
    const isSigned = verify(null, Buffer.from(text), peerKey, Buffer.from(signature, "base64"));
    if (!isSigned) throw new ChannelError("The signature does not fit the message.");
    this.#received = seq;
    return parse(body);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ChannelError("The message is not JSON.");
  }
}

function encode(key: KeyObject): string {
  return key.export({ type: "spki", format: "der" }).toString("base64");
}

function checked(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== "ed25519")
    throw new Error(`The key is ${key.asymmetricKeyType ?? "secret"}, not Ed25519.`);
  return key;
}
