"use client";
import Link from "next/link";
import { debounce, parseAsString, useQueryStates } from "nuqs";
import { useMemo, useRef } from "react";
import { useKeys } from "#components/keys/key-registry.tsx";
import { PeriodSelect } from "#components/reconcile/period-select.tsx";
import { figureHref, measureOf } from "#components/reconcile/reconcile-address.ts";
import { ReconcileTable } from "#components/reconcile/reconcile-table.tsx";
import { rehearsalHref } from "#components/rehearsal/rehearsal-address.ts";
import { addressWritten, useGo } from "#components/shell/use-go.ts";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { TableFrame } from "#components/table/table-frame.tsx";
import { useRowCursor } from "#components/table/use-row-cursor.ts";
import { useCompany } from "#components/time/company.tsx";
import { Age } from "#components/time/when.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { TabPanel, Tabs } from "#components/ui/tabs.tsx";
import { useViewPages, type ViewPages } from "#lib/client/use-view-pages.ts";
import type { ReconcileFilter } from "#lib/client/view-names.ts";
import { isZero } from "#lib/core/money.ts";
import { type Measure, measureNames, measures } from "#lib/core/reconcile/measures.ts";
import type { ReconcilePage, ReconcileRow } from "#lib/views/reconcile.ts";

const slowly = parseAsString.withOptions({ limitUrlUpdates: debounce(300) });
const schema = { upTo: parseAsString, q: slowly, measure: parseAsString };

type Props = { readonly first: ReconcilePage; readonly firstFilter: ReconcileFilter };

/** Both systems side by side: every difference by its cause, and what nobody explains yet (ux.md 6.9). */
export function Reconcile({ first, firstFilter }: Props) {
  const [address, setAddress] = useQueryStates(schema, { history: "replace", shallow: true });
  const { upTo, q } = address;
  const measure = measureOf(address.measure);
  const filter = useMemo(() => ({ ...(upTo ? { upTo } : {}), ...(q ? { q } : {}) }), [upTo, q]);
  const isFirst = JSON.stringify(filter) === JSON.stringify(firstFilter);
  const { query, rows, newest } = useViewPages("reconcile.page", filter, {
    first: isFirst ? first : null,
    every: 15_000,
  });
  const page = newest ?? first;
  const change = (next: Partial<typeof address>) => addressWritten(setAddress(next));
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHead title="Reconcile" note={<Freshness page={page} />}>
        <PeriodSelect value={upTo} periods={page.periods} onChange={(next) => change({ upTo: next })} />
        <SearchBox
          label="Search number or name"
          className="w-56"
          value={q ?? ""}
          onChange={(words) => change({ q: words || null })}
        />
        <Link
          href={rehearsalHref(filter)}
          prefetch={false}
          className="inline-flex h-8 items-center rounded-md border border-control bg-surface px-2.5 font-medium hover:bg-hover"
        >
          Rehearsal
        </Link>
        <ExportMenu table="reconcile" input={filter} />
      </PageHead>
      <Tabs
        label="Measures"
        className="flex-1"
        listClassName="bg-surface px-3"
        tabs={measureNames.map((id) => ({
          id,
          label: measures[id].label,
          count: unexplainedIn(rows, id),
          isAlarm: true,
        }))}
        value={measure}
        onChange={(id) => change({ measure: id })}
      >
        <TabPanel id={measure} className="flex flex-col">
          <Meaning measure={measure} />
          {query.error && rows.length === 0 ? (
            <ErrorState sentence={query.error.sentence} fix={query.error.fix} onRetry={() => void query.refetch()} />
          ) : null}
          {!query.error && rows.length === 0 ? <Nothing q={q} /> : null}
          {rows.length > 0 ? <Rows rows={rows} page={page} measure={measure} upTo={upTo} query={query} /> : null}
        </TabPanel>
      </Tabs>
    </div>
  );
}

/** Projects of which a measure has something unexplained; none is no number at all. */
function unexplainedIn(rows: readonly ReconcileRow[], measure: Measure): number | null {
  return rows.filter((row) => !isZero(row.cells[measure].unexplained)).length || null;
}

type RowsProps = {
  readonly rows: readonly ReconcileRow[];
  readonly page: ReconcilePage;
  readonly measure: Measure;
  readonly upTo: string | null;
  readonly query: ViewPages<"reconcile.page">["query"];
};

function Rows({ rows, page, measure, upTo, query }: RowsProps) {
  const go = useGo();
  const box = useRef<HTMLDivElement>(null);
  const cursor = useRowCursor(rows, box);
  useKeys({ ...cursor.keys, open: () => cursor.id && go(figureHref(cursor.id, measure, null, upTo)) });
  return (
    <TableFrame label="Projects" scrollRef={box} className="flex-1 bg-surface">
      <ReconcileTable
        rows={rows}
        projects={page.projects}
        measure={measure}
        upTo={upTo}
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
  );
}

function Freshness({ page }: { readonly page: ReconcilePage }) {
  return (
    <>
      Procore less Sage.{" "}
      {page.readAt ? (
        <>
          Sage read <Age at={page.readAt} now={page.now} />
        </>
      ) : (
        "Sage was not read completely yet"
      )}
    </>
  );
}

/** What counts on either side. */
function Meaning({ measure }: { readonly measure: Measure }) {
  const { currency } = useCompany();
  const { procore, sage } = measures[measure];
  return (
    <p className="shrink-0 border-b border-line bg-surface px-4 py-1.5 text-xs text-ink-2">
      Procore: {procore}. Sage: {sage}. Amounts in {currency}; each leads to its records.
    </p>
  );
}

function Nothing({ q }: { readonly q: string | null }) {
  if (q)
    return (
      <EmptyState title={`No project has “${q}” in its number or name`}>
        Clear the search to see all projects.
      </EmptyState>
    );
  return <EmptyState title="No projects yet">Projects appear here once they are read from Procore.</EmptyState>;
}
