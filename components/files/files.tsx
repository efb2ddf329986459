"use client";
import { FileTable } from "#components/files/file-table.tsx";
import { useTableFiles } from "#components/files/use-table-files.ts";
import { TableFrame } from "#components/table/table-frame.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { retention } from "#lib/core/retention.ts";
import type { TableFileList } from "#lib/views/table-files.ts";

/** The tables that the person exported and the worker made into files: fetched from here until their days are over. */
export function Files({ first }: { readonly first: TableFileList }) {
  const { data: list = first, error, refetch } = useTableFiles(first);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHead
        title="Your files"
        note={`Long tables that you exported. Each goes by itself ${retention.tableFiles.days} days after it was made; nobody else sees them.`}
      />
      {error ? <ErrorState sentence={error.sentence} fix={error.fix} onRetry={() => void refetch()} /> : null}
      {!error && list.rows.length === 0 ? (
        <EmptyState title="You have no files here">
          A table with more than 5,000 rows is made in the background when you export it, and kept here.
        </EmptyState>
      ) : null}
      {!error && list.rows.length > 0 ? (
        <TableFrame label="Your files" className="@container flex-1 bg-surface">
          <FileTable rows={list.rows} />
        </TableFrame>
      ) : null}
    </div>
  );
}
