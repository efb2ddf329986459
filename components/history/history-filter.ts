import type { HistoryFilter } from "#lib/views/history.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
/** What each part of the filter may look like; others are left out rather than refused. */
const shapes: Readonly<Record<keyof HistoryFilter, RegExp>> = {
  kind: /^[a-z_.]+$/,
  who: /\S/,
  q: /\S/,
  itemId: uuid,
  type: /^[a-z-]+$/,
  project: uuid,
  from: day,
  to: day,
};
type Params = Readonly<Record<string, string | string[] | null | undefined>>;

/** The filter in the address; what is empty or cannot be is left out. */
export function historyFilterOf(params: Params): HistoryFilter {
  const given = Object.entries(shapes)
    .map(([name, shape]) => [name, shape, params[name]] as const)
    .filter(([, shape, value]) => typeof value === "string" && shape.test(value) && isDay(shape, value));
  return Object.fromEntries(given.map(([name, , value]) => [name, String(value).slice(0, 100)]));
}

/** 31 February looks like a day. */
function isDay(shape: RegExp, value: string): boolean {
  return shape !== day || new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);
}
