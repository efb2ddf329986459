"use client";
import { CausesSection } from "#components/health/causes-section.tsx";
import { ClientsSection } from "#components/health/clients-section.tsx";
import { EnrolButton } from "#components/health/enrol-button.tsx";
import { EventsSection } from "#components/health/events-section.tsx";
import { HealthNav } from "#components/health/health-nav.tsx";
import { LegsSection } from "#components/health/legs-section.tsx";
import type { ListenAction } from "#components/health/listen-button.tsx";
import { RefreshButton } from "#components/health/refresh-button.tsx";
import { RefreshSection } from "#components/health/refresh-section.tsx";
import { TablesSection } from "#components/health/tables-section.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useView } from "#lib/client/use-view.ts";
import type { CauseList } from "#lib/views/causes.ts";
import type { HealthView } from "#lib/views/screens.ts";

type HealthActions = {
  readonly makeCode: Action<{ code: string; minutes: number }>;
  readonly revoke: Action<{ name: string }>;
  readonly refresh: Action<{ isNew: boolean }>;
  readonly listen: ListenAction;
};
type Props = {
  readonly first: HealthView;
  readonly causes: CauseList;
  readonly actions: HealthActions;
  readonly gatewayPort: string | null;
};

/** Every leg between Procore and Sage: does it run, since when not, what does that hold up. */
export function Health({ first, causes, actions, gatewayPort }: Props) {
  const { data: view = first, error } = useView(
    "health.view",
    {},
    { first, every: (seen) => (isRefreshing(seen) ? 1000 : 5000) },
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHead title="Sync health" note={error ? `${error.sentence} ${error.fix}` : summaryOf(view)}>
        <RefreshButton refresh={actions.refresh} progress={progressOf(view)} />
        <EnrolButton makeCode={actions.makeCode} gatewayPort={gatewayPort} />
      </PageHead>
      <HealthNav here="/health" />
      <div className="relative min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-6xl flex-col gap-6 p-4">
          <LegsSection view={view} listen={actions.listen} />
          <RefreshSection view={view} />
          <CausesSection first={causes} />
          <ClientsSection view={view} revoke={actions.revoke} />
          <TablesSection view={view} />
          <EventsSection view={view} />
        </div>
      </div>
    </div>
  );
}

const isRefreshing = (view: HealthView | undefined) => view?.refresh != null && view.refresh.finishedAt === null;

function progressOf({ refresh }: HealthView) {
  if (!refresh || refresh.finishedAt !== null) return null;
  return { done: refresh.legs.filter((leg) => leg.finishedAt !== null).length, of: refresh.legs.length };
}

function summaryOf({ legs }: HealthView): string {
  const bad = legs.filter((leg) => leg.tone === "bad").map((leg) => leg.label);
  const wait = legs.filter((leg) => leg.tone === "wait").map((leg) => leg.label);
  if (bad.length > 0) return `Stopped: ${bad.join(", ")}.${wait.length > 0 ? ` Waiting: ${wait.join(", ")}.` : ""}`;
  return wait.length > 0 ? `Waiting: ${wait.join(", ")}. The rest runs.` : "Everything runs.";
}
