import { ProcoreError } from "#lib/connectors/procore/procore-error.ts";

/** Write-backs go first, keep one place and the last calls of a window for themselves. */
export type Lane = "read" | "write";
type Waiter = { readonly start: (release: () => void) => void; readonly refuse: (error: ProcoreError) => void };
type Window = { remaining: number; readonly limit: number; readonly resetAt: number };

const PLACES: Record<Lane, number> = { write: 4, read: 3 };
const JITTER_MS = 250;

/** Admits calls to one connection: few at a time, and none while Procore says that the window is used up. */
export class RateLimiter {
  readonly #maxWaitMs: number;
  readonly #waiting: Record<Lane, Waiter[]> = { write: [], read: [] };
  #active = 0;
  #pausedUntil = 0;
  #window: Window | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(maxWaitMs: number) {
    this.#maxWaitMs = maxWaitMs;
  }

  /** Waits for a place; call the answer to give it back. Ends as `rate` when the wait would pass the limit. */
  acquire(lane: Lane): Promise<() => void> {
    return new Promise((start, refuse) => {
      this.#waiting[lane].push({ start, refuse });
      this.#admit();
    });
  }

  /** Learns from the headers of an answer. */
  observe(headers: Headers): void {
    const limit = wholeNumber(headers.get("x-rate-limit-limit"));
    const remaining = wholeNumber(headers.get("x-rate-limit-remaining"));
    const resetMs = resetAfterMs(headers);
    if (remaining === null || resetMs === null) return;
    const others = Math.max(0, this.#active - 1);
    this.#window = { limit: limit ?? 0, remaining: remaining - others, resetAt: performance.now() + resetMs };
  }

  /** Nothing starts for this long: the answer to a 429, or to a 503 that names a time. */
  pause(forMs: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + forMs);
  }

  #admit(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    let wakeMs = Number.POSITIVE_INFINITY;
    for (const lane of ["write", "read"] as const) {
      const waiting = this.#waiting[lane];
      while (waiting.length > 0 && this.#active < PLACES[lane]) {
        const waitMs = this.#waitMs(lane);
        if (waitMs > this.#maxWaitMs) {
          for (const waiter of waiting.splice(0)) waiter.refuse(limited(waitMs));
        } else if (waitMs > 0) {
          wakeMs = Math.min(wakeMs, waitMs);
          break;
        } else {
          this.#start(waiting.shift());
        }
      }
    }
    if (wakeMs !== Number.POSITIVE_INFINITY)
      this.#timer = setTimeout(() => this.#admit(), wakeMs + Math.random() * JITTER_MS);
  }

  #start(waiter: Waiter | undefined): void {
    this.#active += 1;
    if (this.#window !== null) this.#window.remaining -= 1;
    let isHeld = true;
    waiter?.start(() => {
      if (!isHeld) return;
      isHeld = false;
      this.#active -= 1;
      this.#admit();
    });
  }

  #waitMs(lane: Lane): number {
    const now = performance.now();
    if (this.#window !== null && this.#window.resetAt <= now) this.#window = null;
    let until = this.#pausedUntil;
    if (this.#window !== null) {
      const reserved = lane === "read" ? Math.min(10, Math.floor(this.#window.limit / 10)) : 0;
      if (this.#window.remaining <= reserved) until = Math.max(until, this.#window.resetAt);
    }
    return Math.max(0, until - now);
  }
}

function limited(waitMs: number): ProcoreError {
  return new ProcoreError({
    kind: "rate",
    code: "rate.limited",
    message: "The calls that Procore allows are used up for now.",
    retryAfterMs: Math.ceil(waitMs),
  });
}

/**
 * How long an answer asks to wait; null if it does not say. For a 429 that is the later of `Retry-After` and the reset of
 * the window, unless the headers speak of a window that still has calls left.
 */
export function askedWaitMs(status: number, headers: Headers): number | null {
  const asked = retryAfterMs(headers);
  const isOtherWindow = asked !== null && (wholeNumber(headers.get("x-rate-limit-remaining")) ?? 0) > 0;
  const waits = [asked, status === 429 && !isOtherWindow ? resetAfterMs(headers) : null].filter(
    (wait) => wait !== null,
  );
  return waits.length === 0 ? null : Math.max(...waits);
}

function retryAfterMs(headers: Headers): number | null {
  const text = headers.get("retry-after")?.trim();
  if (!text) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? null : Math.max(0, moment - serverNow(headers));
}

/** The reset is a moment on Procore's clock, so it is compared with the `Date` of the same answer, not with ours. */
function resetAfterMs(headers: Headers): number | null {
  const reset = wholeNumber(headers.get("x-rate-limit-reset"));
  return reset === null ? null : Math.max(0, reset * 1000 - serverNow(headers));
}

function serverNow(headers: Headers): number {
  const date = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? Date.now() : date;
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,12}$/.test(text.trim()) ? Number(text) : null;
}
