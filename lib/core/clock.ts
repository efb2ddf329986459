import { zoneFormat } from "#lib/core/zone-format.ts";

/** How days are written; never as 03/04/2026, which is two days. */
export const dateFormats = { words: "14 Mar 2026", iso: "2026-03-14" } as const;
export type DateFormat = keyof typeof dateFormats;
export const dateFormatIds = ["words", "iso"] as const satisfies readonly DateFormat[];

/**
 * What somebody reads times by: moments are shown in the zone, days are written in the format. Whose clock it is, a person's or
 * the company's, is decided by `clockFor`.
 */
export type Clock = { readonly timeZone: string; readonly dateFormat: DateFormat };

/** What a person chose for themselves; null is the company's. */
export type OwnClock = { readonly timeZone: string | null; readonly dateFormat: DateFormat | null };

/** The clock of a person in a company: the own choices, and the company's where there is none. */
export function clockFor(company: Clock, own: OwnClock | null): Clock {
  const zone = own?.timeZone ?? null;
  return {
    // A zone that this machine does not know would leave every screen without times.
    timeZone: zone !== null && isTimeZone(zone) ? zone : company.timeZone,
    dateFormat: own?.dateFormat ?? company.dateFormat,
  };
}

/** Whether it is the name of a time zone of the IANA database; "+09:00" and what is no zone are not. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const formatOf = zoneFormat("en-US", {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
});

function partsOf(instant: string, timeZone: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(new Date(instant))
      .map((part) => [part.type, part.value]),
  );
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (value: string | number) => String(value).padStart(2, "0");

/** The day of an instant by the clock: "14 Mar 2026" or "2026-03-14"; assembled from parts, so that server and browser write the same. */
export function dayOf(instant: string, { timeZone, dateFormat }: Clock): string {
  const { day = "", month = "", year = "" } = partsOf(instant, timeZone);
  return dateFormat === "iso" ? `${year}-${two(months.indexOf(month) + 1)}-${two(day)}` : `${day} ${month} ${year}`;
}
/** The time of day of an instant by the clock: "09:30". */
export function timeOf(instant: string, { timeZone }: Pick<Clock, "timeZone">): string {
  const { hour, minute } = partsOf(instant, timeZone);
  return `${hour}:${minute}`;
}
/** "14 Mar 2026 09:30". */
export function stampOf(instant: string, clock: Clock): string {
  return `${dayOf(instant, clock)} ${timeOf(instant, clock)}`;
}
/** To the minute with the zone as it is then: "14 Mar 2026 09:30 CDT". */
export function zonedStampOf(instant: string, clock: Clock): string {
  return `${stampOf(instant, clock)} ${partsOf(instant, clock.timeZone).timeZoneName}`;
}
/** With seconds and zone, for tooltips and records: "14 Mar 2026 09:30:12 CDT". */
export function fullStampOf(instant: string, clock: Clock): string {
  const { second, timeZoneName } = partsOf(instant, clock.timeZone);
  return `${stampOf(instant, clock)}:${second} ${timeZoneName}`;
}

/** A business date (YYYY-MM-DD) is a day of the company: no zone moves it, only how it is written is the reader's. */
export function businessDate(date: string, { dateFormat }: Pick<Clock, "dateFormat">): string {
  if (dateFormat === "iso" || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return date;
  return dayOf(`${date}T12:00:00Z`, { timeZone: "UTC", dateFormat });
}

/** A zone as it is read: "America/New York". */
export function zoneLabel(timeZone: string): string {
  return timeZone.replaceAll("_", " ");
}
