import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ProcoreConfig } from "#lib/connectors/procore/config.ts";

export type Seen = { method: string; url: URL; headers: IncomingMessage["headers"]; body: string };
export type Reply = {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  text?: string;
  isDropped?: boolean;
  afterMs?: number;
};
export type Script = (seen: Seen, nth: number) => Reply | Promise<Reply>;

export const SECRET = "s3cret/of+the client";

const open = new Set<Server>();

/** To be called after every test. */
export function closeServers(): void {
  for (const server of open) {
    server.closeAllConnections();
    server.close();
  }
  open.clear();
}

/** An http server for one test: `rest` answers the calls, `token` the requests for a token; both are recorded. */
export async function testServer(
  rest: Script,
  token: Script = (_, nth) => ({ body: { access_token: `token-${nth}`, expires_in: 5400 } }),
) {
  const calls: Seen[] = [];
  const tokenCalls: Seen[] = [];
  const server = createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const seen = {
      method: request.method ?? "",
      url: new URL(request.url ?? "/", base()),
      headers: request.headers,
      body,
    };
    const isToken = seen.url.pathname === "/oauth/token";
    const list = isToken ? tokenCalls : calls;
    list.push(seen);
    const reply = await (isToken ? token : rest)(seen, list.length);
    if (reply.afterMs !== undefined) await new Promise((resolve) => setTimeout(resolve, reply.afterMs));
    if (reply.isDropped) return void request.socket.destroy();
    response.writeHead(reply.status ?? 200, {
      "content-type": "application/json",
      "x-request-id": `r-${list.length}`,
      ...reply.headers,
    });
    response.end(reply.text ?? JSON.stringify(reply.body ?? null));
  }

  const base = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.add(server);
  const config: ProcoreConfig = {
    apiBase: base(),
    loginBase: base(),
    clientId: "client",
    clientSecret: SECRET,
    companyId: "562949953430000",
    tuning: { backoffMs: 4, timeoutMs: 2000, maxWaitMs: 3000, blindWaitMs: 20 },
  };
  return { base: base(), calls, tokenCalls, config };
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

export const contract = (id: number, more: Record<string, unknown> = {}) => ({
  id,
  updated_at: "2026-05-04T10:11:12Z",
  deleted_at: null,
  origin_id: null,
  ...more,
});
