"use client";
import { debounce, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import { addressWritten } from "#components/shell/use-go.ts";
import type { InboxFilter } from "#lib/views/inbox.ts";
import { inboxGroupingIds, inboxSorts, inboxTabIds } from "#lib/views/inbox-tabs.ts";

const schema = {
  tab: parseAsStringLiteral(inboxTabIds).withDefault("ready"),
  type: parseAsString,
  project: parseAsString,
  vendor: parseAsString,
  assignee: parseAsString,
  q: parseAsString.withOptions({ limitUrlUpdates: debounce(300) }),
  sort: parseAsStringLiteral(inboxSorts).withDefault("sent"),
  group: parseAsStringLiteral(inboxGroupingIds),
  dir: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  view: parseAsString,
};
const empty = { type: null, project: null, vendor: null, assignee: null, q: null, group: null } as const;
export type InboxQuery = Omit<InboxFilter, "after" | "limit">;

/** The tab stays in the address once it is written: a view's address without a tab means the view as it was saved. */
const full = { clearOnDefault: false } as const;

function pickFilter({ type, project, vendor, assignee, q, group }: Omit<InboxQuery, "tab" | "sort" | "dir">) {
  const set = { type, project, vendor, assignee, q, group };
  return Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined)) as Partial<typeof set>;
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
  const { tab, type, project, vendor, assignee, q, sort, dir, group, view } = state;
  const filter = useMemo<InboxQuery>(
    () => ({
      tab,
      sort,
      dir,
      ...(type ? { type } : {}),
      ...(project ? { project } : {}),
      ...(vendor ? { vendor } : {}),
      ...(assignee ? { assignee } : {}),
      ...(q ? { q } : {}),
      ...(group ? { group } : {}),
    }),
    [tab, type, project, vendor, assignee, q, sort, dir, group],
  );
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
