import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ZodError } from "zod";
import { answerControl, type ControlContext } from "#lib/simulators/sage/control-routes.ts";
import { report } from "#lib/simulators/sage/database.ts";
import { html, page } from "#lib/simulators/sage/html.ts";
import { renderPage } from "#lib/simulators/sage/pages.ts";
import { Refused } from "#lib/simulators/sage/refused.ts";

const LARGEST_BODY = 256 * 1024 * 1024;
const SAFETY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export async function startHttp(port: number, context: ControlContext): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    answer(request, response, context).catch((error) => fail(request, response, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

async function answer(request: IncomingMessage, response: ServerResponse, context: ControlContext): Promise<void> {
  const method = request.method ?? "GET";
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  if (!url.pathname.startsWith("/control/")) {
    const text = method === "GET" ? await renderPage(url.pathname, url.searchParams, context) : undefined;
    if (text === undefined) throw new Refused(404, "page not found");
    return sendPage(response, 200, text);
  }
  refuseOtherOrigin(request);
  const isForm = (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
  const body = method === "POST" ? readBody(await readAll(request), isForm) : undefined;
  const path = url.pathname.split("/").slice(2).map(decodeURIComponent);
  const result = await answerControl({ method, path, query: url.searchParams, body }, context);
  if (!isForm) return sendJson(response, 200, result);
  response.writeHead(303, { location: returnPath(request, path) }).end();
}

function refuseOtherOrigin({ headers, method }: IncomingMessage): void {
  if (method === "GET" || headers.origin === undefined) return;
  if (headers.origin !== `http://${headers.host}`) throw new Refused(403, "other origin");
}

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST_BODY) throw new Refused(413, "body too large");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

const NUMBER_FIELDS: ReadonlySet<string> = new Set(["times", "ms"]);

function readBody(text: string, isForm: boolean): unknown {
  if (isForm) {
    const filled = [...new URLSearchParams(text)].filter(([, value]) => value.trim() !== "");
    return Object.fromEntries(filled.map(([name, value]) => [name, NUMBER_FIELDS.has(name) ? Number(value) : value]));
  }
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refused(400, "body is not JSON");
  }
}

function returnPath(request: IncomingMessage, path: readonly string[]): string {
  if (path.at(-1) === "delete") return `/${path[0]}`;
  const referrer = request.headers.referer ?? "";
  return URL.canParse(referrer) ? new URL(referrer).pathname : "/";
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const { status, words } = explain(error);
  if (status === 500) report("request", error);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const wantsPage = (request.headers.accept ?? "").includes("text/html");
  if (wantsPage)
    sendPage(response, status, page("Not done", html`<p class="bad">${words}</p><p><a href="/">Overview</a></p>`));
  else sendJson(response, status, { error: words });
}

function explain(error: unknown): { status: number; words: string } {
  if (error instanceof Refused) return { status: error.status, words: error.message };
  if (error instanceof ZodError) {
    const [issue] = error.issues;
    return { status: 400, words: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not valid"}` };
  }
  if (error instanceof URIError) return { status: 400, words: "address not valid" };
  return { status: 500, words: "internal error" };
}

function sendPage(response: ServerResponse, status: number, text: string): void {
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": SAFETY,
    "cache-control": "no-store",
  };
  response.writeHead(status, headers).end(text);
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response
    .writeHead(status, { "content-type": "application/json", "cache-control": "no-store" })
    .end(JSON.stringify(value));
}
