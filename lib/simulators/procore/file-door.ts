import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { type Attachment, bytesOf, FILE_KINDS } from "#lib/simulators/procore/attachment-data.ts";
import type { Simulator } from "#lib/simulators/procore/simulator.ts";

type FileAnswer = { status: number; headers?: Record<string, string>; bytes?: Buffer };

/** Addresses of files: Procore's own ask for the token and lead to the storage, which refuses one and forgets after a minute. */
export async function enterFiles(
  simulator: Simulator,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const startedMs = Date.now();
  const requestId = randomUUID();
  const method = request.method ?? "GET";
  const fault = simulator.faults.take(method, url.pathname);
  if (fault?.delayMs) await wait(fault.delayMs);
  const answer = fault?.status ? faulty(fault.status, fault.retryAfterSeconds) : fileAnswer(simulator, request, url);
  const isDropped = Boolean(fault?.dropAnswer || fault?.dropRequest);
  const { pathname: path } = url;
  const at = new Date(startedMs).toISOString();
  const durationMs = Date.now() - startedMs;
  simulator.log.add({ at, method, path, query: "", status: answer.status, isDropped, requestId, durationMs });
  if (isDropped) return void request.socket.destroy();
  response.writeHead(answer.status, { ...answer.headers, "x-request-id": requestId });
  response.end(answer.bytes);
}

function faulty(status: number, retryAfterSeconds: number | undefined): FileAnswer {
  return { status, headers: retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) } };
}

function fileAnswer({ store, oauth }: Simulator, request: IncomingMessage, url: URL): FileAnswer {
  const [place, ...rest] = url.pathname.split("/").filter(Boolean);
  const [kind = "", recordId = "", id = ""] = place === "fas" ? rest.slice(3) : rest;
  const known = FILE_KINDS.find((one) => one === kind);
  const record = known ? store.get(known, Number(recordId)) : null;
  const attached: readonly Attachment[] = (!record?.deleted_at && record?.attachments) || [];
  const file = attached.find((one) => one.id === Number(id));
  const { authorization } = request.headers;
  if (place === "fas") {
    if (!oauth.isValid(authorization)) return { status: 401 };
    if (!store.links.isSigned(url)) return { status: 403 };
    return file
      ? { status: 302, headers: { location: file.leads_to ?? store.links.storage(kind, recordId, id) } }
      : { status: 404 };
  }
  // As the cloud's storage does with an address that is signed already.
  if (authorization !== undefined) return { status: 400 };
  if (!store.links.isOpen(url)) return { status: 403 };
  if (!file) return { status: 404 };
  const bytes = bytesOf(file);
  const type = file.content_type ?? "application/octet-stream";
  return { status: 200, headers: { "content-type": type, "content-length": String(bytes.length) }, bytes };
}
