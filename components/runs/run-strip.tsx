"use client";
import Link from "next/link";
import { RunBar } from "#components/runs/run-bar.tsx";
import { useView } from "#lib/client/use-view.ts";
import { isOpen, type RunProgress, runStatuses } from "#lib/views/run-progress.ts";

/** The run that is under way, wherever it is looked at from. */
export function RunStrip({ run }: { readonly run: RunProgress }) {
  const { data: now = run } = useView("run.page", { runId: run.id, limit: 1 }, { every: 1000 });
  return (
    <span className="flex items-center gap-2">
      <Link href={`/batches/runs/${run.id}`} prefetch={false} className="rounded-sm text-accent hover:underline">
        Run {run.number}
      </Link>
      {isOpen(now) ? null : <span>{runStatuses[now.status]}</span>}
      <RunBar run={now} />
    </span>
  );
}
