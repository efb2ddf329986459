"use client";
import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import { BatchesTable } from "#components/batches/batches-table.tsx";
import { OutboxNav } from "#components/outbox/outbox-nav.tsx";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { TableFrame } from "#components/table/table-frame.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { fetchView } from "#lib/client/fetch-view.ts";
import type { Problem } from "#lib/client/problem.ts";
import type { BatchList } from "#lib/views/batches.ts";

/** What was accepted as one decision, newest first; each is a posting proof. */
export function Batches({ first }: { readonly first: BatchList }) {
  const query = useInfiniteQuery<
    BatchList,
    Problem,
    InfiniteData<BatchList, string | null>,
    readonly unknown[],
    string | null
  >({
    queryKey: ["batch.list", {}],
    queryFn: ({ pageParam, signal }) => fetchView("batch.list", pageParam ? { after: pageParam } : {}, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    initialData: { pages: [first], pageParams: [null] },
    refetchInterval: 10_000,
  });
  const rows = query.data.pages.flatMap((page) => page.rows);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHead title="Batches" note="Several items accepted as one decision. Each batch prints as a posting proof.">
        <ExportMenu table="batches" />
      </PageHead>
      <OutboxNav here="/batches" />
      {query.error ? (
        <ErrorState sentence={query.error.sentence} fix={query.error.fix} onRetry={() => void query.refetch()} />
      ) : null}
      {rows.length === 0 ? (
        <EmptyState title="No batch yet">
          Select several items in the inbox (X) and accept them together (Shift A): they become a batch.
        </EmptyState>
      ) : (
        <TableFrame label="Batches" className="@container flex-1 bg-surface">
          <BatchesTable rows={rows} />
          <LoadMore
            hasMore={query.hasNextPage}
            isBusy={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
            end="The first batch of the company"
          />
        </TableFrame>
      )}
    </div>
  );
}
