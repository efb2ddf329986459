"use client";
import { useMemo } from "react";
import type { InboxQuery } from "#components/inbox/use-inbox-filter.ts";
import type { Problem } from "#lib/client/problem.ts";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import type { InboxPage, InboxRow } from "#lib/views/inbox.ts";
import type { InboxTab } from "#lib/views/inbox-tabs.ts";

const pageSize = 100;
/** One page is read per this many milliseconds, however many are open. */
const everyMs = 4000;
/** In these views a decided row stays where it is. */
const keepsDecided: readonly InboxTab[] = ["all", "outbox"];

export type InboxRows = {
  readonly rows: readonly InboxRow[];
  readonly page: InboxPage;
  readonly isStale: boolean;
  readonly problem: Problem | null;
  readonly hasMore: boolean;
  readonly isReadingMore: boolean;
  readonly readMore: () => Promise<{ readonly rows: readonly InboxRow[]; readonly hasMore: boolean }>;
  readonly retry: () => void;
};

type Props = {
  readonly filter: InboxQuery;
  readonly first: InboxPage;
  readonly isFirst: boolean;
  readonly leaving: ReadonlySet<string>;
};

export function useInboxRows({ filter, first, isFirst, leaving }: Props): InboxRows {
  const {
    query,
    rows: all,
    newest,
  } = useViewPages(
    "inbox.page",
    { ...filter, limit: pageSize },
    { first: isFirst ? first : null, every: (pages) => everyMs * Math.max(1, pages.length) },
  );
  const rows = useMemo(
    () => (leaving.size === 0 || keepsDecided.includes(filter.tab) ? all : all.filter((row) => !leaving.has(row.id))),
    [all, leaving, filter.tab],
  );
  return {
    rows,
    page: newest ?? first,
    isStale: query.isPlaceholderData,
    problem: query.error,
    hasMore: query.hasNextPage,
    isReadingMore: query.isFetchingNextPage,
    readMore: async () => {
      const { data, hasNextPage } = await query.fetchNextPage();
      return { rows: data?.pages.flatMap((page) => page.rows) ?? [], hasMore: hasNextPage };
    },
    retry: () => void query.refetch(),
  };
}
