"use client";
import { useState } from "react";
import { TextInput } from "#components/ui/text-input.tsx";

const shown = 50;

type Props = {
  readonly projects: readonly { readonly id: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (ids: string[]) => void;
};

/** The person's own projects: project managers see and send these alone. */
export function ProjectChoices({ projects, chosen, onChange }: Props) {
  const [words, setWords] = useState("");
  const found = projects.filter(({ label }) => label.toLowerCase().includes(words.trim().toLowerCase()));
  return (
    <fieldset>
      <legend className="mb-0.5 text-xs font-medium text-ink-2">
        Projects, {chosen.length} chosen <span className="font-normal">(for project managers)</span>
      </legend>
      <TextInput label="Find a project" value={words} onChange={setWords} autoComplete="off" />
      <div className="mt-1 max-h-40 overflow-y-auto rounded-md border border-line px-2 py-1">
        {found.slice(0, shown).map(({ id, label }) => (
          <label key={id} className="flex min-h-6 items-center gap-1.5">
            <input
              type="checkbox"
              className="size-3.5 shrink-0 accent-accent"
              checked={chosen.includes(id)}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
              }
            />
            {label}
          </label>
        ))}
        {found.length === 0 ? <p className="text-ink-2">No project has these words.</p> : null}
        {found.length > shown ? (
          <p className="text-ink-2">And {found.length - shown} more; find them by their words.</p>
        ) : null}
      </div>
    </fieldset>
  );
}
