"use client";
import { Autocomplete } from "@base-ui/react/autocomplete";
import { Kbd } from "#components/keys/kbd.tsx";
import { Amount } from "#components/money/amount.tsx";
import type { Entry, EntryGroup } from "#components/shell/palette-entries.ts";
import { LaneMark, StateMark } from "#components/ui/state-chip.tsx";

const line =
  "flex min-h-8 cursor-default items-center gap-3 rounded-sm px-2 outline-none select-none data-highlighted:bg-accent-soft";

/** The lines under the palette's box, in groups; the arrows move through all of them. */
export function PaletteLines({ onChoose }: { readonly onChoose: (entry: Entry) => void }) {
  return (
    <Autocomplete.List className="min-h-0 flex-1 scroll-py-2 overflow-y-auto p-1.5 empty:hidden">
      {(group: EntryGroup) => (
        <Autocomplete.Group key={group.label} items={group.items} className="mb-1.5">
          <Autocomplete.GroupLabel className="px-2 py-1 text-xs font-medium text-ink-2">
            {group.label}
          </Autocomplete.GroupLabel>
          <Autocomplete.Collection>
            {(entry: Entry) => (
              <Autocomplete.Item key={entry.id} value={entry} onClick={() => onChoose(entry)} className={line}>
                <Line entry={entry} />
              </Autocomplete.Item>
            )}
          </Autocomplete.Collection>
        </Autocomplete.Group>
      )}
    </Autocomplete.List>
  );
}

function Line({ entry: { label, detail, target, hit } }: { readonly entry: Entry }) {
  return (
    <>
      <span className="max-w-[60%] shrink-0 truncate font-medium">{label}</span>
      <span className="min-w-0 flex-1 truncate text-ink-2">{detail}</span>
      {hit?.state ? (
        <span className="w-28 shrink-0 text-xs max-sm:hidden">
          {hit.state === "ready" && hit.lane ? <LaneMark lane={hit.lane} /> : <StateMark state={hit.state} />}
        </span>
      ) : null}
      {hit?.amount ? <Amount value={hit.amount} className="figure w-28 shrink-0 text-right" /> : null}
      {"shortcut" in target ? <Kbd of={target.shortcut} /> : null}
    </>
  );
}
