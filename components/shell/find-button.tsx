"use client";
import { Search } from "lucide-react";
import { Kbd } from "#components/keys/kbd.tsx";

/** The way by pointer to the palette; on a phone only its icon. */
export function FindButton({ onPress }: { readonly onPress: () => void }) {
  return (
    <span className="flex min-w-0 flex-1 justify-center max-md:flex-none">
      <button
        type="button"
        onClick={onPress}
        aria-label="Find a record or a command"
        aria-keyshortcuts="Control+K"
        aria-haspopup="dialog"
        className="flex h-7 w-full max-w-md items-center gap-2 rounded-md border border-control bg-sunken px-2 text-left text-ink-2 hover:bg-hover max-md:w-7 max-md:border-transparent max-md:bg-transparent"
      >
        <Search aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
        <span className="min-w-0 flex-1 truncate max-md:hidden">Find a record or a command</span>
        <Kbd of="palette" />
      </button>
    </span>
  );
}
