"use client";
import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { Kbd } from "#components/keys/kbd.tsx";

export const finderStatusLook = "shrink-0 border-t border-line bg-sunken px-3 py-1.5 text-xs text-ink-2";

type FrameProps = {
  readonly title: string;
  readonly isTitleShown: boolean;
  readonly width: "sm:w-[28rem]" | "sm:w-[42rem]";
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** The window of a search by keys: near the top, over everything; Escape closes it. */
export function FinderFrame({ title, isTitleShown, width, inputRef, onClose, children }: FrameProps) {
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Dialog.Popup
          initialFocus={inputRef}
          className={`popup fixed inset-x-2 top-[8vh] z-40 mx-auto flex max-h-[76vh] flex-col overflow-hidden ${width}`}
        >
          <Dialog.Title className={isTitleShown ? "px-3 pt-2.5 font-semibold" : "unseen"}>{title}</Dialog.Title>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type InputProps = {
  readonly label: string;
  readonly placeholder: string;
  readonly height: "h-10" | "h-11";
  readonly inputRef: RefObject<HTMLInputElement | null>;
};

/** Its line of letters; stands inside an Autocomplete. */
export function FinderInput({ label, placeholder, height, inputRef }: InputProps) {
  return (
    <span className={`flex shrink-0 items-center gap-2 border-b border-line px-3 ${height}`}>
      <Search aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
      <Autocomplete.Input
        ref={inputRef}
        aria-label={label}
        placeholder={placeholder}
        maxLength={100}
        className="h-full min-w-0 flex-1 bg-transparent outline-none max-md:text-[1rem]"
      />
      <Kbd chord="Escape" />
    </span>
  );
}
