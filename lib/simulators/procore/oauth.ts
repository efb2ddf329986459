import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Answer } from "#lib/simulators/procore/answer.ts";
import { ok } from "#lib/simulators/procore/answer.ts";
import { SERVICE_USER_ID } from "#lib/simulators/procore/rest-call.ts";

type Credentials = { clientId: string; clientSecret: string };

const LIFETIME_SECONDS = 5400;

export class OAuth {
  readonly #credentials: Credentials;
  readonly #now: () => number;
  readonly #issued = new Map<string, number>();

  constructor(credentials: Credentials, now: () => number = Date.now) {
    this.#credentials = credentials;
    this.#now = now;
  }

  isValid(authorization: string | undefined): boolean {
    const createdAt = this.#createdAt(bearer(authorization));
    return createdAt !== null && this.#seconds() < createdAt + LIFETIME_SECONDS;
  }

  answer(method: string, path: string, authorization: string | undefined, body: Record<string, unknown>): Answer {
    if (method === "POST" && path === "/oauth/token") return this.#token(authorization, body);
    if (method === "GET" && path === "/oauth/token/info") return this.#info(authorization);
    if (method === "POST" && path === "/oauth/revoke") return this.#revoke(body);
    return { status: 404, body: { error: "not_found", error_description: "There is no such OAuth endpoint." } };
  }

  #token(authorization: string | undefined, body: Record<string, unknown>): Answer {
    if (!this.#isClient(authorization, body)) return refused(401, "invalid_client", "Client authentication failed.");
    if (body.grant_type === "refresh_token" || body.grant_type === "authorization_code") {
      return refused(
        400,
        "invalid_grant",
        "The grant is invalid, expired or revoked; a service account asks for a new token.",
      );
    }
    if (body.grant_type !== "client_credentials")
      return refused(400, "unsupported_grant_type", "The grant type is not supported.");
    const token = randomBytes(32).toString("hex");
    const createdAt = this.#seconds();
    this.#issued.set(token, createdAt);
    for (const [old, at] of this.#issued) if (at + LIFETIME_SECONDS < createdAt) this.#issued.delete(old);
    return ok(
      { access_token: token, token_type: "Bearer", expires_in: LIFETIME_SECONDS, created_at: createdAt },
      { "Cache-Control": "no-store" },
    );
  }

  #info(authorization: string | undefined): Answer {
    if (!this.isValid(authorization))
      return refused(401, "invalid_token", "The access token is invalid, expired or revoked.");
    const createdAt = this.#createdAt(bearer(authorization)) ?? 0;
    return ok({
      resource_owner_id: SERVICE_USER_ID,
      scope: [],
      expires_in: createdAt + LIFETIME_SECONDS - this.#seconds(),
      application: { uid: this.#credentials.clientId },
      created_at: createdAt,
    });
  }

  /** 200 also for a token nobody knows. */
  #revoke(body: Record<string, unknown>): Answer {
    if (!this.#isClient(undefined, body)) return refused(401, "invalid_client", "Client authentication failed.");
    this.#issued.delete(String(body.token ?? ""));
    return ok({});
  }

  #isClient(authorization: string | undefined, body: Record<string, unknown>): boolean {
    const basic = /^Basic (.+)$/i.exec(authorization ?? "")?.[1];
    const [id = "", secret = ""] = basic
      ? Buffer.from(basic, "base64").toString("utf8").split(":")
      : [body.client_id, body.client_secret];
    return (
      isSame(String(id ?? ""), this.#credentials.clientId) &&
      isSame(String(secret ?? ""), this.#credentials.clientSecret)
    );
  }

  #createdAt(token: string): number | null {
    return this.#issued.get(token) ?? null;
  }

  #seconds(): number {
    return Math.floor(this.#now() / 1000);
  }
}

function bearer(authorization: string | undefined): string {
  return /^Bearer\s+(\S+)$/i.exec(authorization ?? "")?.[1] ?? "";
}

function isSame(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function refused(status: number, error: string, description: string): Answer {
  return { status, body: { error, error_description: description } };
}
