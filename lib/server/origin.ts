import "server-only";
import { config } from "#lib/server/wiring.ts";

/** True when a state-changing request comes from our own pages. A missing or "null" Origin without fetch metadata is foreign. */
export function isOwnOrigin(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  if (origin === null || origin === "null") return false;
  return origin === new URL(config().NEXTAUTH_URL).origin || new URL(origin).host === headers.get("host");
}

/** Who asks, as whoever is in front of us says in `X-Forwarded-For`; null where nobody does. */
export function networkOf(forwarded: unknown): string | null {
  return (
    String(forwarded ?? "")
      .split(",")[0]
      ?.trim() || null
  );
}

const windowMs = 10_000;
const perWindow = 200;
const windows = new Map<string, { start: number; count: number }>();

/** A human pace for commands: at most 200 in ten seconds per session (or link from a mail) and process. */
export function isTooFast(sessionId: string, now: number): boolean {
  const window = windows.get(sessionId);
  if (!window || now - window.start > windowMs) {
    if (windows.size > 10_000) windows.clear();
    windows.set(sessionId, { start: now, count: 1 });
    return false;
  }
  window.count += 1;
  return window.count > perWindow;
}
