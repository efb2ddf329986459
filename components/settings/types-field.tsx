"use client";
import { useId } from "react";
import type { ProfileField } from "#components/settings/profile-group.ts";

export type RecordTypeChoice = { readonly id: string; readonly label: string };
type Props = {
  readonly spec: ProfileField;
  /** Ids with commas, in the order of `types`. */
  readonly chosen: string;
  readonly types: readonly RecordTypeChoice[];
  readonly isChanged: boolean;
  readonly isReadOnly: boolean;
  readonly onChange: (value: string) => void;
};

/** A setting that chooses some of the company's record types. */
export function TypesField({ spec, chosen, types, isChanged, isReadOnly, onChange }: Props) {
  const hint = useId();
  const ids = chosen.split(", ");
  const toggle = (id: string, isOn: boolean) =>
    onChange(
      types
        .map((type) => type.id)
        .filter((one) => (one === id ? isOn : ids.includes(one)))
        .join(", "),
    );
  return (
    <fieldset aria-describedby={hint} className="col-span-full min-w-0">
      <legend className="mb-0.5 text-xs font-medium text-ink-2">
        {spec.label} {isChanged ? <span className="text-accent">changed</span> : null}
      </legend>
      <span className="grid grid-cols-3 gap-x-6 max-lg:grid-cols-2 max-md:grid-cols-1">
        {types.map(({ id, label }) => (
          <label key={id} className="inline-flex min-h-6 items-center gap-1.5">
            <input
              type="checkbox"
              className="size-3.5 accent-accent"
              checked={ids.includes(id)}
              disabled={isReadOnly}
              onChange={({ target }) => toggle(id, target.checked)}
            />
            {label}
          </label>
        ))}
      </span>
      <p id={hint} className="mt-0.5 text-xs text-ink-2">
        {spec.hint}
      </p>
    </fieldset>
  );
}
