"use client";
import { ChevronDown } from "lucide-react";
import { type ComboboxProps, comboboxLook } from "#components/ui/choice.ts";
import { laterControl } from "#components/ui/later.tsx";

/** A choice from a long list, narrowed by typing. */
export const Combobox = laterControl(async () => (await import("#components/ui/combobox-box.tsx")).ComboboxBox, Face);

function Face({ label, placeholder, value, options, className }: ComboboxProps) {
  return (
    <span className={comboboxLook(value, className)}>
      <input
        role="combobox"
        aria-expanded="false"
        aria-label={label}
        placeholder={placeholder}
        defaultValue={value === null ? "" : (options.find(({ id }) => id === value)?.label ?? value)}
        className="h-full min-w-0 flex-1 rounded-md bg-transparent px-2 text-sm"
      />
      <span className="inline-flex size-6 shrink-0 items-center justify-center text-ink-3">
        <ChevronDown aria-hidden="true" className="size-3.5" />
      </span>
    </span>
  );
}
