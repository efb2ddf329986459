import type { PastInboxFilter } from "#lib/views/past.ts";
import { type PastTab, pastTabIds } from "#lib/views/past.ts";

export type PastQuery = Omit<PastInboxFilter, "after" | "limit">;
type Address = { readonly [Key in keyof PastQuery]?: string | readonly string[] | null | undefined };

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** The filter that an address names; what it does not know is left out, so that two addresses of one list are one. */
export function pastFilterOf(address: Address, at: string): PastQuery {
  const { type, project, vendor, assignee } = address;
  const tab = pastTabIds.find((id) => id === address.tab) ?? ("ready" satisfies PastTab);
  const set = { type: text(type), project: text(project), vendor: text(vendor), assignee: text(assignee) };
  const given = Object.entries(set).filter(([, value]) => value !== undefined);
  return { at, tab, dir: address.dir === "asc" ? "asc" : "desc", ...Object.fromEntries(given) };
}
