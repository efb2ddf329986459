"use client";
import Link from "next/link";
import { useRef, useState } from "react";
import { useKeys } from "#components/keys/key-registry.tsx";
import { Amount } from "#components/money/amount.tsx";
import { TotalLine } from "#components/money/total.tsx";
import { type JobActions, JobButton } from "#components/projects/job-button.tsx";
import { Ladder } from "#components/projects/ladder.tsx";
import { canDo } from "#components/projects/project-actions.ts";
import { ProjectGroup } from "#components/projects/project-group.tsx";
import { ShareButton } from "#components/projects/share-button.tsx";
import { BackLine } from "#components/shell/back-line.tsx";
import { BottomLine } from "#components/shell/bottom-line.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { WhyDialog } from "#components/stuck/why-dialog.tsx";
import { useRowCursor } from "#components/table/use-row-cursor.ts";
import { useRowSelection } from "#components/table/use-row-selection.ts";
import { useRowsCommand } from "#components/table/use-rows-command.ts";
import { useCompany } from "#components/time/company.tsx";
import { Age } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { Action, ShareActions } from "#lib/client/actions.ts";
import { useView } from "#lib/client/use-view.ts";
import { sum } from "#lib/core/money.ts";
import type { RowsAnswer } from "#lib/views/inputs.ts";
import type { ProjectItem, ProjectLadder, ProjectStatus } from "#lib/views/screens.ts";

type Props = {
  readonly first: ProjectStatus;
  readonly firstLadder: ProjectLadder;
  readonly send: Action<RowsAnswer>;
  readonly retrieve: Action<RowsAnswer>;
  readonly jobActions: JobActions;
  readonly shareActions: ShareActions;
};
const touches = ["project.status", "project.ladder", "project.list", "inbox.page", "item.view"] as const;

/** The project manager's page: what came back first, then what is to be sent, then where the rest is. */
export function ProjectPage({ first, firstLadder, send, retrieve, jobActions, shareActions }: Props) {
  const { project } = first;
  const { data: view = first, error } = useView("project.status", { projectId: project.id }, { first, every: 5000 });
  const items = view.groups.flatMap((group) => group.items);
  const box = useRef<HTMLDivElement>(null);
  const cursor = useRowCursor(items, box);
  const selection = useRowSelection(items.filter((item) => canDo(item, "send")));
  const sending = useRowsCommand(send, "sent", touches, selection.clear);
  const retrieving = useRowsCommand(retrieve, "retrieved", touches);
  const go = useGo();
  const [askedId, setAskedId] = useState<string | null>(null);
  const { row } = cursor;
  useKeys({
    ...cursor.keys,
    open: () => row && go(`/items/${row.id}`),
    select: () => row && canDo(row, "send") && selection.set(row.id, !selection.has(row.id)),
    why: () => row && setAskedId(row.id),
    back: () => (selection.rows.length > 0 ? selection.clear() : go("/projects")),
  });
  const busy = new Set([...sending.busy, ...retrieving.busy]);
  const refused = new Map([...sending.refused, ...retrieving.refused]);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <BackLine href="/projects" label="Projects" />
      <PageHead
        title={`${project.number} ${project.name}`}
        note={error ? `${error.sentence} ${error.fix}` : <Freshness view={view} />}
      >
        <Door href={`/projects/${project.id}/costs`}>Job costs</Door>
        {view.canMatch ? <Door href={`/projects/${project.id}/documents`}>Already in Sage</Door> : null}
        {view.canLink ? <JobButton project={view.project} actions={jobActions} /> : null}
        {view.canShare ? <ShareButton projectId={project.id} actions={shareActions} /> : null}
        <SendSelection
          rows={selection.rows}
          isBusy={sending.busy.size > 0}
          onSend={() => sending.run(selection.rows)}
        />
      </PageHead>
      <div ref={box} className="relative min-h-0 flex-1 overflow-y-auto">
        <Overview groups={view.groups} />
        <Ladder projectId={project.id} first={firstLadder} />
        {items.length === 0 ? (
          <EmptyState title="Nothing here yet">
            Commitments and change orders of this project appear here once Procore has them.
          </EmptyState>
        ) : null}
        {view.groups
          .filter((group) => group.total.count > 0)
          .map((group) => (
            <ProjectGroup
              key={group.id}
              group={group}
              now={view.now}
              cursorId={cursor.id}
              selection={selection}
              busy={busy}
              refused={refused}
              onCursor={cursor.set}
              onSend={(item) => sending.run([item])}
              onRetrieve={(item) => retrieving.run([item])}
              onWhy={(item) => setAskedId(item.id)}
            />
          ))}
      </div>
      <BottomLine>
        <SelectionLine rows={selection.rows} />
        <span className="ml-auto max-md:hidden">W why is it stuck</span>
      </BottomLine>
      {askedId ? (
        <WhyDialog
          itemId={askedId}
          onClose={() => setAskedId(null)}
          perform={({ gesture, itemId }) => {
            const item = items.find((one) => one.id === itemId);
            return gesture === "send" && item ? () => sending.run([item]) : undefined;
          }}
        />
      ) : null}
    </div>
  );
}

function Door({ href, children }: { readonly href: string; readonly children: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="inline-flex h-8 items-center rounded-md border border-control bg-surface px-3 font-medium hover:bg-hover"
    >
      {children}
    </Link>
  );
}

function Freshness({ view }: { readonly view: ProjectStatus }) {
  return (
    <>
      {view.project.job ? `Sage job ${view.project.job}` : "No job in Sage yet"} ·{" "}
      {view.readAt ? (
        <>
          Sage read <Age at={view.readAt} now={view.now} />
        </>
      ) : (
        "Sage was not read yet"
      )}
    </>
  );
}

/** All groups with count and sum, also the empty ones; leads to the group. */
function Overview({ groups }: { readonly groups: ProjectStatus["groups"] }) {
  return (
    <nav
      aria-label="Groups"
      className="grid grid-cols-6 divide-x divide-line border-b border-line bg-surface max-lg:grid-cols-3 max-lg:divide-x-0 max-sm:grid-cols-2"
      data-screen-only
    >
      {groups.map(({ id, label, total }) => {
        const isAlarm = total.count > 0 && (id === "returned" || id === "failed");
        return (
          <a
            key={id}
            href={total.count > 0 ? `#group-${id}` : undefined}
            className="flex min-w-0 flex-col px-4 py-2 hover:bg-hover focus-visible:-outline-offset-2"
          >
            <span className="truncate text-xs text-ink-2">{label}</span>
            <span className="flex items-baseline justify-between gap-2">
              <span className={isAlarm ? "font-semibold text-bad" : total.count > 0 ? "font-semibold" : "text-ink-3"}>
                {total.count.toLocaleString("en-US")}
              </span>
              <Amount value={total.amount} className={total.count > 0 ? "text-ink-2" : "text-ink-3"} />
            </span>
          </a>
        );
      })}
    </nav>
  );
}

function SendSelection({
  rows,
  isBusy,
  onSend,
}: {
  readonly rows: readonly ProjectItem[];
  readonly isBusy: boolean;
  readonly onSend: () => void;
}) {
  const reason = rows.length === 0 ? "Select items first." : null;
  return (
    <Button look="primary" reason={reason} isBusy={isBusy} onPress={onSend}>
      Send {rows.length || "the selection"} to ERP
    </Button>
  );
}

function SelectionLine({ rows }: { readonly rows: readonly ProjectItem[] }) {
  const { currency } = useCompany();
  return (
    <TotalLine label="Selected" items={rows.length} amount={sum(rows.map((row) => row.amount))} currency={currency} />
  );
}
