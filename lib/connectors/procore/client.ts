import { setTimeout as sleep } from "node:timers/promises";
import { AccessToken } from "#lib/connectors/procore/access-token.ts";
import type { Settings } from "#lib/connectors/procore/config.ts";
import { belowBase } from "#lib/connectors/procore/config.ts";
import { parseExactJson } from "#lib/connectors/procore/exact-json.ts";
import type { Exchange } from "#lib/connectors/procore/exchange.ts";
import { exchange } from "#lib/connectors/procore/exchange.ts";
import { ProcoreError } from "#lib/connectors/procore/procore-error.ts";
import type { Lane } from "#lib/connectors/procore/rate-limiter.ts";
import { askedWaitMs, RateLimiter } from "#lib/connectors/procore/rate-limiter.ts";
import { readRefusal } from "#lib/connectors/procore/refusals.ts";
import type { Json } from "#lib/core/canonical-json.ts";

export type Call = {
  readonly method: "GET" | "PATCH" | "POST" | "DELETE";
  readonly url: URL;
  readonly lane: Lane;
  readonly body?: string;
  readonly idempotencyToken?: string;
};

export type Answer = {
  readonly body: Json;
  readonly link: string | null;
  readonly total: number | null;
  readonly requestId: string | null;
};

/** Calls Procore for one company: token, company header, limits, retries of reads, errors as `ProcoreError`. */
export class ProcoreClient {
  readonly settings: Settings;
  /** For addresses of Procore that are not its REST. */
  readonly token: AccessToken;
  readonly #limiter: RateLimiter;

  constructor(settings: Settings) {
    this.settings = settings;
    this.token = new AccessToken(settings);
    this.#limiter = new RateLimiter(settings.tuning.maxWaitMs);
  }

  /** An address below the configured base. */
  url(path: string, query: Readonly<Record<string, string>>): URL {
    const url = belowBase(this.settings.apiBase, path);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  /**
   * Sends a call. Reads are repeated after passing faults; a write is repeated only after a 401 or 429, which Procore
   * gives before it looks at the content. A write that ends as `transient` may have happened: read before repeating.
   */
  async send(call: Call): Promise<Answer> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.#sendOnce(call);
      } catch (error) {
        const waitMs = error instanceof ProcoreError ? this.#waitBeforeRetry(call, error, attempt) : null;
        if (waitMs === null) throw error;
        await sleep(waitMs);
      }
    }
  }

  /** Half to all of a time that doubles with every attempt. */
  backoffMs(attempt: number): number {
    return this.settings.tuning.backoffMs * 2 ** attempt * (0.5 + Math.random() / 2);
  }

  #waitBeforeRetry(call: Call, error: ProcoreError, attempt: number): number | null {
    const { maxRetries, maxWaitMs } = this.settings.tuning;
    if (attempt >= maxRetries || (error.retryAfterMs ?? 0) > maxWaitMs) return null;
    // The limiter holds the next attempt back for as long as was asked.
    if (error.kind === "rate") return error.status === 429 ? 0 : null;
    return error.kind === "transient" && call.method === "GET" ? this.backoffMs(attempt) : null;
  }

  async #sendOnce(call: Call): Promise<Answer> {
    const release = await this.#limiter.acquire(call.lane);
    try {
      const token = await this.token.current();
      let answer = await this.#exchange(call, token);
      if (answer.status === 401) {
        this.token.drop(token);
        answer = await this.#exchange(call, await this.token.current());
      }
      return this.#read(answer);
    } finally {
      release();
    }
  }

  async #exchange(call: Call, token: string): Promise<Exchange> {
    const started = performance.now();
    try {
      const answer = await exchange(this.settings, call.url, {
        method: call.method,
        headers: {
          authorization: `Bearer ${token}`,
          "procore-company-id": this.settings.companyId,
          accept: "application/json",
          ...(call.body === undefined ? {} : { "content-type": "application/json" }),
          ...(call.idempotencyToken === undefined ? {} : { "idempotency-token": call.idempotencyToken }),
        },
        ...(call.body === undefined ? {} : { body: call.body }),
      });
      this.#limiter.observe(answer.headers);
      this.#log(call, started, answer.status, answer.headers.get("x-request-id"), null);
      return answer;
    } catch (error) {
      if (error instanceof ProcoreError) this.#log(call, started, error.status, error.requestId, error.code);
      throw error;
    }
  }

  #log(call: Call, started: number, status: number | null, requestId: string | null, code: string | null): void {
    const durationMs = Math.round(performance.now() - started);
    this.settings.log?.({
      event: "procore.call",
      method: call.method,
      path: call.url.pathname,
      status,
      requestId,
      durationMs,
      code,
    });
  }

  #read({ status, headers, text }: Exchange): Answer {
    const requestId = headers.get("x-request-id");
    if (status < 200 || status > 299) throw this.#failure(status, headers, text);
    const total = headers.get("total");
    try {
      return {
        body: text === "" ? null : parseExactJson(text),
        link: headers.get("link"),
        total: total !== null && /^\d{1,12}$/.test(total) ? Number(total) : null,
        requestId,
      };
    } catch {
      // A page of a proxy, or an answer cut short: the next try may get through. The text itself stays out of the error.
      throw new ProcoreError({
        kind: "transient",
        code: "answer.not_json",
        message: "The answer is not JSON.",
        status,
        requestId,
      });
    }
  }

  #failure(status: number, headers: Headers, text: string): ProcoreError {
    const refused = readRefusal(status, jsonOrNull(this.token.scrub(text)));
    const asked = askedWaitMs(status, headers);
    const retryAfterMs = status === 429 ? (asked ?? this.settings.tuning.blindWaitMs) : asked;
    if (retryAfterMs !== null && (status === 429 || status === 503)) this.#limiter.pause(retryAfterMs);
    return new ProcoreError({ ...refused, status, requestId: headers.get("x-request-id"), retryAfterMs });
  }
}

function jsonOrNull(text: string): Json {
  try {
    return parseExactJson(text);
  } catch {
    return null;
  }
}
