import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

type Cost = { readonly N: number; readonly r: number; readonly p: number };

const cost: Cost = { N: 2 ** 15, r: 8, p: 1 };
const hashBytes = 32;
/** What a stored hash may ask of this machine; anything beyond is not ours. */
const mostMemory = 256 * 1024 * 1024;
const form = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+)$/;

function derive(password: string, salt: Buffer, { N, r, p }: Cost, bytes: number): Promise<Buffer> {
  const options = { N, r, p, maxmem: 128 * N * r + 2 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, bytes, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** A password for the database: `scrypt$N$r$p$salt$hash`, salt and hash in base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost, hashBytes);
  return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64"), hash.toString("base64")].join("$");
}

/**
 * True when the password belongs to the hash. Without a hash, or with one that cannot be read, it is false and takes as
 * long as a wrong password, so that nobody learns who has an account.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const parts = stored === null ? null : readHash(stored);
  const { salt, hash, ...used } = parts ?? { ...cost, salt: randomBytes(16), hash: randomBytes(hashBytes) };
  const derived = await derive(password, salt, used, hash.length);
  return timingSafeEqual(derived, hash) && parts !== null;
}

function readHash(stored: string): (Cost & { salt: Buffer; hash: Buffer }) | null {
  const [, n, r, p, salt = "", hash = ""] = form.exec(stored) ?? [];
  const used = { N: Number(n), r: Number(r), p: Number(p) };
  const isPower = used.N > 1 && (used.N & (used.N - 1)) === 0;
  if (!isPower || used.r < 1 || used.p < 1 || 128 * used.N * used.r > mostMemory) return null;
  const [saltBytes, hashed] = [Buffer.from(salt, "base64"), Buffer.from(hash, "base64")];
  return hashed.length < 16 ? null : { ...used, salt: saltBytes, hash: hashed };
}
