import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export type Heard = {
  readonly body: { readonly event: string; readonly [name: string]: unknown };
  readonly deliveryId: string;
  /** Whether the secret makes this signature of these bytes. */
  isSignedWith(secret: string): boolean;
};

/** A program outside: hears what is posted to it and answers `status`. Close it when the test is over. */
export async function hookListener() {
  const heard: Heard[] = [];
  const answers: { status: number; body: string; headers: Record<string, string> } = {
    status: 200,
    body: "ok",
    headers: {},
  };
  const server = createServer(async (request, response) => {
    heard.push(await readHook(request));
    response.writeHead(answers.status, answers.headers).end(answers.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/in`,
    heard,
    answer: (status: number, body = "ok", headers: Record<string, string> = {}) => {
      Object.assign(answers, { status, body, headers });
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function readHook(request: IncomingMessage): Promise<Heard> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  const [, seconds = "", given = ""] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request.headers["countersign-signature"])) ?? [];
  return {
    body: JSON.parse(text) as Heard["body"],
    deliveryId: String(request.headers["countersign-delivery"]),
    isSignedWith: (secret) => createHmac("sha256", secret).update(`${seconds}.${text}`).digest("hex") === given,
  };
}
