"use client";
import { useCompany } from "#components/time/company.tsx";
import { Button } from "#components/ui/button.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { zoneLabel } from "#lib/core/clock.ts";
import type { HistoryFilter } from "#lib/views/history.ts";
import { kindLabels } from "#lib/views/kind-labels.ts";
import type { HistoryPage } from "#lib/views/screens.ts";

const kinds = Object.entries(kindLabels).map(([id, label]) => ({ id, label }));
const input = "h-7 min-w-0 rounded-md border border-control bg-surface px-2 max-md:text-[1rem]";

export type FilterChange = Partial<Record<keyof HistoryFilter, string | null>>;
type Props = {
  /** As typed: what is no day yet is kept in the box. */
  readonly address: Readonly<Record<keyof HistoryFilter, string | null>>;
  readonly choices: Pick<HistoryPage, "types" | "projects">;
  readonly isFiltered: boolean;
  readonly onChange: (change: FilterChange) => void;
  readonly onClear: () => void;
};

/** Who, what, of which object, when; everything is in the address. */
export function HistoryFilters({ address, choices, isFiltered, onChange, onClear }: Props) {
  const { kind, who, q, itemId, type, project, from, to } = address;
  return (
    <search
      aria-label="Filter the history"
      className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-1.5"
      data-screen-only
    >
      <Choice label="Action" all="Any action" value={kind} options={kinds} onChange={(id) => onChange({ kind: id })} />
      <Choice
        label="Record type"
        all="Any record type"
        value={type}
        options={choices.types}
        onChange={(id) => onChange({ type: id })}
      />
      <Choice
        label="Project"
        all="Any project"
        value={project}
        options={choices.projects}
        onChange={(id) => onChange({ project: id })}
      />
      <input
        type="search"
        aria-label="Person"
        placeholder="Person"
        value={who ?? ""}
        onChange={(event) => onChange({ who: event.target.value || null })}
        className={`${input} w-32 max-sm:flex-1`}
      />
      <Day label="From" value={from} onChange={(day) => onChange({ from: day })} />
      <Day label="To" value={to} onChange={(day) => onChange({ to: day })} />
      <SearchBox label="Search number or words" value={q ?? ""} onChange={(words) => onChange({ q: words || null })} />
      {itemId ? <span className="rounded-sm bg-accent-faint px-2 leading-6">one item only</span> : null}
      {isFiltered ? (
        <Button size="sm" look="ghost" onPress={onClear}>
          Clear the filter
        </Button>
      ) : null}
    </search>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly all: string;
  readonly value: string | null;
  readonly options: HistoryPage["types"];
  readonly onChange: (id: string | null) => void;
};

function Choice({ label, all, value, options, onChange }: ChoiceProps) {
  return (
    <Combobox
      label={label}
      placeholder={all}
      value={value}
      options={options}
      empty={`No such ${label.toLowerCase()}`}
      onChange={onChange}
      className="w-44"
    />
  );
}

type DayProps = {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (day: string | null) => void;
};

function Day({ label, value, onChange }: DayProps) {
  const { timeZone } = useCompany().clock;
  return (
    <label
      title={`A day of the company, in ${zoneLabel(timeZone)}`}
      className="inline-flex items-center gap-1.5 text-ink-2"
    >
      {label}
      <input
        type="date"
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value || null)}
        className={`${input} text-ink`}
      />
    </label>
  );
}
