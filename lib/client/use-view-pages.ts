"use client";
import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
} from "@tanstack/react-query";
import { useMemo } from "react";
import { fetchView } from "#lib/client/fetch-view.ts";
import type { Problem } from "#lib/client/problem.ts";
import type { ViewName, Views } from "#lib/client/view-names.ts";

type Page = { readonly rows: readonly unknown[]; readonly next: string | null };
type Paged = { [Name in ViewName]: Views[Name]["view"] extends Page ? Name : never }[ViewName];
type View<Name extends Paged> = Views[Name]["view"];
type Row<Name extends Paged> = View<Name>["rows"][number];
type Read<Name extends Paged> = InfiniteData<View<Name>, string | null>;

type Options<Name extends Paged> = {
  /** The page that the server rendered for this very input; the first paint needs no request. */
  readonly first?: Views[Name]["view"] | null | undefined;
  /** Milliseconds between looks while the page is visible; may depend on the pages that were read last. */
  readonly every?: number | ((pages: readonly View<Name>[]) => number) | undefined;
};

export type ViewPages<Name extends Paged> = {
  readonly query: UseInfiniteQueryResult<Read<Name>, Problem>;
  readonly rows: readonly Row<Name>[];
  /** The first page as it was read last: it has the totals. */
  readonly newest: View<Name> | undefined;
};

/**
 * A list that is read page by page and looked at anew while it is open.
 * Takes the view, what it is asked without its cursor, and how often it looks; returns the query, the rows of all
 * pages, and the newest first page. Until another input is answered, what was shown before it stays.
 */
export function useViewPages<Name extends Paged>(
  name: Name,
  input: Omit<Views[Name]["input"], "after">,
  { first, every }: Options<Name> = {},
): ViewPages<Name> {
  const query = useInfiniteQuery<View<Name>, Problem, Read<Name>, readonly unknown[], string | null>({
    queryKey: [name, "pages", input],
    queryFn: ({ pageParam, signal }) =>
      fetchView(name, { ...input, ...(pageParam ? { after: pageParam } : {}) } as Views[Name]["input"], signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    ...(every === undefined
      ? {}
      : { refetchInterval: ({ state }) => (typeof every === "function" ? every(state.data?.pages ?? []) : every) }),
    ...(first ? { initialData: { pages: [first], pageParams: [null] } } : {}),
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page): readonly Row<Name>[] => page.rows) ?? [], [pages]);
  return { query, rows, newest: pages?.[0] };
}
