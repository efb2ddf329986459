"use client";
import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronDown, X } from "lucide-react";
import { type ComboboxProps, comboboxLook, type Option } from "#components/ui/choice.ts";

const row =
  "flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 outline-none select-none data-highlighted:bg-accent-soft";

/** What a combobox is once it can be typed into; its face is the same before. */
export function ComboboxBox({
  label,
  placeholder,
  value,
  options,
  empty,
  onChange,
  onWords,
  className,
}: ComboboxProps) {
  const chosen = options.find((option) => option.id === value) ?? (value === null ? null : { id: value, label: value });
  return (
    <Base.Root
      items={options}
      value={chosen}
      onValueChange={(next: Option | null) => onChange(next?.id ?? null)}
      onInputValueChange={(words) => onWords?.(words)}
      itemToStringLabel={(option: Option) => option.label}
      isItemEqualToValue={(a: Option, b: Option) => a.id === b.id}
      autoHighlight
    >
      <Base.InputGroup className={comboboxLook(value, className)}>
        <Base.Input
          aria-label={label}
          placeholder={placeholder}
          className="h-full min-w-0 flex-1 rounded-md bg-transparent px-2 text-sm"
        />
        {value ? (
          <Base.Clear
            aria-label={`Clear ${label.toLowerCase()}`}
            className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-2 hover:bg-hover"
          >
            <X aria-hidden="true" className="size-3.5" />
          </Base.Clear>
        ) : (
          <Base.Trigger
            aria-label={`Show ${label.toLowerCase()}`}
            tabIndex={-1}
            className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:bg-hover"
          >
            <ChevronDown aria-hidden="true" className="size-3.5" />
          </Base.Trigger>
        )}
      </Base.InputGroup>
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-50">
          <Base.Popup className="popup max-h-[min(22rem,var(--available-height))] w-max max-w-96 min-w-(--anchor-width) overflow-y-auto p-1 text-sm">
            <Base.Empty className="px-2 py-1.5 text-ink-3 empty:hidden">{empty}</Base.Empty>
            <Base.List>
              {(option: Option) => (
                <Base.Item key={option.id} value={option} className={row}>
                  <span className="size-4 shrink-0">
                    <Base.ItemIndicator render={<Check aria-hidden="true" className="size-4 text-accent" />} />
                  </span>
                  <span className="truncate">{option.label}</span>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
