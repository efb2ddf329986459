"use client";
import { debounce, parseAsString, useQueryStates } from "nuqs";
import { useMemo, useRef } from "react";
import { historyFilterOf } from "#components/history/history-filter.ts";
import { HistoryFilters } from "#components/history/history-filters.tsx";
import { HistoryTable } from "#components/history/history-table.tsx";
import { Replay } from "#components/history/replay.tsx";
import { type VerifyAction, VerifyChain } from "#components/history/verify-chain.tsx";
import { AtATime } from "#components/past/at-a-time.tsx";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { TableFrame } from "#components/table/table-frame.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import type { HistoryFilter } from "#lib/views/history.ts";
import type { HistoryPage } from "#lib/views/screens.ts";

const slowly = parseAsString.withOptions({ limitUrlUpdates: debounce(300) });
const schema = {
  kind: parseAsString,
  who: slowly,
  q: slowly,
  itemId: parseAsString,
  type: parseAsString,
  project: parseAsString,
  from: parseAsString,
  to: parseAsString,
};
const nothing = { kind: null, who: null, q: null, itemId: null, type: null, project: null, from: null, to: null };

type Props = {
  readonly first: HistoryPage;
  readonly firstFilter: HistoryFilter;
  readonly verify: VerifyAction;
};

/** The record of every act, newest first; each event carries the hash of all before it. */
export function History({ first, firstFilter, verify }: Props) {
  const [address, setAddress] = useQueryStates(schema, { history: "replace", shallow: true });
  const filter = useMemo(() => historyFilterOf(address), [address]);
  const isFirst = JSON.stringify(filter) === JSON.stringify(firstFilter);
  const { query, rows, newest } = useViewPages("history.page", filter, { first: isFirst ? first : null });
  const box = useRef<HTMLDivElement>(null);
  const isFiltered = Object.keys(filter).length > 0;
  const clear = () => void setAddress(nothing);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHead title="History" note="Every act, by whom and when. Nothing here can be changed or removed.">
        <ExportMenu table="history" input={filter} />
        <AtATime />
        <VerifyChain verify={verify} />
      </PageHead>
      <Replay />
      <HistoryFilters
        address={address}
        choices={newest ?? first}
        isFiltered={isFiltered}
        onChange={(change) => void setAddress(change)}
        onClear={clear}
      />
      {query.error && rows.length === 0 ? (
        <ErrorState sentence={query.error.sentence} fix={query.error.fix} onRetry={() => void query.refetch()} />
      ) : null}
      {!query.error && rows.length === 0 ? <Nothing isFiltered={isFiltered} /> : null}
      {rows.length > 0 ? (
        <TableFrame label="Events" scrollRef={box} className="@container flex-1 bg-surface">
          <HistoryTable
            rows={rows}
            isStale={query.isPlaceholderData}
            onItem={(id) => void setAddress({ itemId: id })}
          />
          <LoadMore
            hasMore={query.hasNextPage}
            isBusy={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
            end={isFiltered ? "No earlier event fits the filter" : "The first event of the company"}
          />
        </TableFrame>
      ) : null}
    </div>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered) return <EmptyState title="No event fits the filter">Clear the filter to see every event.</EmptyState>;
  return (
    <EmptyState title="Nothing happened yet">
      Every act from the first item read from Procore on is written here.
    </EmptyState>
  );
}
