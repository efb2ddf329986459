type Limits = { hourly: number; spike: number };

const GENEROUS_LIMITS: Limits = { hourly: 36_000, spike: 500 };

const HOUR_MS = 3_600_000;
const SPIKE_MS = 10_000;

type Window = { lengthMs: number; limit: number; calls: number[]; head: number };

export class RateLimits {
  #windows: [Window, Window];

  constructor(limits: Limits = GENEROUS_LIMITS) {
    this.#windows = windowsOf(limits);
  }

  get limits(): Limits {
    return { hourly: this.#windows[0].limit, spike: this.#windows[1].limit };
  }

  /** Sets the limits and forgets the calls counted so far. */
  set({
    hourly = this.limits.hourly,
    spike = this.limits.spike,
  }: {
    hourly?: number | undefined;
    spike?: number | undefined;
  }): void {
    this.#windows = windowsOf({ hourly, spike });
  }

  reset(): void {
    this.#windows = windowsOf(GENEROUS_LIMITS);
  }

  /** Counts a call, unless it is over a limit; the headers describe the window nearer exhaustion. */
  take(nowMs: number): { isAllowed: boolean; headers: Record<string, string> } {
    for (const window of this.#windows) forget(window, nowMs);
    const isAllowed = this.#windows.every((window) => left(window) > 0);
    if (isAllowed) for (const window of this.#windows) window.calls.push(nowMs);
    const [hourly, spike] = this.#windows;
    const nearer = left(spike) < left(hourly) ? spike : hourly;
    const oldestMs = nearer.calls[nearer.head] ?? nowMs;
    return {
      isAllowed,
      headers: {
        "X-Rate-Limit-Limit": String(nearer.limit),
        "X-Rate-Limit-Remaining": String(left(nearer)),
        "X-Rate-Limit-Reset": String(Math.ceil((oldestMs + nearer.lengthMs) / 1000)),
      },
    };
  }
}

function windowsOf(limits: Limits): [Window, Window] {
  return [
    { lengthMs: HOUR_MS, limit: limits.hourly, calls: [], head: 0 },
    { lengthMs: SPIKE_MS, limit: limits.spike, calls: [], head: 0 },
  ];
}

function left(window: Window): number {
  return Math.max(0, window.limit - (window.calls.length - window.head));
}

function forget(window: Window, nowMs: number): void {
  while (window.head < window.calls.length && (window.calls[window.head] ?? 0) <= nowMs - window.lengthMs)
    window.head += 1;
  if (window.head < 10_000) return;
  window.calls = window.calls.slice(window.head);
  window.head = 0;
}
