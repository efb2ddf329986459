"use client";
import Link from "next/link";
import { useState } from "react";
import { count } from "#components/money/count.ts";
import { Stamp } from "#components/time/when.tsx";
import { announce } from "#components/ui/announcer.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { notifyProblem } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { JobCosts } from "#lib/views/job-costs.ts";

type Props = { readonly view: JobCosts; readonly switchCosts: Action<{ isOn: boolean }> };

/** Whether single costs of the job flow into Procore's direct costs; an administrator switches it. */
export function CostsSwitch({ view, switchCosts }: Props) {
  const { project, directCosts } = view;
  const { isOn, since, imported, waiting, canSwitch, canSee } = directCosts;
  const [isAsked, setIsAsked] = useState(false);
  const command = useCommand<{ isOn: boolean }>(switchCosts, {
    touches: ["project.costs"],
    onDone: (now) => {
      setIsAsked(false);
      announce(now.isOn ? "Costs flow into Procore" : "Costs no longer flow into Procore");
    },
    onProblem: notifyProblem,
  });
  const run = () => command.mutate({ projectId: project.id, isOn: !isOn });
  return (
    <section
      aria-label="Direct costs"
      className="flex shrink-0 flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line bg-surface px-4 py-2"
    >
      <p className="min-w-0 text-ink-2">
        <span className="font-medium text-ink">
          {isOn ? "Single costs flow into Procore" : "Single costs do not flow into Procore"}
        </span>
        {isOn && since ? (
          <>
            {" "}
            since <Stamp at={since} />
          </>
        ) : null}
        {imported + waiting > 0 ? (
          <>
            {" · "}
            {count(imported, "direct cost")} in Procore, {waiting.toLocaleString("en-US")} waiting
          </>
        ) : null}
        {canSee && project.job && imported + waiting > 0 ? (
          <>
            {" · "}
            <Link
              href={`/imports?type=direct_cost&show=${waiting > 0 ? "refused" : "imported"}&q=${encodeURIComponent(project.job)}`}
              prefetch={false}
              className="rounded-sm text-accent hover:underline"
            >
              Imports
            </Link>
          </>
        ) : null}
      </p>
      <Button reason={canSwitch.reason} isBusy={command.isPending} onPress={() => setIsAsked(true)}>
        {isOn ? "Switch off …" : "Switch on …"}
      </Button>
      <Ask isOpen={isAsked} isOn={isOn} isBusy={command.isPending} onClose={() => setIsAsked(false)} onRun={run} />
    </section>
  );
}

type AskProps = {
  readonly isOpen: boolean;
  readonly isOn: boolean;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onRun: () => void;
};

function Ask({ isOpen, isOn, isBusy, onClose, onRun }: AskProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      onConfirm={onRun}
      size="sm"
      title={isOn ? "Let no more costs flow into Procore?" : "Let single costs flow into Procore?"}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" isBusy={isBusy} onPress={onRun}>
            {isOn ? "Switch off" : "Switch on"}
          </Button>
        </>
      }
    >
      {isOn ? (
        <p>Direct costs that are in Procore stay there, as they are. What Sage posts from now on is not brought.</p>
      ) : (
        <ul className="flex list-disc flex-col gap-1.5 pl-5">
          <li>
            Every posted cost of the job becomes a direct cost, those of the past, too. It is never changed afterwards.
          </li>
          <li>Costs on a commitment stay out: they are in Procore as its invoices.</li>
          <li>
            The Direct Costs tool of the project must be active. Take the columns “ERP Direct Costs” and “ERP Job to
            Date Costs” out of its budget view first: they would count the same costs again.
          </li>
        </ul>
      )}
    </Dialog>
  );
}
