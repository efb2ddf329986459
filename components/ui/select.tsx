"use client";
import { ChevronDown } from "lucide-react";
import { type SelectProps, selectLook } from "#components/ui/choice.ts";
import { laterControl } from "#components/ui/later.tsx";

/** A choice from a short list; the label is said to screen readers, the value is shown. */
export const Select = laterControl(async () => (await import("#components/ui/select-box.tsx")).SelectBox, SelectFace);

function SelectFace({ label, value, options, none }: SelectProps) {
  return (
    <button
      type="button"
      aria-label={label}
      role="combobox"
      aria-expanded="false"
      aria-haspopup="listbox"
      className={selectLook(value)}
    >
      <span className="truncate">{options.find(({ id }) => id === value)?.label ?? (value || none)}</span>
      <ChevronDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
    </button>
  );
}
