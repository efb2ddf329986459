import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const ivBytes = 12;
const tagBytes = 16;
const form = /^v1\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*)$/;

/** The 32 bytes of COUNTERSIGN_KEY (base64). Throws when it is another length: a short key would pass for a good one. */
function keyBytes(key: string): Buffer {
  const bytes = Buffer.from(key, "base64");
  if (bytes.length !== 32) throw new Error("COUNTERSIGN_KEY has to be 32 bytes in base64");
  return bytes;
}

/** Seals a secret for the database (AES-256-GCM): `v1.<iv>.<tag>.<data>` in base64url. Every call gives another text. */
export function seal(key: string, text: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", keyBytes(key), iv, { authTagLength: tagBytes });
  const data = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return ["v1", ...[iv, cipher.getAuthTag(), data].map((part) => part.toString("base64url"))].join(".");
}

/** The secret back from `seal`. Throws when the text was changed, sealed with another key or is none. */
export function unseal(key: string, sealed: string): string {
  const [, iv, tag, data] = form.exec(sealed) ?? [];
  if (iv === undefined || tag === undefined || data === undefined) throw new Error("this is not a sealed secret");
  const secret = keyBytes(key);
  try {
    const decipher = createDecipheriv("aes-256-gcm", secret, Buffer.from(iv, "base64url"), { authTagLength: tagBytes });
    decipher.setAuthTag(Buffer.from(tag, "base64url"));
    return Buffer.concat([decipher.update(Buffer.from(data, "base64url")), decipher.final()]).toString("utf8");
  } catch (cause) {
    throw new Error("the secret was sealed with another key, or changed", { cause });
  }
}
