"use client";
import { debounce, parseAsString, useQueryState } from "nuqs";
import { useRef } from "react";
import { useKeys } from "#components/keys/key-registry.tsx";
import { count } from "#components/money/count.ts";
import { Nothing } from "#components/past/nothing.tsx";
import { PastBanner } from "#components/past/past-banner.tsx";
import { ProjectTable } from "#components/projects/project-table.tsx";
import { addressWritten, useGo } from "#components/shell/use-go.ts";
import { TableFrame } from "#components/table/table-frame.tsx";
import { useRowCursor } from "#components/table/use-row-cursor.ts";
import { LoadMore } from "#components/ui/load-more.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import { pageAt, projectAt } from "#lib/views/past-address.ts";
import type { PastProjectList } from "#lib/views/past-project.ts";

type Props = { readonly first: PastProjectList; readonly firstQ: string };

/** Every project as it was, with what was where, in items and in money. */
export function PastProjects({ first, firstQ }: Props) {
  const { at } = first;
  const [q, setQ] = useQueryState(
    "q",
    parseAsString.withDefault("").withOptions({ history: "replace", shallow: true, limitUrlUpdates: debounce(300) }),
  );
  const input = { at, ...(q ? { q } : {}) };
  const {
    query,
    rows,
    newest = first,
  } = useViewPages("project.past_list", input, {
    first: q === firstQ ? first : null,
  });
  const { error } = query;
  const go = useGo();
  const box = useRef<HTMLDivElement>(null);
  const cursor = useRowCursor(rows, box);
  const now = q ? `/projects?q=${encodeURIComponent(q)}` : "/projects";
  useKeys({ ...cursor.keys, open: () => cursor.id && go(projectAt(cursor.id, at)), back: () => go(now) });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PastBanner at={at} now={now} onShow={(wanted) => go(pageAt(now, wanted))} />
      <PageHead title="Projects" note="What was returned, what was with accounting, what was in Sage.">
        <SearchBox
          label="Search number, name or job of then"
          value={q}
          onChange={(words) => addressWritten(setQ(words || null))}
        />
      </PageHead>
      {error && rows.length === 0 ? (
        <ErrorState sentence={error.sentence} fix={error.fix} onRetry={() => void query.refetch()} />
      ) : newest.standing !== "shown" ? (
        <Nothing standing={newest.standing} keptFrom={newest.keptFrom} subject="The list of projects" />
      ) : rows.length === 0 ? (
        <EmptyState title={q ? `No project of then has “${q}” in its number, name or job` : "No projects then"}>
          {q ? "Clear the search to see all projects of then." : "None that you may see was here yet."}
        </EmptyState>
      ) : (
        <TableFrame label="Projects" scrollRef={box} className="flex-1 bg-surface">
          <ProjectTable
            rows={rows}
            foot={`${count(rows.length, "project")}${query.hasNextPage ? " so far" : ""}`}
            hrefOf={(id) => projectAt(id, at)}
            cursorId={cursor.id}
            onCursor={cursor.set}
          />
          <LoadMore
            hasMore={query.hasNextPage}
            isBusy={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
            end="All projects of then"
          />
        </TableFrame>
      )}
    </div>
  );
}
