"use client";
import { debounce, parseAsString, useQueryStates } from "nuqs";
import { useMemo, useRef } from "react";
import { attemptFilterOf } from "#components/health/attempt-filter.ts";
import { AttemptsTable } from "#components/health/attempts-table.tsx";
import { HealthNav } from "#components/health/health-nav.tsx";
import { useKeys } from "#components/keys/key-registry.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { TableFrame } from "#components/table/table-frame.tsx";
import { useRowCursor } from "#components/table/use-row-cursor.ts";
import { LoadMore } from "#components/ui/load-more.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { Select } from "#components/ui/select.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { eachOnce } from "#lib/client/each-once.ts";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import { type AttemptFilter, type AttemptPage, attemptOutcomes } from "#lib/views/unknown.ts";

const slowly = parseAsString.withOptions({ limitUrlUpdates: debounce(300) });
const schema = { outcome: parseAsString, client: parseAsString, q: slowly };
const outcomes = Object.entries(attemptOutcomes).map(([id, label]) => ({ id, label }));

type Props = { readonly first: AttemptPage; readonly firstFilter: AttemptFilter };

/** Every attempt at Sage, newest first, in the words of people and as it was reported. */
export function Attempts({ first, firstFilter }: Props) {
  const [address, setAddress] = useQueryStates(schema, { history: "replace", shallow: true });
  const { outcome, client, q } = address;
  const filter = useMemo(() => attemptFilterOf({ outcome, client, q }), [outcome, client, q]);
  const isFirst = JSON.stringify(filter) === JSON.stringify(firstFilter);
  const { query, rows: read, newest } = useViewPages("attempt.page", filter, { first: isFirst ? first : null });
  const rows = useMemo(() => eachOnce(read), [read]);
  const box = useRef<HTMLDivElement>(null);
  const cursor = useRowCursor(rows, box);
  const go = useGo();
  useKeys({
    ...cursor.keys,
    open: () => cursor.row && go(`/items/${cursor.row.itemId}`),
    back: () => go("/health"),
  });
  const clients = (newest ?? first).clients.map(({ id, name }) => ({ id, label: name }));
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHead title="Attempts" note="Every time a sync client wrote to Sage or looked there for an export." />
      <HealthNav here="/health/attempts" />
      <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-1.5">
        <Select
          label="Outcome"
          none="Any outcome"
          value={outcome}
          options={outcomes}
          onChange={(next) => void setAddress({ outcome: next })}
        />
        <Select
          label="Sync client"
          none="Any sync client"
          value={client}
          options={clients}
          onChange={(next) => void setAddress({ client: next })}
        />
        <SearchBox
          label="Search number or Sage id"
          value={q ?? ""}
          onChange={(words) => void setAddress({ q: words || null })}
        />
      </div>
      {query.error && rows.length === 0 ? (
        <ErrorState sentence={query.error.sentence} fix={query.error.fix} onRetry={() => void query.refetch()} />
      ) : null}
      {!query.error && rows.length === 0 ? <Nothing isFiltered={Object.keys(filter).length > 0} /> : null}
      {rows.length > 0 ? (
        <TableFrame label="Attempts" scrollRef={box} className="@container flex-1 bg-surface">
          <AttemptsTable rows={rows} isStale={query.isPlaceholderData} cursorId={cursor.id} onCursor={cursor.set} />
          <LoadMore
            hasMore={query.hasNextPage}
            isBusy={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
            end="The first attempt that fits"
          />
        </TableFrame>
      ) : null}
    </div>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered)
    return <EmptyState title="No attempt fits the filter">Choose another outcome or sync client.</EmptyState>;
  return (
    <EmptyState title="No attempt yet">
      Once an accepted item is released, what the sync client does with it is written here.
    </EmptyState>
  );
}
