import { businessDate, type Clock, zonedStampOf } from "#lib/core/clock.ts";
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

/** A person's clock, and the zone of the company, whose day limits a release. */
export type ReleaseClocks = { readonly own: Clock; readonly companyZone: string };

/**
 * What is proposed to hold a release until, as the own wall clock shows it: five in the afternoon, today or tomorrow, and
 * never after the company's end of tomorrow.
 */
export function proposedRelease(nowMs: number, { own, companyZone }: ReleaseClocks): string {
  const now = localTimeOf(nowMs, own.timeZone);
  const day = now.slice(11) < "16:30" ? now.slice(0, 10) : dayAfter(now.slice(0, 10));
  const last = localTimeOf(lastReleaseOf(nowMs, companyZone), own.timeZone);
  return `${day}T17:00` < last ? `${day}T17:00` : last;
}

/** Why the own wall clock showing `local` is no time to release at; null when it is one. */
export function releaseProblem(local: string, nowMs: number, { own, companyZone }: ReleaseClocks): string | null {
  const at = instantOf(local, own.timeZone);
  if (at === null) return "Give a day and a time.";
  if (Date.parse(at) <= nowMs) return "It is in the past.";
  const last = lastReleaseOf(nowMs, companyZone);
  if (Date.parse(at) <= last) return null;
  const where =
    own.timeZone === companyZone ? "" : ` at the company, ${zonedStampOf(new Date(last).toISOString(), own)}`;
  return `It is after the end of tomorrow${where}; hold the items instead (H).`;
}

/** A release in words, seen from now: "at 17:00", "tomorrow at 08:00", "on 31 May 2026 at 08:00". */
export function releaseWords(at: string, nowMs: number, clock: Clock): string {
  const { timeZone } = clock;
  const local = localTimeOf(Date.parse(at), timeZone);
  const [day, time] = [local.slice(0, 10), local.slice(11)];
  const today = localTimeOf(nowMs, timeZone).slice(0, 10);
  if (day === today) return `at ${time}`;
  return day === dayAfter(today) ? `tomorrow at ${time}` : `on ${businessDate(day, clock)} at ${time}`;
}
