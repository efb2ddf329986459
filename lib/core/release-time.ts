import { instantOf, localTimeOf } from "#lib/core/zoned-time.ts";

const dayMs = 86_400_000;

/** The day after a day, both YYYY-MM-DD. */
function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}

/** The last minute for which a release can be set at an instant: the end of tomorrow in the zone, in milliseconds. */
export function lastReleaseOf(nowMs: number, timeZone: string): number {
  const tomorrow = dayAfter(localTimeOf(nowMs, timeZone).slice(0, 10));
  return Date.parse(instantOf(`${tomorrow}T23:59`, timeZone) ?? "");
}

/** What is proposed to hold a release until, as the wall clock of the zone shows it: five in the afternoon, today or tomorrow. */
export function proposedRelease(nowMs: number, timeZone: string): string {
  const now = localTimeOf(nowMs, timeZone);
  const day = now.slice(11) < "16:30" ? now.slice(0, 10) : dayAfter(now.slice(0, 10));
  return `${day}T17:00`;
}

/** Why the wall clock of the zone showing `local` is no time to release at; null when it is one. */
export function releaseProblem(local: string, nowMs: number, timeZone: string): string | null {
  const at = instantOf(local, timeZone);
  if (at === null) return "Give a day and a time.";
  if (Date.parse(at) <= nowMs) return "It is in the past.";
  return Date.parse(at) > lastReleaseOf(nowMs, timeZone)
    ? "It is after the end of tomorrow; hold the items instead (H)."
    : null;
}

/** A release in words, seen from now: "at 17:00", "tomorrow at 08:00", "on 2026-05-31 at 08:00". */
export function releaseWords(at: string, nowMs: number, timeZone: string): string {
  const local = localTimeOf(Date.parse(at), timeZone);
  const [day, clock] = [local.slice(0, 10), local.slice(11)];
  const today = localTimeOf(nowMs, timeZone).slice(0, 10);
  if (day === today) return `at ${clock}`;
  return day === dayAfter(today) ? `tomorrow at ${clock}` : `on ${day} at ${clock}`;
}
