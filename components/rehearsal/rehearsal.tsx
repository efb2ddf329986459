"use client";
import { debounce, parseAsString, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useKeys } from "#components/keys/key-registry.tsx";
import { PeriodSelect } from "#components/reconcile/period-select.tsx";
import { ProjectsSection } from "#components/rehearsal/projects-section.tsx";
import { filterOf, rehearsedMeasureOf, scopeOf } from "#components/rehearsal/rehearsal-address.ts";
import { SummarySection } from "#components/rehearsal/summary-section.tsx";
import { BackLine } from "#components/shell/back-line.tsx";
import { addressWritten, useGo } from "#components/shell/use-go.ts";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { PrintHead } from "#components/table/print-head.tsx";
import { usePrinting } from "#components/table/use-printing.ts";
import { Age, useBusinessDate } from "#components/time/when.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { Select } from "#components/ui/select.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import { rehearsalScopeIds, rehearsalScopes } from "#lib/core/rehearsal.ts";
import type { RehearsalFilter, RehearsalPage } from "#lib/views/rehearsal.ts";

const schema = {
  scope: parseAsString,
  upTo: parseAsString,
  q: parseAsString.withOptions({ limitUrlUpdates: debounce(300) }),
  measure: parseAsString,
};
const others = rehearsalScopeIds.flatMap((id) => (id === "all" ? [] : [{ id, label: rehearsalScopes[id].label }]));
type Props = { readonly first: RehearsalPage; readonly firstFilter: RehearsalFilter };

/** If everything pending were released now: what Sage would have, what would fail, what would miss the period (ux.md N22). */
export function Rehearsal({ first, firstFilter }: Props) {
  const [address, setAddress] = useQueryStates(schema, { history: "replace", shallow: true });
  const { scope, upTo, q } = address;
  const filter = useMemo(() => filterOf({ scope: scope ?? "", upTo: upTo ?? "", q: q ?? "" }), [scope, upTo, q]);
  const isFirst = JSON.stringify(filter) === JSON.stringify(firstFilter);
  // It looks at everything that is pending: not as often as a list.
  const {
    query,
    rows,
    newest: read,
  } = useViewPages("rehearsal.page", filter, {
    first: isFirst ? first : null,
    every: 30_000,
  });
  const newest = read ?? first;
  const change = (next: Partial<typeof address>) => addressWritten(setAddress(next));
  const go = useGo();
  const dayOf = useBusinessDate();
  const isPrinting = usePrinting();
  useKeys({ back: () => go("/reconcile") });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <BackLine href="/reconcile" label="Reconcile" />
      {isPrinting ? <PrintHead title="Month-end rehearsal" lines={linesOf(filter, dayOf)} at={newest.now} /> : null}
      <PageHead title="Month-end rehearsal" note={<Freshness page={newest} />}>
        <Select
          label="What is released"
          value={scopeOf(scope) === "all" ? null : scope}
          options={others}
          none={rehearsalScopes.all.label}
          onChange={(next) => change({ scope: next })}
        />
        <PeriodSelect value={upTo} periods={newest.periods} onChange={(next) => change({ upTo: next })} />
        <SearchBox
          label="Search number or name"
          className="w-56"
          value={q ?? ""}
          onChange={(words) => change({ q: words || null })}
        />
        <ExportMenu table="rehearsal" input={filter} />
      </PageHead>
      <div className="relative min-h-0 flex-1 overflow-y-auto print:overflow-visible">
        <div className="flex flex-col gap-5 p-4">
          {query.error ? (
            <ErrorState sentence={query.error.sentence} fix={query.error.fix} onRetry={() => void query.refetch()} />
          ) : null}
          {newest.summary ? <SummarySection summary={newest.summary} filter={filter} /> : null}
          {rows.length === 0 && !query.error ? <Nothing q={q} /> : null}
          {rows.length > 0 ? (
            <ProjectsSection
              rows={rows}
              projects={newest.projects}
              filter={filter}
              measure={rehearsedMeasureOf(address.measure)}
              onMeasure={(measure) => change({ measure })}
              hasMore={query.hasNextPage}
              isBusy={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
          ) : null}
        </div>
      </div>
    </div>
  );
}

function linesOf({ scope, upTo, q }: RehearsalFilter, dayOf: (date: string) => string): readonly string[] {
  const period = upTo ? `Up to ${dayOf(upTo)}` : "Everything to date";
  return [`If released now: ${rehearsalScopes[scopeOf(scope)].label}`, period, ...(q ? [`Search: ${q}`] : [])];
}

function Freshness({ page }: { readonly page: RehearsalPage }) {
  return (
    <>
      If it were released now; nothing is written.{" "}
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

function Nothing({ q }: { readonly q: string | null }) {
  const title = q ? `No project with “${q}” has anything pending` : "No project has anything pending";
  return (
    <EmptyState title={title}>
      What waits for accounting, is in the outbox or on its way is rehearsed here; what the project has not sent yet is
      in Reconcile.
    </EmptyState>
  );
}
