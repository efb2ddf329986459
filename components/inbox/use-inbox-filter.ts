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
};
export type InboxQuery = Omit<InboxFilter, "after" | "limit">;

/** The address is the filter: InboxFilter without the cursor of the page. */
export function useInboxFilter(): readonly [
  InboxQuery,
  (change: Partial<Record<keyof InboxQuery, string | null>>) => void,
] {
  const [state, setState] = useQueryStates(schema, { history: "replace", shallow: true });
  const { tab, type, project, vendor, assignee, q, sort, dir, group } = state;
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
    (next: Partial<Record<keyof InboxQuery, string | null>>) => addressWritten(setState(next as never)),
    [setState],
  );
  return [filter, change];
}
