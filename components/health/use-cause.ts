"use client";
import { type InfiniteData, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { fetchView } from "#lib/client/fetch-view.ts";
import type { Problem } from "#lib/client/problem.ts";
import type { CauseView } from "#lib/views/causes.ts";

/** A cause with as many of its items as were asked for; looked at again while the page is open. */
export function useCause(first: CauseView) {
  const query = useInfiniteQuery<
    CauseView,
    Problem,
    InfiniteData<CauseView, string | null>,
    readonly unknown[],
    string | null
  >({
    queryKey: ["cause.view", first.key],
    queryFn: ({ pageParam, signal }) =>
      fetchView("cause.view", { key: first.key, ...(pageParam ? { after: pageParam } : {}) }, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    refetchInterval: 5000,
    initialData: { pages: [first], pageParams: [null] },
  });
  // Cured so soon that its times were never written down: nothing is known of it any more, and nothing is behind it.
  const isOver = query.error?.code === "cause.unknown";
  const shown = query.data?.pages ?? [first];
  const pages = isOver ? shown.slice(0, 1).map((page): CauseView => ({ ...page, line: null, rows: [] })) : shown;
  // A row that moved between two looks stands on two pages: once is enough.
  const rows = [...new Map(pages.flatMap((page) => page.rows).map((row) => [row.id, row])).values()];
  return { problem: isOver ? null : query.error, query, view: pages[0] ?? first, rows };
}
