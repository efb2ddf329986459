import { PastInboxFilter } from "#lib/views/past.ts";
import { pastNarrowingKeys } from "#lib/views/past-address.ts";

/** The filter bar of then as it is when nothing is narrowed. */
export const noPastNarrowing = Object.fromEntries(pastNarrowingKeys.map((key) => [key, null]));

export type PastQuery = Omit<PastInboxFilter, "after" | "limit">;
type Address = { readonly [Key in keyof PastQuery]?: string | readonly string[] | null | undefined };

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** The filter that an address names; what it does not know is left out, so that two addresses of one list are one. */
export function pastFilterOf(address: Address, at: string): PastQuery {
  const { tab, sort, dir, ...rest } = address;
  const words = { ...rest, q: text(rest.q)?.slice(0, 100) };
  const set = Object.fromEntries(
    pastNarrowingKeys
      .map((key) => [key, text(words[key])?.slice(0, 100)] as const)
      .filter(([, value]) => value !== undefined),
  );
  const {
    after: _,
    limit: __,
    ...filter
  } = PastInboxFilter.parse({
    ...{ at, ...set },
    ...{ tab: text(tab), sort: text(sort), dir: text(dir) },
  });
  return filter;
}
