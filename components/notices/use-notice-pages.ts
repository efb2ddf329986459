"use client";
import { type InfiniteData, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { fetchView } from "#lib/client/fetch-view.ts";
import type { Problem } from "#lib/client/problem.ts";
import type { NoticePage } from "#lib/views/notices.ts";

const lookMs = 5000;

/** What the person was told, page by page, read anew while the page is open. */
export function useNoticePages(show: "all" | "unread", first: NoticePage) {
  return useInfiniteQuery<
    NoticePage,
    Problem,
    InfiniteData<NoticePage, string | null>,
    readonly unknown[],
    string | null
  >({
    queryKey: ["notice.page", { show }],
    queryFn: ({ pageParam, signal }) =>
      fetchView("notice.page", { show, ...(pageParam ? { after: pageParam } : {}) }, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    refetchInterval: lookMs,
    placeholderData: keepPreviousData,
    ...(show === "all" ? { initialData: { pages: [first], pageParams: [null] } } : {}),
  });
}
