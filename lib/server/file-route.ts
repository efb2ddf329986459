import "server-only";
import { addFile } from "#lib/commands/add-file.ts";
import { fileKinds, fileLimits, largestFile, plainFileName } from "#lib/core/file-kinds.ts";
import { wordsOf } from "#lib/core/refusals.ts";
import { readFilePart } from "#lib/db/comment-files.ts";
import { withCompany } from "#lib/db/database.ts";
import { itemFile } from "#lib/queries/item-file.ts";
import { perform } from "#lib/server/perform.ts";
import { fault, problem, refused, refuseForeign, statusOf } from "#lib/server/route.ts";
import { principal } from "#lib/server/session.ts";
import { database } from "#lib/server/wiring.ts";

/**
 * What people upload never runs in our origin: it is saved, not shown, its type is the one that its bytes had, nobody guesses
 * another, and whatever opens it anyhow has no scripts, no forms and an origin of its own.
 */
export const sealed = {
  "cache-control": "private, no-store",
  "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "same-origin",
} as const;

/** `GET /api/files/<id>`: the bytes of a file of a comment, part by part. */
export async function fileRoute(fileId: string): Promise<Response> {
  const who = await principal();
  if (!who) return problem(401, "session.ended", "You are signed out.", "Sign in again.");
  try {
    const found = await itemFile.execute(database(), who, { fileId });
    if (!found.ok) return refused(found.refusal);
    const { name, kind, size } = found.value;
    const { companyId } = who;
    const part = (at: number) => withCompany(database(), companyId, (tx) => readFilePart(tx, companyId, fileId, at));
    return new Response(partsOf(part), {
      headers: {
        ...sealed,
        "content-type": fileKinds[kind].type,
        "content-length": String(size),
        "content-disposition": savedAs(name),
      },
    });
  } catch (error) {
    return fault(error, { file: fileId }, "The file could not be read");
  }
}

/** `POST /api/files?itemId=…&fileId=…&name=…` with the bytes as its body: a file for a comment that is not sent yet. */
export async function addFileRoute(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  if (!(await principal())) return problem(401, "session.ended", "You are signed out.", "Sign in again.");
  const { name = "", ...ids } = Object.fromEntries(new URL(request.url).searchParams);
  const bytes = await bodyOf(request);
  if (bytes === null) return tooLarge(name);
  const answer = await perform(addFile, { ...ids, name, content: bytes.toString("base64") }, request.headers);
  if (answer.ok) return Response.json(answer.value, { headers: sealed });
  return problem(statusOf(answer.code), answer.code, answer.sentence, answer.fix);
}

/** The whole body; null when there is more than a file may have, which is then not read any further. */
async function bodyOf(request: Request): Promise<Buffer | null> {
  if (Number(request.headers.get("content-length") ?? 0) > fileLimits.bytes) return null;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > fileLimits.bytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function tooLarge(name: string): Response {
  const params = { name: plainFileName(name), size: `more than ${largestFile}`, limit: largestFile };
  const { sentence, fix } = wordsOf({ code: "file.large", params });
  return problem(413, "file.large", sentence, fix);
}

/** A file's bytes, one part at a time, as fast as they are taken; `read` answers null behind the last part. */
export function partsOf(read: (position: number) => Promise<Buffer | null>): ReadableStream<Uint8Array> {
  let position = 0;
  return new ReadableStream({
    async pull(controller) {
      const at = position;
      position += 1;
      const part = await read(at);
      if (part === null) controller.close();
      else controller.enqueue(new Uint8Array(part));
    },
  });
}

/** A file is saved, whatever it is, under this name. */
export function savedAs(name: string): string {
  return `attachment; filename="${asciiName(name)}"; filename*=UTF-8''${encodeName(name)}`;
}

const asciiName = (name: string) => name.replace(/[^ -~]/g, "_").replace(/["\\%]/g, "_");
const encodeName = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
