import type { IncomingMessage } from "node:http";
import { badRequest, tooLarge } from "#lib/simulators/procore/answer.ts";

type Body = { fields: Record<string, unknown>; rows: unknown[] | null };

/** Reads JSON, URL-encoded and multipart bodies; an empty body has no fields. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limitBytes) chunks.push(chunk);
  }
  if (size > limitBytes) throw tooLarge("The body of the request is too large.");
  if (size === 0) return { fields: {}, rows: null };
  const type = request.headers["content-type"] ?? "";
  if (type.includes("form")) return { fields: await readForm(Buffer.concat(chunks), type), rows: null };
  return readJson(Buffer.concat(chunks).toString("utf8"));
}

async function readForm(body: Buffer, type: string): Promise<Record<string, unknown>> {
  try {
    const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
    return Object.fromEntries(form.entries());
  } catch {
    throw badRequest("The form of the request cannot be read.");
  }
}

function readJson(text: string): Body {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest("The body of the request is not JSON.");
  }
  if (Array.isArray(value)) return { fields: {}, rows: value };
  if (typeof value !== "object" || value === null) throw badRequest("The body of the request is not an object.");
  return { fields: value as Record<string, unknown>, rows: null };
}
