"use client";
import Link from "next/link";
import { RunBar } from "#components/runs/run-bar.tsx";
import { Stamp } from "#components/time/when.tsx";
import { useView } from "#lib/client/use-view.ts";
import type { RunList } from "#lib/views/accept-runs.ts";
import { isOpen, runStatuses } from "#lib/views/run-progress.ts";

/** The newest runs above the batches; nothing where there was none. */
export function RunRows({ first }: { readonly first: RunList }) {
  const { data: list = first } = useView("run.list", {}, { first, every: pace });
  if (list.rows.length === 0) return null;
  return (
    <section aria-label="Runs" className="border-b border-line bg-surface px-4 py-2">
      <ul className="flex flex-col gap-1">
        {list.rows.map((run) => (
          <li key={run.id} className="flex flex-wrap items-center gap-x-3">
            <Link
              href={`/batches/runs/${run.id}`}
              prefetch={false}
              className="rounded-sm font-medium text-accent hover:underline"
            >
              Run {run.number}
            </Link>
            <span>{runStatuses[run.status]}</span>
            <RunBar run={run} />
            <span className="text-xs text-ink-2">
              {run.by} <Stamp at={run.at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const pace = (seen: RunList | undefined): number => (seen?.rows.some(isOpen) ? 1000 : 15_000);
