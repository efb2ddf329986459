"use client";
import { type InfiniteData, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { fetchView } from "#lib/client/fetch-view.ts";
import type { Problem } from "#lib/client/problem.ts";
import type { ImportScope } from "#lib/client/view-names.ts";
import type { ImportPage } from "#lib/views/imports.ts";

/** While something is written the list looks every two seconds, else as calmly as Sage is read. */
const pace = (page: ImportPage | undefined) => (page && page.counts.importing > 0 ? 2000 : 15_000);

export function useImportRows(scope: ImportScope, first: ImportPage, isFirst: boolean) {
  const query = useInfiniteQuery<
    ImportPage,
    Problem,
    InfiniteData<ImportPage, string | null>,
    readonly unknown[],
    string | null
  >({
    queryKey: ["import.page", scope],
    queryFn: ({ pageParam, signal }) =>
      fetchView("import.page", { ...scope, ...(pageParam ? { after: pageParam } : {}) }, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    refetchInterval: (asked) => pace(asked.state.data?.pages[0]),
    ...(isFirst ? { initialData: { pages: [first], pageParams: [null] } } : {}),
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages]);
  return { query, rows, page: pages?.[0] ?? first };
}
