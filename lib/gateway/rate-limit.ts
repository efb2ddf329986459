const maxKeys = 10_000;

/** So many tries per key and window; old windows are forgotten when there are many. */
export class RateLimit {
  readonly #tries: number;
  readonly #windowMs: number;
  readonly #counts = new Map<string, { count: number; since: number }>();

  constructor(tries: number, windowMs: number) {
    this.#tries = tries;
    this.#windowMs = windowMs;
  }

  take(key: string, now = performance.now()): boolean {
    const current = this.#counts.get(key);
    if (current && now - current.since < this.#windowMs) {
      current.count += 1;
      return current.count <= this.#tries;
    }
    if (this.#counts.size >= maxKeys) {
      for (const [old, { since }] of this.#counts) if (now - since >= this.#windowMs) this.#counts.delete(old);
      if (this.#counts.size >= maxKeys) return false;
    }
    this.#counts.set(key, { count: 1, since: now });
    return true;
  }
}
