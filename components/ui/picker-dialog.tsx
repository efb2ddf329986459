"use client";
import { Autocomplete } from "@base-ui/react/autocomplete";
import { Check } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { FinderFrame, FinderInput, finderStatusLook } from "#components/ui/finder.tsx";

export type PickerLine = {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  readonly isChosen?: boolean;
};
type Props = {
  readonly title: string;
  readonly placeholder: string;
  readonly lines: readonly PickerLine[];
  /** What is said where no line has the words. */
  readonly empty: string;
  readonly status: string;
  readonly onPick: (id: string) => void;
  readonly onClose: () => void;
  readonly footer?: ReactNode;
};

const look =
  "flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 outline-none select-none data-highlighted:bg-accent-soft";

/** One choice by keys: the first line is ready for Enter, arrows move, letters narrow. */
export function PickerDialog({ title, placeholder, lines, empty, status, onPick, onClose, footer }: Props) {
  const inputRef = useRef<HTMLInputElement>(null);
  const pick = (id: string) => {
    onClose();
    onPick(id);
  };
  return (
    <FinderFrame title={title} isTitleShown width="sm:w-[28rem]" inputRef={inputRef} onClose={onClose}>
      <Autocomplete.Root
        open
        inline
        items={lines}
        itemToStringValue={(line: PickerLine) => line.label}
        autoHighlight="always"
        keepHighlight
      >
        <FinderInput label={title} placeholder={placeholder} height="h-10" inputRef={inputRef} />
        <Autocomplete.Empty className="px-3 py-2 text-ink-2 empty:hidden">{empty}</Autocomplete.Empty>
        <Autocomplete.List className="min-h-0 flex-1 scroll-py-2 overflow-y-auto p-1.5 empty:hidden">
          {(line: PickerLine) => (
            <Autocomplete.Item key={line.id} value={line} onClick={() => pick(line.id)} className={look}>
              <span className="size-4 shrink-0">
                {line.isChosen ? <Check aria-hidden="true" className="size-4 text-accent" /> : null}
              </span>
              <span className="min-w-0 flex-1 truncate font-medium">
                {line.label}
                {line.isChosen ? <span className="unseen"> (now)</span> : null}
              </span>
              {line.detail ? <span className="shrink-0 truncate text-xs text-ink-2">{line.detail}</span> : null}
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
        <p role="status" className={finderStatusLook}>
          {status}
        </p>
      </Autocomplete.Root>
      {footer}
    </FinderFrame>
  );
}
