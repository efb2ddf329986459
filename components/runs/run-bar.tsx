import { count } from "#components/money/count.ts";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { doneOf, type RunProgress } from "#lib/views/run-progress.ts";

/** How far a run is, as a bar and in numbers. */
export function RunBar({ run, className = "" }: { readonly run: RunProgress; readonly className?: string }) {
  const done = doneOf(run);
  return (
    <span className={`flex items-center gap-2 ${className}`}>
      <ProgressBar label={`Run ${run.number}`} done={done} of={run.count} className="w-24 shrink-0" />
      <span className="tabular-nums">
        {done.toLocaleString("en-US")} of {count(run.count, "item")}
      </span>
    </span>
  );
}
