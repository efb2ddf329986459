import { count } from "#components/money/count.ts";
import { doneOf, type RunProgress } from "#lib/views/run-progress.ts";

/** How far a run is, as a bar and in numbers. */
export function RunBar({ run, className = "" }: { readonly run: RunProgress; readonly className?: string }) {
  const done = doneOf(run);
  return (
    <span className={`flex items-center gap-2 ${className}`}>
      <progress aria-label={`Run ${run.number}`} value={done} max={run.count} className="w-24 shrink-0" />
      <span className="tabular-nums">
        {done.toLocaleString("en-US")} of {count(run.count, "item")}
      </span>
    </span>
  );
}
