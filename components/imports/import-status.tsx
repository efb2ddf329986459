"use client";
import { LoaderCircle, TriangleAlert } from "lucide-react";
import { count } from "#components/money/count.ts";
import { Age } from "#components/time/when.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { type ImportPage, importProgress } from "#lib/views/imports.ts";

/** When Sage was read, what the last pass found, and how far imports under way are. */
export function ImportStatus({ page }: { readonly page: ImportPage }) {
  const { staging, readAt, now } = page;
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-1 text-ink-2">
      <span>
        {readAt === null ? (
          "Sage has not been read yet."
        ) : (
          <>
            Sage read <Age at={readAt} now={now} />.
          </>
        )}
      </span>
      {staging ? (
        <span>
          Last difference <Age at={staging.at} now={now} />: {staging.added} new, {staging.changed} changed,{" "}
          {staging.gone} gone.
        </span>
      ) : null}
      {page.problem ? (
        <span className="flex items-center gap-1 text-bad">
          <TriangleAlert aria-hidden="true" className="size-3.5" />A table could not be read: {page.problem}
        </span>
      ) : null}
      <span role="status" className="ml-auto flex items-center gap-1.5">
        <Progress page={page} />
      </span>
    </div>
  );
}

function Progress({ page }: { readonly page: ImportPage }) {
  const [run] = page.runs;
  if (page.counts.importing === 0) return null;
  if (!run)
    return (
      <>
        <LoaderCircle aria-hidden="true" className="size-3.5 animate-spin" />
        {count(page.counts.importing, "record")} on the way into Procore
      </>
    );
  const { done, of, words } = importProgress(run);
  return (
    <>
      <ProgressBar label="Records imported" done={done} of={of} className="w-32" />
      {words}
    </>
  );
}
