import type { IncomingMessage, ServerResponse } from "node:http";
import { wordsOf } from "#lib/core/refusals.ts";
import type { Log } from "#lib/gateway/connection.ts";
import { RateLimit } from "#lib/gateway/rate-limit.ts";
import type { GatewayStore } from "#lib/gateway/store.ts";
import { EnrolRequest } from "#lib/sync-client/protocol.ts";
import { readPublicKey } from "#lib/sync-client/protocol-signing.ts";

const maxBytes = 4_000;

/** `POST /enrol`: a code and a public key against an identity. Ten tries a minute and address, so that no code is guessed. */
export function enrolDoor(store: GatewayStore, serverPublicKey: string, log: Log) {
  const limit = new RateLimit(10, 60_000);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!limit.take(request.socket.remoteAddress ?? "")) {
      return answer(response, 429, { code: "enrol.often", words: "Too many tries; wait a minute." });
    }
    const body = await readBody(request);
    const parsed = EnrolRequest.safeParse(body);
    if (!parsed.success || !isKey(parsed.data.publicKey)) {
      return answer(response, 400, { code: "enrol.form", words: "The request has not the form of an enrolment." });
    }
    const outcome = await store.enrol(parsed.data);
    if (!outcome.ok) {
      const { sentence, fix } = wordsOf(outcome.refusal);
      return answer(response, 403, { code: outcome.refusal.code, words: `${sentence} ${fix}` });
    }
    log.info({ syncClientId: outcome.value.syncClientId, host: parsed.data.host }, "A sync client was enrolled.");
    return answer(response, 200, { ...outcome.value, serverPublicKey });
  };
}

export function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

function isKey(wire: string): boolean {
  try {
    return readPublicKey(wire).asymmetricKeyType === "ed25519";
  } catch {
    return false;
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > maxBytes) return null;
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    return null;
  }
}
