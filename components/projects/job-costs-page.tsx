"use client";
import { useKeys } from "#components/keys/key-registry.tsx";
import { CostsSwitch } from "#components/projects/costs-switch.tsx";
import { JobCostTable } from "#components/projects/job-cost-table.tsx";
import { BackLine } from "#components/shell/back-line.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { Age } from "#components/time/when.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useViewPages } from "#lib/client/use-view-pages.ts";
import type { JobCosts } from "#lib/views/job-costs.ts";

type Props = { readonly first: JobCosts; readonly switchCosts: Action<{ isOn: boolean }> };

/** The job cost of one project as Sage has it, and the switch for its single costs. */
export function JobCostsPage({ first, switchCosts }: Props) {
  const { project } = first;
  const { query, rows, newest } = useViewPages("project.costs", { projectId: project.id }, { first, every: 10_000 });
  const view = newest ?? first;
  const back = `/projects/${project.id}`;
  const go = useGo();
  useKeys({ back: () => go(back) });
  const more = {
    has: query.hasNextPage,
    isBusy: query.isFetchingNextPage,
    load: () => void query.fetchNextPage(),
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <BackLine href={back} label={`${project.number} ${project.name}`} />
      <PageHead title="Job costs" note={<Freshness view={view} />}>
        <ExportMenu table="job-costs" input={{ projectId: project.id }} />
      </PageHead>
      <CostsSwitch view={view} switchCosts={switchCosts} />
      {query.error && rows.length === 0 ? (
        <ErrorState sentence={query.error.sentence} fix={query.error.fix} onRetry={() => void query.refetch()} />
      ) : rows.length === 0 ? (
        <Nothing view={view} />
      ) : (
        <JobCostTable rows={rows} view={view} more={more} />
      )}
    </div>
  );
}

function Freshness({ view }: { readonly view: JobCosts }) {
  const { project, readAt, problem, now } = view;
  return (
    <>
      {project.job ? `Sage job ${project.job}` : "No job in Sage yet"} ·{" "}
      {readAt ? (
        <>
          Sage read <Age at={readAt} now={now} />
        </>
      ) : (
        "Sage was not read yet"
      )}
      {problem ? ` · ${problem}` : null}
    </>
  );
}

function Nothing({ view }: { readonly view: JobCosts }) {
  if (view.project.job === null)
    return (
      <EmptyState title="No job in Sage yet">
        Costs appear here once the project is accepted as a new job, or a job of Sage was imported as this project.
      </EmptyState>
    );
  return <EmptyState title="No categories yet">The job has no cost codes with categories in Sage.</EmptyState>;
}
