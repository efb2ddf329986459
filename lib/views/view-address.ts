import type { SavedView, ViewBody } from "#lib/views/saved-views.ts";

/** The address of a view as it was saved; the tab is always in it, so that it is opened no second time. */
export function addressOf({ id, body }: Pick<SavedView, "id" | "body">): string {
  const { columns: _, ...filter } = body;
  const set = Object.entries(filter).filter(([, value]) => value !== undefined);
  return `/inbox?${new URLSearchParams({ view: id, ...Object.fromEntries(set) })}`;
}

/** The same list in the same order and columns? Fields that are absent and empty are one. */
export function isSameBody(a: ViewBody, b: ViewBody): boolean {
  return textOf(a) === textOf(b);
}

function textOf({ columns, ...filter }: ViewBody): string {
  const set = Object.entries(filter).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return JSON.stringify([
    set.toSorted(([a], [b]) => (a < b ? -1 : 1)),
    columns?.map(({ id, width }) => [id, width]) ?? null,
  ]);
}
