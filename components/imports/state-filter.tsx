"use client";
import { type ImportFilter, type ImportPage, importFilterLabels, importFilters } from "#lib/views/imports.ts";

type Props = {
  readonly counts: ImportPage["counts"];
  readonly value: ImportFilter;
  readonly onChange: (next: ImportFilter) => void;
};

/** Which records the list shows, with how many there are. */
export function StateFilter({ counts, value, onChange }: Props) {
  return (
    <fieldset
      className="flex shrink-0 flex-wrap gap-1.5 border-b border-line bg-surface px-4 py-1.5"
      data-own-arrows=""
    >
      <legend className="unseen">Show</legend>
      {importFilters.map((filter) => (
        <label
          key={filter}
          className="inline-flex h-7 cursor-pointer items-center gap-1.5 rounded-md border border-control px-2 text-xs hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:font-semibold has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-1"
        >
          <input
            type="radio"
            name="show"
            className="unseen"
            checked={value === filter}
            onChange={() => onChange(filter)}
          />
          {importFilterLabels[filter]}
          <span className={filter === "failed" && counts.failed > 0 ? "text-bad" : ""}>
            {counts[filter].toLocaleString("en-US")}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
