"use client";
import { type InfiniteData, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { fetchView } from "#lib/client/fetch-view.ts";
import type { Problem } from "#lib/client/problem.ts";
import type { VendorFilter } from "#lib/client/view-names.ts";
import type { VendorPage } from "#lib/views/vendors.ts";

export function useVendorRows(filter: VendorFilter, first: VendorPage, isFirst: boolean) {
  const query = useInfiniteQuery<
    VendorPage,
    Problem,
    InfiniteData<VendorPage, string | null>,
    readonly unknown[],
    string | null
  >({
    queryKey: ["vendor.page", filter],
    queryFn: ({ pageParam, signal }) =>
      fetchView("vendor.page", { ...filter, ...(pageParam ? { after: pageParam } : {}) }, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.pages.some(({ pending }) => pending > 0) ? 3_000 : 30_000),
    ...(isFirst ? { initialData: { pages: [first], pageParams: [null] } } : {}),
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages]);
  return { query, rows, page: pages?.[0] ?? first };
}
