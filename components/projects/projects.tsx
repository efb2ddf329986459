"use client";
import { debounce, parseAsString, useQueryState } from "nuqs";
import { useRef } from "react";
import { useKeys } from "#components/keys/key-registry.tsx";
import { firstOf } from "#components/money/count.ts";
import { ProjectTable } from "#components/projects/project-table.tsx";
import { addressWritten, useGo } from "#components/shell/use-go.ts";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { TableFrame } from "#components/table/table-frame.tsx";
import { useRowCursor } from "#components/table/use-row-cursor.ts";
import { LoadMore } from "#components/ui/load-more.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import type { ProjectList } from "#lib/views/screens.ts";

/** One page is read per this many milliseconds, however many are open. */
const everyMs = 15_000;

type Props = { readonly first: ProjectList; readonly firstQ: string };

/** Every project with what is where, in items and in money. */
export function Projects({ first, firstQ }: Props) {
  const [q, setQ] = useQueryState(
    "q",
    parseAsString.withDefault("").withOptions({ history: "replace", shallow: true, limitUrlUpdates: debounce(300) }),
  );
  const input = q ? { q } : {};
  const { query, rows, newest } = useViewPages("project.list", input, {
    first: q === firstQ ? first : null,
    every: (pages) => everyMs * Math.max(1, pages.length),
  });
  const { error } = query;
  const go = useGo();
  const box = useRef<HTMLDivElement>(null);
  const cursor = useRowCursor(rows, box);
  useKeys({ ...cursor.keys, open: () => cursor.id && go(`/projects/${cursor.id}`) });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHead title="Projects" note="What is returned, what is with accounting, what is in Sage.">
        <SearchBox
          label="Search number, name or job"
          value={q}
          onChange={(words) => addressWritten(setQ(words || null))}
        />
        <ExportMenu table="projects" input={input} />
      </PageHead>
      {error && rows.length === 0 ? (
        <ErrorState sentence={error.sentence} fix={error.fix} onRetry={() => void query.refetch()} />
      ) : null}
      {rows.length === 0 && !error ? <Nothing q={q} /> : null}
      {rows.length > 0 ? (
        <TableFrame label="Projects" scrollRef={box} className="flex-1 bg-surface">
          <ProjectTable
            rows={rows}
            foot={firstOf(rows.length, (newest ?? first).count, "project")}
            hrefOf={(id) => `/projects/${id}`}
            cursorId={cursor.id}
            onCursor={cursor.set}
          />
          <LoadMore
            hasMore={query.hasNextPage}
            isBusy={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
            end="All projects"
          />
        </TableFrame>
      ) : null}
    </div>
  );
}

function Nothing({ q }: { readonly q: string }) {
  if (q)
    return (
      <EmptyState title={`No project has “${q}” in its number, name or job`}>
        Clear the search to see all projects.
      </EmptyState>
    );
  return (
    <EmptyState title="No projects yet">
      Projects appear here once they are read from Procore and you are on their team.
    </EmptyState>
  );
}
