"use client";
import Link from "next/link";
import { debounce, parseAsString, useQueryState } from "nuqs";
import { useRef } from "react";
import { useKeys } from "#components/keys/key-registry.tsx";
import { Amount } from "#components/money/amount.tsx";
import { firstOf } from "#components/money/count.ts";
import { addressWritten, useGo } from "#components/shell/use-go.ts";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { TableFrame } from "#components/table/table-frame.tsx";
import { useRowCursor } from "#components/table/use-row-cursor.ts";
import { LoadMore } from "#components/ui/load-more.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import { sum } from "#lib/core/money.ts";
import type { Total } from "#lib/views/inbox.ts";
import { projectColumns, totalOf } from "#lib/views/project-columns.ts";
import type { ProjectList, ProjectRow } from "#lib/views/screens.ts";

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
          <ProjectTable rows={rows} of={(newest ?? first).count} cursorId={cursor.id} onCursor={cursor.set} />
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

type TableProps = {
  readonly rows: readonly ProjectRow[];
  /** How many there are in all; the sums are of those that are shown. */
  readonly of: number;
  readonly cursorId: string | null;
  readonly onCursor: (id: string) => void;
};

function ProjectTable({ rows, of, cursorId, onCursor }: TableProps) {
  return (
    <table className="data-table max-md:block" data-hover>
      <caption className="unseen">Items per project and state</caption>
      <thead className="max-md:hidden">
        <tr>
          <th scope="col" className="pl-4">
            Project
          </th>
          <th scope="col">Sage job</th>
          {projectColumns.map((column) => (
            <th key={column.id} scope="col" className="figure">
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:block">
        {rows.map((row) => (
          <tr
            key={row.id}
            data-row={row.id}
            data-cursor={row.id === cursorId || undefined}
            onClick={() => onCursor(row.id)}
            className="max-md:grid max-md:grid-cols-2 max-md:border-b max-md:border-line-strong max-md:[&>*]:h-auto max-md:[&>*]:border-0 max-md:[&>*]:py-1 max-md:[&>*]:pl-4"
          >
            <th scope="row" className="h-12 max-w-72 pl-4 max-md:col-span-2 max-md:max-w-none">
              <Link
                href={`/projects/${row.id}`}
                prefetch={false}
                className="rounded-sm font-medium text-accent hover:underline"
              >
                {row.number} {row.name}
              </Link>
              <span className="block text-xs font-normal text-ink-3 md:hidden">
                {row.job ? `Sage job ${row.job}` : "no job in Sage"}
              </span>
            </th>
            <td className="max-md:hidden">{row.job ?? <span className="text-ink-3">none</span>}</td>
            {projectColumns.map((column) => (
              <Cell
                key={column.id}
                label={column.label}
                isAlarm={column.id === "returned" || column.id === "failed"}
                total={totalOf(row, column.states)}
              />
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot className="max-md:hidden">
        <tr>
          <th scope="row" colSpan={2} className="h-12 pl-4 text-left">
            {firstOf(rows.length, of, "project")}
          </th>
          {projectColumns.map((column) => {
            const totals = rows.map((row) => totalOf(row, column.states));
            return (
              <Cell
                key={column.id}
                label={column.label}
                isAlarm={false}
                total={{
                  count: totals.reduce((all, one) => all + one.count, 0),
                  amount: sum(totals.map((one) => one.amount)),
                }}
              />
            );
          })}
        </tr>
      </tfoot>
    </table>
  );
}

type CellProps = { readonly label: string; readonly isAlarm: boolean; readonly total: Total };

function Cell({ label, isAlarm, total }: CellProps) {
  if (total.count === 0) {
    return (
      <td className="figure text-ink-3 max-md:hidden">
        <Amount value="0" />
      </td>
    );
  }
  return (
    <td className="figure max-md:text-left">
      <span className={`block leading-4 ${isAlarm ? "font-semibold text-bad" : "font-medium"}`}>
        <span className="font-normal text-ink-2 md:hidden">{label} </span>
        {total.count.toLocaleString("en-US")}
        <span aria-hidden="true" className="invisible select-none max-md:hidden">
          )
        </span>
        <span className="unseen">, </span>
      </span>
      <span className="block text-xs leading-4 text-ink-2">
        <Amount value={total.amount} />
      </span>
    </td>
  );
}
