import type { Settings } from "#lib/connectors/procore/config.ts";
import { belowBase } from "#lib/connectors/procore/config.ts";
import { parseExactJson } from "#lib/connectors/procore/exact-json.ts";
import { exchange } from "#lib/connectors/procore/exchange.ts";
import { ProcoreError } from "#lib/connectors/procore/procore-error.ts";
import { askedWaitMs } from "#lib/connectors/procore/rate-limiter.ts";
import { readRefusal } from "#lib/connectors/procore/refusals.ts";
import type { Json } from "#lib/core/canonical-json.ts";

type Held = { readonly value: string; renewAt: number; readonly expiresAt: number };

const LIFE_WITHOUT_WORD_S = 600;
const RENEW_AGAIN_MS = 10_000;

/** The access token of the client credentials: kept, renewed at 80 % of its life, asked for once however many wait. */
export class AccessToken {
  readonly #settings: Settings;
  #held: Held | null = null;
  /** The last two: an answer may still speak of the one before. */
  #issued: readonly string[] = [];
  #pending: Promise<Held> | null = null;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** A token to use now. Ends as `reconnect` when Procore refuses the credentials. */
  async current(): Promise<string> {
    const held = this.#held;
    if (held !== null && performance.now() < held.renewAt) return held.value;
    try {
      return (await this.#renew()).value;
    } catch (error) {
      const passes = error instanceof ProcoreError && (error.kind === "transient" || error.kind === "rate");
      if (!passes || held === null || held !== this.#held || performance.now() >= held.expiresAt) throw error;
      held.renewAt = performance.now() + RENEW_AGAIN_MS;
      return held.value;
    }
  }

  /** Procore refused this token. A newer one that another call has fetched meanwhile stays. */
  drop(value: string): void {
    if (this.#held?.value === value) this.#held = null;
  }

  /** The text without anything that must not be seen. */
  scrub(text: string): string {
    const spellings = [this.#settings.clientSecret, ...this.#issued].flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
    ]);
    return spellings.reduce((clean, secret) => clean.replaceAll(secret, "[secret]"), text);
  }

  #renew(): Promise<Held> {
    this.#pending ??= this.#ask().finally(() => {
      this.#pending = null;
    });
    return this.#pending;
  }

  async #ask(): Promise<Held> {
    const { loginBase, clientId, clientSecret } = this.#settings;
    const asked = performance.now();
    const { status, headers, text } = await exchange(this.#settings, belowBase(loginBase, "/oauth/token"), {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: clientId,
        client_secret: clientSecret,
      }).toString(),
    });
    const requestId = headers.get("x-request-id");
    if (status < 200 || status > 299) throw this.#refused(status, headers, text);
    const body = parsed(text);
    const fields =
      typeof body === "object" && body !== null && !Array.isArray(body) ? (body as Record<string, Json>) : {};
    const { access_token: value, expires_in: life } = fields;
    if (typeof value !== "string" || !/^[\x21-\x7e]+$/.test(value)) {
      throw new ProcoreError({
        kind: "transient",
        code: "answer.shape",
        message: "The answer for a token holds none.",
        status,
        requestId,
      });
    }
    const lifeMs = (typeof life === "number" && life > 0 ? life : LIFE_WITHOUT_WORD_S) * 1000;
    this.#issued = [value, ...this.#issued].slice(0, 2);
    this.#held = { value, renewAt: asked + lifeMs * 0.8, expiresAt: asked + lifeMs };
    return this.#held;
  }

  #refused(status: number, headers: Headers, text: string): ProcoreError {
    const refused = readRefusal(status, parsed(this.scrub(text)));
    const passes = refused.kind === "transient" || refused.kind === "rate";
    return new ProcoreError({
      ...refused,
      kind: passes ? refused.kind : "reconnect",
      code: passes ? refused.code : "access.credentials",
      status,
      requestId: headers.get("x-request-id"),
      retryAfterMs: askedWaitMs(status, headers),
    });
  }
}

function parsed(text: string): Json {
  try {
    return parseExactJson(text);
  } catch {
    return null;
  }
}
