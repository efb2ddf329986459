"use client";
import { useRef } from "react";
import { useKeys } from "#components/keys/key-registry.tsx";
import { Nothing } from "#components/past/nothing.tsx";
import { PastBanner } from "#components/past/past-banner.tsx";
import { PastGroup } from "#components/past/past-group.tsx";
import { PastTotals } from "#components/past/past-totals.tsx";
import { Rungs } from "#components/projects/ladder.tsx";
import { BackLine } from "#components/shell/back-line.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { useRowCursor } from "#components/table/use-row-cursor.ts";
import { PageHead } from "#components/ui/page-head.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { itemAt, pageAt, projectAt } from "#lib/views/past-address.ts";
import type { PastProject } from "#lib/views/past-project.ts";

/** A project's page at a past instant: the rungs, the totals and the items of then; read only. */
export function PastProjectPage({ past }: { readonly past: PastProject }) {
  const { id, at, number, name, job, view } = past;
  const items = view?.groups.flatMap((group) => group.items) ?? [];
  const box = useRef<HTMLDivElement>(null);
  const cursor = useRowCursor(items, box);
  const go = useGo();
  useKeys({
    ...cursor.keys,
    open: () => cursor.row && go(itemAt(cursor.row.id, at)),
    back: () => go(`/projects/${id}`),
  });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PastBanner at={at} now={`/projects/${id}`} onShow={(wanted) => go(projectAt(id, wanted))} />
      <BackLine href={pageAt("/projects", at)} label="Projects of then" />
      <PageHead
        title={`${number} ${name}`}
        note={view ? (job ? `Sage job ${job}` : "No job in Sage yet") : "As it is called now"}
      />
      <div ref={box} className="relative min-h-0 flex-1 overflow-y-auto">
        {view ? (
          <>
            <Rungs rungs={view.rungs} now={null} />
            {items.length === 0 ? (
              <EmptyState title="No items then">Nothing of this project had been read from Procore by then.</EmptyState>
            ) : (
              <PastTotals types={view.types} />
            )}
            {view.groups
              .filter((group) => group.total.count > 0)
              .map((group) => (
                <PastGroup key={group.id} group={group} at={at} cursorId={cursor.id} onCursor={cursor.set} />
              ))}
          </>
        ) : (
          <Nothing standing={past.standing} keptFrom={past.keptFrom} subject={`${number} ${name}`} />
        )}
      </div>
    </div>
  );
}
