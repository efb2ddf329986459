"use client";
import { createParser, debounce, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import { addressWritten } from "#components/shell/use-go.ts";
import { amountPattern, daysPattern, type NarrowingKey, narrowingKeys, noNarrowing } from "#lib/core/narrowing.ts";
import type { InboxFilter } from "#lib/views/inbox.ts";
import { inboxGroupingIds, inboxSorts, inboxTabIds } from "#lib/views/inbox-tabs.ts";

const fitting = (pattern: RegExp) =>
  createParser({ parse: (text) => (pattern.test(text) ? text : null), serialize: String });

const schema = {
  tab: parseAsStringLiteral(inboxTabIds).withDefault("ready"),
  type: parseAsString,
  project: parseAsString,
  vendor: parseAsString,
  assignee: parseAsString,
  sender: parseAsString,
  least: fitting(amountPattern),
  most: fitting(amountPattern),
  days: fitting(daysPattern),
  finding: parseAsString,
  q: parseAsString.withOptions({ limitUrlUpdates: debounce(300) }),
  sort: parseAsStringLiteral(inboxSorts).withDefault("sent"),
  group: parseAsStringLiteral(inboxGroupingIds),
  dir: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  view: parseAsString,
};
const empty = { ...noNarrowing, group: null };
export type InboxQuery = Omit<InboxFilter, "after" | "limit">;

/** The tab stays in the address once it is written: a view's address without a tab means the view as it was saved. */
const full = { clearOnDefault: false } as const;

/** What is set of the fields that narrow and group. */
function pickFilter(from: { readonly [Key in NarrowingKey | "group"]?: InboxQuery[Key] | null }) {
  const all = [...narrowingKeys, "group"] as const;
  return Object.fromEntries(all.flatMap((key) => (from[key] ? [[key, from[key]]] : []))) as Pick<
    InboxQuery,
    NarrowingKey | "group"
  >;
}

/** Which saved view the address names, and how it comes to name another. */
export type ViewPlace = {
  readonly viewId: string | null;
  readonly show: (viewId: string, body: InboxQuery) => void;
  readonly leave: () => void;
};

/** The address is the filter: InboxFilter without the cursor of the page; and it may name a saved view. */
export function useInboxFilter(): readonly [
  InboxQuery,
  (change: Partial<Record<keyof InboxQuery, string | null>>) => void,
  ViewPlace,
] {
  const [state, setState] = useQueryStates(schema, { history: "replace", shallow: true });
  const { view, ...shown } = state;
  // Another address that means the same list is the same filter.
  const key = JSON.stringify(shown);
  const filter = useMemo<InboxQuery>(() => {
    const { tab, sort, dir, ...rest } = JSON.parse(key) as typeof shown;
    return { tab, sort, dir, ...pickFilter(rest) };
  }, [key]);
  const change = useCallback(
    (next: Partial<Record<keyof InboxQuery, string | null>>) => addressWritten(setState(next as never, full)),
    [setState],
  );
  const place = useMemo<ViewPlace>(
    () => ({
      viewId: view,
      show: (viewId, body) => {
        const { tab, sort, dir, ...rest } = body;
        addressWritten(setState({ ...empty, ...pickFilter(rest), tab, sort, dir, view: viewId }, full));
      },
      leave: () => addressWritten(setState({ view: null })),
    }),
    [view, setState],
  );
  return [filter, change, place];
}
