let offsetMs: number | null = null;

/** Every view says the server's now; ages and countdowns run on that clock, not on the computer's. */
export function noteServerNow(now: string): void {
  if (typeof window !== "undefined") offsetMs = Date.parse(now) - Date.now();
}
export function isClockKnown(): boolean {
  return offsetMs !== null;
}
export function serverNowMs(): number {
  return Date.now() + (offsetMs ?? 0);
}
