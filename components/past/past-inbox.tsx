"use client";
import { type InfiniteData, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { ArrowDownUp, X } from "lucide-react";
import { debounce, parseAsString, useQueryStates } from "nuqs";
import { useMemo, useRef, useState } from "react";
import { FilterChoices } from "#components/inbox/filter-choices.tsx";
import { InboxTabs } from "#components/inbox/inbox-tabs.tsx";
import { MoreFilters } from "#components/inbox/more-filters.tsx";
import { SortMenu } from "#components/inbox/sort-menu.tsx";
import { useKeys } from "#components/keys/key-registry.tsx";
import { Nothing } from "#components/past/nothing.tsx";
import { PastBanner } from "#components/past/past-banner.tsx";
import { noPastNarrowing, type PastQuery, pastFilterOf } from "#components/past/past-filter.ts";
import { PastTable } from "#components/past/past-table.tsx";
import { addressWritten, useGo } from "#components/shell/use-go.ts";
import { TableFrame } from "#components/table/table-frame.tsx";
import { useRowCursor } from "#components/table/use-row-cursor.ts";
import { Button } from "#components/ui/button.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { fetchView } from "#lib/client/fetch-view.ts";
import type { Problem } from "#lib/client/problem.ts";
import { isNarrowed } from "#lib/core/narrowing.ts";
import { pastTabIds } from "#lib/views/inbox-tabs.ts";
import type { PastInbox } from "#lib/views/past.ts";
import { itemAt } from "#lib/views/past-address.ts";

const schema = {
  at: parseAsString,
  tab: parseAsString,
  type: parseAsString,
  project: parseAsString,
  vendor: parseAsString,
  assignee: parseAsString,
  sender: parseAsString,
  least: parseAsString,
  most: parseAsString,
  days: parseAsString,
  q: parseAsString.withOptions({ limitUrlUpdates: debounce(300) }),
  sort: parseAsString,
  dir: parseAsString,
};

type Props = { readonly first: PastInbox; readonly firstFilter: PastQuery };

/** The inbox and its counts as they were; read only, every item opens as it was. */
export function PastInboxPage({ first, firstFilter }: Props) {
  const [address, setAddress] = useQueryStates(schema, { history: "push", shallow: true });
  const filter = useMemo(() => pastFilterOf(address, address.at ?? first.at), [address, first.at]);
  const query = usePastPages(filter, JSON.stringify(filter) === JSON.stringify(firstFilter) ? first : null);
  const page = query.data?.pages[0] ?? first;
  const rows = useMemo(() => query.data?.pages.flatMap((one) => one.rows) ?? [], [query.data]);
  const box = useRef<HTMLDivElement>(null);
  const cursor = useRowCursor(rows, box);
  const go = useGo();
  const change = (next: Partial<Record<keyof typeof schema, string | null>>) => addressWritten(setAddress(next));
  const [isSorting, setSorting] = useState(false);
  const onSort = (sort: PastQuery["sort"], dir: PastQuery["dir"]) => change({ sort, dir });
  useKeys({
    ...cursor.keys,
    open: () => cursor.row && go(itemAt(cursor.row.id, filter.at)),
    sort: () => setSorting(true),
    back: () => go("/inbox"),
  });
  const isFiltered = isNarrowed(filter);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <h1 className="unseen">Inbox as it was</h1>
      <PastBanner at={filter.at} now={`/inbox?tab=${filter.tab}`} onShow={(at) => change({ at })} />
      <InboxTabs tab={filter.tab} tabs={pastTabIds} counts={page.counts} onChange={(tab) => change({ tab })}>
        <search
          aria-label="Filter the list"
          className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface px-2 py-1.5"
          data-screen-only
        >
          <SearchBox
            label="Search the list of then"
            className="w-64"
            value={filter.q ?? ""}
            onChange={(q) => change({ q: q || null })}
          />
          <Button size="icon" label="Sort the list" onPress={() => setSorting(true)}>
            <ArrowDownUp aria-hidden="true" className="size-3.5" />
          </Button>
          <MoreFilters filter={filter} isOfThen onChange={change} />
          <FilterChoices filter={filter} page={page} rows={rows} onChange={change} isOfThen />
          {isFiltered ? (
            <Button size="sm" look="ghost" onPress={() => change(noPastNarrowing)}>
              <X aria-hidden="true" className="size-3.5" />
              Clear
            </Button>
          ) : null}
        </search>
        {query.error && rows.length === 0 ? (
          <ErrorState sentence={query.error.sentence} fix={query.error.fix} onRetry={() => void query.refetch()} />
        ) : page.standing !== "shown" ? (
          <Nothing standing={page.standing} keptFrom={page.keptFrom} subject="The inbox" />
        ) : rows.length === 0 ? (
          <EmptyState title={isFiltered ? "Nothing fits the filter" : "Nothing was here then"}>
            {isFiltered ? "Clear the filter to see the whole list of then." : "Another view may have had items."}
          </EmptyState>
        ) : (
          <TableFrame label="Items" scrollRef={box} className="@container flex-1 bg-surface">
            <PastTable
              rows={rows}
              filter={filter}
              total={page.total}
              isStale={query.isPlaceholderData}
              cursorId={cursor.id}
              onCursor={cursor.set}
              onSort={onSort}
            />
            <LoadMore
              hasMore={query.hasNextPage}
              isBusy={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
              end="The end of the list of then"
            />
          </TableFrame>
        )}
      </InboxTabs>
      {isSorting ? <SortMenu filter={filter} onSort={onSort} onClose={() => setSorting(false)} /> : null}
    </div>
  );
}

/** The past does not change: a page is read once. */
function usePastPages(filter: PastQuery, first: PastInbox | null) {
  return useInfiniteQuery<
    PastInbox,
    Problem,
    InfiniteData<PastInbox, string | null>,
    readonly unknown[],
    string | null
  >({
    queryKey: ["inbox.past", filter],
    queryFn: ({ pageParam, signal }) =>
      fetchView("inbox.past", { ...filter, ...(pageParam ? { after: pageParam } : {}) }, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    ...(first ? { initialData: { pages: [first], pageParams: [null] } } : {}),
  });
}
