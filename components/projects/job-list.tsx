"use client";
import { useId } from "react";
import type { JobChoice, JobChoices } from "#lib/views/job-choices.ts";

type Props = {
  readonly view: JobChoices;
  readonly q: string;
  readonly isFetching: boolean;
  readonly chosen: string | null;
  readonly onChoose: (job: string) => void;
};

/** The jobs that may be the project's, each with why; one of them is compared below. */
export function JobList({ view, q, isFetching, chosen, onChoose }: Props) {
  const name = useId();
  return (
    <fieldset className="mt-2">
      <legend className="text-xs text-ink-2" aria-live="polite">
        {words(view, q, isFetching)}
      </legend>
      <div className="mt-1 max-h-44 min-h-10 divide-y divide-line overflow-y-auto rounded-md border border-line">
        {view.rows.map((row) => (
          <label key={row.job} className="flex min-h-9 items-center gap-2 px-2 py-1 hover:bg-hover">
            <input
              type="radio"
              name={name}
              value={row.job}
              checked={row.job === chosen}
              onChange={() => onChoose(row.job)}
            />
            <span className="w-24 shrink-0 truncate font-mono text-xs">{row.job}</span>
            <span className="min-w-0 flex-1">
              {row.name} <span className="text-xs text-ink-2">{row.status}</span>
              <span className="block text-xs text-ink-2">{reasonOf(row)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function words(view: JobChoices, q: string, isFetching: boolean): string {
  if (isFetching && view.rows.length === 0) return "Searching …";
  if (q) return view.rows.length === 0 ? `No job has “${q}” in its id or description.` : "Found";
  return view.rows.length === 0 ? "No free job has this number or a like name. Search for one." : "Proposed";
}

/** Why a job is proposed, and what speaks against it. */
function reasonOf({ linkedTo, isSameNumber, likeness, isCertain }: JobChoice): string {
  if (linkedTo) return `linked to ${linkedTo}`;
  const share = `names share ${Math.round(likeness * 100)} % of their words`;
  if (isCertain) return likeness === 1 ? "same number and name" : `same number; ${share}`;
  if (isSameNumber) return `same number, but ${share}`;
  return likeness === 1 ? "same name, another number" : `another number; ${share}`;
}
