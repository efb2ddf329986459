import type { HistoryFilter } from "#lib/views/history.ts";

const names = ["kind", "who", "q", "itemId", "type", "project", "from", "to"] as const;
type Params = Readonly<Record<string, string | string[] | null | undefined>>;

/** The filter in the address; what is empty is left out. */
export function historyFilterOf(params: Params): HistoryFilter {
  const given = names
    .map((name) => [name, params[name]] as const)
    .filter(([, value]) => typeof value === "string" && value !== "");
  return Object.fromEntries(given.map(([name, value]) => [name, String(value).slice(0, 100)]));
}
