"use client";
import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";

export type Option = { readonly id: string; readonly label: string };
type Props = {
  readonly label: string;
  readonly value: string | null;
  readonly options: readonly Option[];
  /** The words for "no choice". */
  readonly none: string;
  readonly onChange: (value: string | null) => void;
};

const row =
  "flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 outline-none select-none data-highlighted:bg-accent-soft";

/** A choice from a short list; the label is said to screen readers, the value is shown. */
export function Select({ label, value, options, none, onChange }: Props) {
  const items = [{ value: "", label: none }, ...options.map((option) => ({ value: option.id, label: option.label }))];
  return (
    <Base.Root
      items={items}
      value={value ?? ""}
      onValueChange={(next) => onChange(next ? String(next) : null)}
      modal={false}
    >
      <Base.Trigger
        aria-label={label}
        className={`inline-flex h-7 max-w-52 items-center gap-1.5 rounded-md border px-2 text-sm hover:bg-hover ${value ? "border-accent bg-accent-faint" : "border-control bg-surface"}`}
      >
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
