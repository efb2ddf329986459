import { zoneFormat } from "#lib/core/zone-format.ts";

const two = "2-digit" as const;
const formatOf = zoneFormat("en-CA", { year: "numeric", month: two, day: two, hour: two, minute: two });

/** The wall clock of a zone at an instant, "2026-05-31T17:00". */
export function localTimeOf(instantMs: number, timeZone: string): string {
  const format = formatOf(timeZone);
  const parts = Object.fromEntries(format.formatToParts(new Date(instantMs)).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

const asUtc = (local: string) => Date.parse(`${local}:00Z`);

const dayMs = 86_400_000;

/**
 * The instant at which the wall clock of a zone shows this; null when it is no time. Where the clock is put forward and
 * never shows it, the instant that is as long after the change; where it is put back and shows it twice, the first.
 */
export function instantOf(local: string, timeZone: string): string | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local)) return null;
  const wanted = asUtc(local);
  if (Number.isNaN(wanted)) return null;
  const offsetAt = (at: number) => asUtc(localTimeOf(at, timeZone)) - Math.floor(at / 60_000) * 60_000;
  const [before, after] = [wanted - offsetAt(wanted - dayMs), wanted - offsetAt(wanted + dayMs)];
  const shown = [before, after].find((at) => localTimeOf(at, timeZone) === local);
  return new Date(shown ?? before).toISOString();
}

/** Whether the wall clock of a zone never shows this, or shows it twice, because it is put forward or back; null: once. */
export function oddTimeOf(local: string, timeZone: string): "skipped" | "twice" | null {
  const at = instantOf(local, timeZone);
  if (at === null) return null;
  if (localTimeOf(Date.parse(at), timeZone) !== local) return "skipped";
  // Lord Howe puts its clock back by half an hour, everybody else by one.
  const isTwice = [30, 60].some((minutes) => localTimeOf(Date.parse(at) + minutes * 60_000, timeZone) === local);
  return isTwice ? "twice" : null;
}
