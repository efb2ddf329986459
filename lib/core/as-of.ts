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

type Asked = {
  /** ISO instants: what is asked for, and now. */
  readonly at: string;
  readonly now: string;
  /** A version of it had begun by then. */
  readonly isKept: boolean;
  /** From when on it is kept, and from when on anything of its kind is; null where nothing is. */
  readonly kept: { readonly own: string | null; readonly first: string | null };
};

/**
 * Whether something is shown at an instant. What is kept from later on than the first of its kind was not here before; of what was
 * kept first of all nobody knows since when it was here.
 */
export function standingOf({ at, now, isKept, kept }: Asked): PastStanding {
  if (Date.parse(at) > Date.parse(now)) return "to_come";
  if (isKept) return "shown";
  return kept.own !== null && kept.first !== null && kept.own > kept.first ? "not_yet" : "not_kept";
}
