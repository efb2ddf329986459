"use client";
import { BatchesTable } from "#components/batches/batches-table.tsx";
import { OutboxNav } from "#components/outbox/outbox-nav.tsx";
import { RunRows } from "#components/runs/run-rows.tsx";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { TableFrame } from "#components/table/table-frame.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import type { RunList } from "#lib/views/accept-runs.ts";
import type { BatchList } from "#lib/views/batches.ts";

/** What was accepted as one decision, newest first; each is a posting proof. */
export function Batches({ first, runs }: { readonly first: BatchList; readonly runs: RunList }) {
  const { query, rows } = useViewPages("batch.list", {}, { first, every: 10_000 });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHead title="Batches" note="Several items accepted as one decision. Each batch prints as a posting proof.">
        <ExportMenu table="batches" />
      </PageHead>
      <OutboxNav here="/batches" />
      <RunRows first={runs} />
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
