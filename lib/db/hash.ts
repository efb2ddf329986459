import { createHash } from "node:crypto";

/** SHA-256 of the bytes, of a text's in UTF-8; lower-case hex. */
export function sha256(of: string | Uint8Array): string {
  return createHash("sha256").update(of).digest("hex");
}
