"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactNode, RefObject } from "react";

const item =
  "flex min-h-8 w-full cursor-default items-center gap-2 rounded-sm px-2 text-left outline-none select-none data-disabled:text-ink-3 data-highlighted:bg-accent-soft";

/** One line of a menu, or a group of choices. */
export type MenuEntry =
  | { readonly kind: "item"; readonly words: ReactNode; readonly isDisabled?: boolean; readonly onPress: () => void }
  | {
      readonly kind: "choice";
      readonly label: string;
      readonly value: string;
      readonly options: Readonly<Record<string, string>>;
      readonly onChange: (value: string) => void;
    }
  | {
      readonly kind: "switch";
      readonly words: string;
      readonly isOn: boolean;
      readonly onChange: (isOn: boolean) => void;
    }
  | { readonly kind: "words"; readonly words: ReactNode }
  | { readonly kind: "line" };

type Props = {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly labelledBy: string;
  readonly place: HTMLElement | null;
  readonly entries: readonly MenuEntry[];
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
};

/** What a menu opens; `Menu` brings it when it is needed. */
export function MenuPopup({ anchor, labelledBy, place, entries, isOpen, onOpenChange }: Props) {
  return (
    <Base.Root open={isOpen} onOpenChange={(to) => onOpenChange(to)}>
      <Base.Portal container={place}>
        <Base.Positioner anchor={anchor} sideOffset={6} align="end" positionMethod="fixed" className="z-50">
          <Base.Popup
            aria-labelledby={labelledBy}
            finalFocus={anchor}
            className="popup min-w-56 p-1 text-sm outline-none"
          >
            {entries.map((entry, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a menu have no other name than their place.
              <Entry key={at} entry={entry} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  switch (entry.kind) {
    case "item":
      return (
        <Base.Item className={item} onClick={entry.onPress} disabled={entry.isDisabled ?? false}>
          <span className="size-4" />
          {entry.words}
        </Base.Item>
      );
    case "choice":
      return <Choice entry={entry} />;
    case "switch":
      return (
        <Base.CheckboxItem
          checked={entry.isOn}
          onCheckedChange={(isOn) => entry.onChange(isOn)}
          className={item}
          closeOnClick={false}
        >
          <span className="size-4">
            <Base.CheckboxItemIndicator render={<Check aria-hidden="true" className="size-4 text-accent" />} />
          </span>
          {entry.words}
        </Base.CheckboxItem>
      );
    case "words":
      return entry.words;
    case "line":
      return <Base.Separator className="my-1 h-px bg-line" />;
  }
}

function Choice({ entry }: { readonly entry: Extract<MenuEntry, { kind: "choice" }> }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-2 pb-1 text-xs font-medium text-ink-3">{entry.label}</Base.GroupLabel>
      <Base.RadioGroup value={entry.value} onValueChange={(value: string) => entry.onChange(value)}>
        {Object.entries(entry.options).map(([id, words]) => (
          <Base.RadioItem key={id} value={id} className={item} closeOnClick={false}>
            <span className="size-4">
              <Base.RadioItemIndicator render={<Check aria-hidden="true" className="size-4 text-accent" />} />
            </span>
            {words}
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}
