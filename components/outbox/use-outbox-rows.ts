"use client";
import { type InfiniteData, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { type CalmRow, calmRows } from "#components/outbox/calm-rows.ts";
import { fetchView } from "#lib/client/fetch-view.ts";
import type { Problem } from "#lib/client/problem.ts";
import type { OutboxFilter } from "#lib/client/view-names.ts";
import type { OutboxPart } from "#lib/core/outbox-parts.ts";
import type { OutboxPage, OutboxRow } from "#lib/views/screens.ts";

/** One page is read per this many milliseconds, however many are open. */
const everyMs = 2000;

/** The pages of one part of the outbox that were asked for, kept up to date; the newest look has the totals. */
export function useOutboxRows(part: OutboxPart | null, first: OutboxPage, isFirst: boolean, isHeld: boolean) {
  const filter: OutboxFilter = part === null ? {} : { show: part };
  const query = useInfiniteQuery<
    OutboxPage,
    Problem,
    InfiniteData<OutboxPage, string | null>,
    readonly unknown[],
    string | null
  >({
    queryKey: ["outbox.page", filter],
    queryFn: ({ pageParam, signal }) =>
      fetchView("outbox.page", pageParam ? { ...filter, after: pageParam } : filter, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    refetchInterval: (current) => everyMs * Math.max(1, current.state.data?.pages.length ?? 1),
    ...(isFirst ? { initialData: { pages: [first], pageParams: [null] } } : {}),
  });
  const pages = query.data?.pages;
  const fresh = useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages]);
  // A chosen part is another list: nothing is kept in place from the one before.
  const rows = useCalmRows(fresh, isHeld, part);
  return {
    rows,
    view: pages?.[0] ?? first,
    problem: query.error,
    isStale: query.isPlaceholderData,
    hasMore: query.hasNextPage,
    isReadingMore: query.isFetchingNextPage,
    readMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}

function useCalmRows(now: readonly OutboxRow[], isHeld: boolean, part: OutboxPart | null): readonly CalmRow[] {
  const [shown, setShown] = useState(() => ({ now, isHeld, part, rows: calmRows([], now, false) }));
  if (shown.now === now && shown.isHeld === isHeld && shown.part === part) return shown.rows;
  const rows = calmRows(shown.rows, now, isHeld && shown.part === part);
  setShown({ now, isHeld, part, rows });
  return rows;
}
