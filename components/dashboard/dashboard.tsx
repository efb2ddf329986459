"use client";
import { AgesSection } from "#components/dashboard/ages-section.tsx";
import { DaysSection } from "#components/dashboard/days-section.tsx";
import { FailuresSection } from "#components/dashboard/failures-section.tsx";
import { Age } from "#components/time/when.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { useView } from "#lib/client/use-view.ts";
import type { DashboardView } from "#lib/views/dashboard.ts";

/** Where items age, how many are done a day, and what makes them fail: each as a picture and as its table. */
export function Dashboard({ first }: { readonly first: DashboardView }) {
  const { data: view = first, error } = useView("dashboard.view", {}, { first, every: 60_000 });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHead
        title="Dashboard"
        note={
          error ? (
            `${error.sentence} ${error.fix}`
          ) : (
            <>
              Counted <Age at={view.now} now={view.now} />; every figure leads to its list.
            </>
          )
        }
      />
      <div className="relative min-h-0 flex-1 overflow-y-auto print:overflow-visible">
        <div className="flex flex-col gap-6 p-4">
          <AgesSection ages={view.ages} />
          <DaysSection days={view.days} />
          <FailuresSection causes={view.causes} more={view.moreCauses} />
        </div>
      </div>
    </div>
  );
}
