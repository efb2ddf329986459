"use client";
import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { Kbd } from "#components/keys/kbd.tsx";
import { useKeyRegistry } from "#components/keys/key-registry.tsx";
import { type Entry, paletteGroups } from "#components/shell/palette-entries.ts";
import { PaletteLines } from "#components/shell/palette-lines.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { useView } from "#lib/client/use-view.ts";
import type { NavEntry } from "#lib/views/screens.ts";

const title = "Find a record or a command";
/** One letter is in nearly every record. */
const shortest = 2;

type Props = { readonly nav: readonly NavEntry[]; readonly onClose: () => void };

/** Everything by its name: what this screen can do, where one can go, and any record of the company. */
export function Palette({ nav, onClose }: Props) {
  const go = useGo();
  const { available, runById } = useKeyRegistry();
  const [typed, setTyped] = useState("");
  const [commands] = useState(available);
  const inputRef = useRef<HTMLInputElement>(null);
  const q = typed.trim();
  const isSearch = q.length >= shortest;
  const { data, error, isFetching } = useView("record.search", { q }, { isOn: isSearch, keepsPrevious: true });
  const found = isSearch ? (data ?? null) : null;
  const shown = useMemo(() => paletteGroups(q, commands, nav, found), [q, commands, nav, found]);
  const choose = ({ target }: Entry) => {
    onClose();
    if ("href" in target) go(target.href);
    // The focus goes back to where it was before the shortcut may open something of its own.
    else window.setTimeout(() => runById(target.shortcut), 60);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Dialog.Popup
          initialFocus={inputRef}
          className="popup fixed inset-x-2 top-[8vh] z-40 mx-auto flex max-h-[76vh] flex-col overflow-hidden sm:w-[42rem]"
        >
          <Dialog.Title className="unseen">{title}</Dialog.Title>
          <Autocomplete.Root
            open
            inline
            mode="none"
            items={shown}
            value={typed}
            onValueChange={(next, { reason }) => (reason === "item-press" ? undefined : setTyped(next))}
            itemToStringValue={(entry: Entry) => entry.label}
            autoHighlight="always"
            keepHighlight
          >
            <span className="flex h-11 shrink-0 items-center gap-2 border-b border-line px-3">
              <Search aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
              <Autocomplete.Input
                ref={inputRef}
                aria-label={title}
                placeholder="Number, title, vendor, project, amount, Sage id, or a command"
                maxLength={100}
                className="h-full min-w-0 flex-1 bg-transparent outline-none max-md:text-[1rem]"
              />
              <Kbd chord="Escape" />
            </span>
            <PaletteLines onChoose={choose} />
            <Autocomplete.Status className="shrink-0 border-t border-line bg-sunken px-3 py-1.5 text-xs text-ink-2">
              {isSearch && error
                ? `Records were not searched: ${error.sentence} ${error.fix}`
                : wordsOf(shown.length, isSearch, isFetching)}
            </Autocomplete.Status>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function wordsOf(groups: number, isSearch: boolean, isFetching: boolean): string {
  if (isSearch && isFetching) return "Searching the records";
  if (groups === 0) return "Nothing has all these words. Try fewer of them, or a part of a number.";
  return isSearch ? "Enter opens the line" : "Two letters search the records; Enter does what the line says";
}
