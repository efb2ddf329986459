"use client";
import { type InfiniteData, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { InboxQuery } from "#components/inbox/use-inbox-filter.ts";
import { fetchView } from "#lib/client/fetch-view.ts";
import type { Problem } from "#lib/client/problem.ts";
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
  const query = useInfiniteQuery<
    InboxPage,
    Problem,
    InfiniteData<InboxPage, string | null>,
    readonly unknown[],
    string | null
  >({
    queryKey: ["inbox.page", "pages", filter],
    queryFn: ({ pageParam, signal }) =>
      fetchView("inbox.page", { ...filter, limit: pageSize, ...(pageParam ? { after: pageParam } : {}) }, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    refetchInterval: (current) => everyMs * Math.max(1, current.state.data?.pages.length ?? 1),
    ...(isFirst ? { initialData: { pages: [first], pageParams: [null] } } : {}),
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => {
    const all = pages?.flatMap((page) => page.rows) ?? [];
    return leaving.size === 0 || keepsDecided.includes(filter.tab) ? all : all.filter((row) => !leaving.has(row.id));
  }, [pages, leaving, filter.tab]);
  return {
    rows,
    page: pages?.[0] ?? first,
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
