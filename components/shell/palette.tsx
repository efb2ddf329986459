"use client";
import { Autocomplete } from "@base-ui/react/autocomplete";
import { useMemo, useRef, useState } from "react";
import { useKeyRegistry } from "#components/keys/key-registry.tsx";
import { type Entry, paletteGroups } from "#components/shell/palette-entries.ts";
import { PaletteLines } from "#components/shell/palette-lines.tsx";
import { useGo } from "#components/shell/use-go.ts";
import { FinderFrame, FinderInput, finderStatusLook } from "#components/ui/finder.tsx";
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
    <FinderFrame title={title} isTitleShown={false} width="sm:w-[42rem]" inputRef={inputRef} onClose={onClose}>
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
        <FinderInput
          label={title}
          placeholder="Number, title, vendor, project, amount, Sage id, or a command"
          height="h-11"
          inputRef={inputRef}
        />
        <PaletteLines onChoose={choose} />
        <Autocomplete.Status className={finderStatusLook}>
          {isSearch && error
            ? `Records were not searched: ${error.sentence} ${error.fix}`
            : wordsOf(shown.length, isSearch, isFetching)}
        </Autocomplete.Status>
      </Autocomplete.Root>
    </FinderFrame>
  );
}

function wordsOf(groups: number, isSearch: boolean, isFetching: boolean): string {
  if (isSearch && isFetching) return "Searching the records";
  if (groups === 0) return "Nothing has all these words. Try fewer of them, or a part of a number.";
  return isSearch ? "Enter opens the line" : "Two letters search the records; Enter does what the line says";
}
