/**
 * The last moment that an asked instant stands for, as ISO 8601: screens know instants to the millisecond, the database to the
 * microsecond, so that one given to the millisecond or coarser includes all of that millisecond. Takes a valid ISO instant.
 */
export function throughInstant(at: string): string {
  const parts = /^(.*T\d\d:\d\d)(?::(\d\d))?(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)$/.exec(at);
  const [, minute = "", second = "00", fraction = "", zone = ""] = parts ?? [];
  if (minute === "" || fraction.length > 3) return at;
  return `${minute}:${second}.${fraction.padEnd(3, "0")}999${zone}`;
}

/** The millisecond before an event (ISO instants): what was there before it happened. */
export function justBefore(at: string): string {
  return new Date(Date.parse(at) - 1).toISOString();
}

/** Whether an asked instant is shown, and if not, why: it was before the item, before anything was kept, or is still to come. */
export type PastStanding = "shown" | "not_yet" | "not_kept" | "to_come";
