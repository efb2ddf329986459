"use client";
import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import { type SelectProps, selectLook } from "#components/ui/choice.ts";

const row =
  "flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 outline-none select-none data-highlighted:bg-accent-soft";

/** What a select is once it can be opened; its face is the same before. */
export function SelectBox({ label, value, options, none, onChange }: SelectProps) {
  const items = [{ value: "", label: none }, ...options.map((option) => ({ value: option.id, label: option.label }))];
  return (
    <Base.Root
      items={items}
      value={value ?? ""}
      onValueChange={(next) => onChange(next ? String(next) : null)}
      modal={false}
    >
      <Base.Trigger aria-label={label} className={selectLook(value)}>
        <Base.Value className="truncate" />
        <Base.Icon render={<ChevronDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />} />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup className="popup max-h-[min(24rem,var(--available-height))] min-w-48 overflow-y-auto p-1 text-sm">
            <Base.List>
              {items.map((option) => (
                <Base.Item key={option.value} value={option.value} className={row}>
                  <span className="size-4">
                    <Base.ItemIndicator render={<Check aria-hidden="true" className="size-4 text-accent" />} />
                  </span>
                  <Base.ItemText>{option.label}</Base.ItemText>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
