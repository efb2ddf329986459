"use client";
import { ArrowDownUp, Columns3, Search, X } from "lucide-react";
import type { KeyboardEvent, RefObject } from "react";
import { FilterChoices } from "#components/inbox/filter-choices.tsx";
import { MoreFilters } from "#components/inbox/more-filters.tsx";
import type { InboxQuery } from "#components/inbox/use-inbox-filter.ts";
import type { Views } from "#components/inbox/use-saved-views.ts";
import { ViewButton } from "#components/inbox/view-button.tsx";
import { capsOf } from "#components/keys/chord.ts";
import { Kbd } from "#components/keys/kbd.tsx";
import { useKeyMap } from "#components/keys/use-key-map.ts";
import { AtATime } from "#components/past/at-a-time.tsx";
import { Button } from "#components/ui/button.tsx";
import { isNarrowed, noNarrowing } from "#lib/core/narrowing.ts";
import type { InboxPage, InboxRow } from "#lib/views/inbox.ts";

type Props = {
  readonly filter: InboxQuery;
  readonly page: InboxPage;
  readonly rows: readonly InboxRow[];
  readonly views: Views;
  readonly onSort: () => void;
  readonly onColumns: () => void;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly onChange: (change: Partial<Record<keyof InboxQuery, string | null>>) => void;
};

export function InboxFilters({ filter, page, rows, views, onSort, onColumns, searchRef, onChange }: Props) {
  const keys = useKeyMap();
  const isFiltered = isNarrowed(filter);
  return (
    <search
      aria-label="Filter the list"
      className="flex shrink-0 items-center gap-2 border-b border-line bg-surface px-2 py-1.5 [scrollbar-width:none] max-md:overflow-x-auto md:flex-wrap"
      data-screen-only
    >
      <span className="relative flex min-w-40 flex-1 items-center max-md:min-w-64 md:max-w-72">
        <Search aria-hidden="true" className="pointer-events-none absolute left-2 size-3.5 text-ink-3" />
        <input
          ref={searchRef}
          type="search"
          aria-label="Search this list"
          aria-keyshortcuts={keys.filter.join(" ") || undefined}
          placeholder="Number, title, vendor, Sage id"
          value={filter.q ?? ""}
          maxLength={100}
          onChange={(event) => onChange({ q: event.target.value || null })}
          onKeyDown={leaveOnKey}
          className="h-7 w-full rounded-md border border-control bg-surface pr-8 pl-7 max-md:text-[1rem]"
        />
        <span className="pointer-events-none absolute right-2">
          <Kbd of="filter" />
        </span>
      </span>
      <ViewButton views={views} />
      <Button size="icon" label={withKey("Sort the list", keys.sort)} onPress={onSort}>
        <ArrowDownUp aria-hidden="true" className="size-3.5" />
      </Button>
      <Button size="icon" className="max-md:hidden" label={withKey("Columns", keys.columns)} onPress={onColumns}>
        <Columns3 aria-hidden="true" className="size-3.5" />
      </Button>
      <AtATime isIcon />
      <MoreFilters filter={filter} isOfThen={false} onChange={onChange} />
      {/* A line of their own, whether they are loaded or not: nothing jumps, and none is out of sight. */}
      <span className="flex min-h-7 min-w-0 shrink-0 items-center gap-2 md:shrink md:basis-full md:flex-wrap @[80rem]:basis-auto">
        <FilterChoices filter={filter} page={page} rows={rows} onChange={onChange} />
        {isFiltered ? (
          <Button size="sm" look="ghost" onPress={() => onChange(noNarrowing)}>
            <X aria-hidden="true" className="size-3.5" />
            Clear
          </Button>
        ) : null}
      </span>
    </search>
  );
}

const withKey = (words: string, [key]: readonly string[]) => (key ? `${words} (${capsOf(key).join(" ")})` : words);

/** Enter and Esc lead back to the list with the filter kept; the browser's own Esc would empty the box. */
function leaveOnKey(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== "Enter" && event.key !== "Escape") return;
  event.preventDefault();
  event.currentTarget.blur();
}
