import { amountPattern, daysPattern } from "#lib/core/narrowing.ts";
import { inboxSorts, pastTabIds } from "#lib/views/inbox-tabs.ts";
import type { PastInboxFilter } from "#lib/views/past.ts";
import { pastNarrowingKeys } from "#lib/views/past-address.ts";

/** The filter bar of then as it is when nothing is narrowed. */
export const noPastNarrowing = Object.fromEntries(pastNarrowingKeys.map((key) => [key, null]));

export type PastQuery = Omit<PastInboxFilter, "after" | "limit">;
type Address = { readonly [Key in keyof PastQuery]?: string | readonly string[] | null | undefined };

const directions = ["asc", "desc"] as const;
const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);
const oneOf = <Id extends string>(value: unknown, ids: readonly Id[], usual: Id): Id =>
  ids.find((id) => id === value) ?? usual;
/** What the query takes; a longer one, and what does not look like it, narrows nothing. */
const upTo = (value: unknown, length: number): string | undefined => {
  const given = text(value);
  return given === undefined || given.length > length ? undefined : given;
};
const like = (value: unknown, pattern: RegExp): string | undefined => {
  const given = text(value);
  return given !== undefined && pattern.test(given) ? given : undefined;
};

/**
 * The filter that an address names; what it does not know is left out, so that two addresses of one list are one. Without the
 * query's schema, which the browser does not need: the query reads by it what is asked.
 */
export function pastFilterOf(address: Address, at: string): PastQuery {
  const words = {
    type: upTo(address.type, 40),
    project: upTo(address.project, 40),
    vendor: upTo(address.vendor, 40),
    assignee: upTo(address.assignee, 40),
    sender: upTo(address.sender, 200),
    least: like(address.least, amountPattern),
    most: like(address.most, amountPattern),
    days: like(address.days, daysPattern),
    q: text(address.q)?.slice(0, 100),
  };
  return {
    at,
    ...Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined)),
    tab: oneOf(address.tab, pastTabIds, "ready"),
    sort: oneOf(address.sort, inboxSorts, "sent"),
    dir: oneOf(address.dir, directions, "desc"),
  };
}
