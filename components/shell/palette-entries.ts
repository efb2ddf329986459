import { groups, type ShortcutId, shortcuts } from "#components/keys/shortcuts.ts";
import { inboxTabIds, inboxTabs } from "#lib/views/inbox-tabs.ts";
import type { RecordHit, RecordHits } from "#lib/views/record-hits.ts";
import type { NavEntry } from "#lib/views/screens.ts";

/** What a line of the palette leads to: an address, or what a shortcut does on this screen. */
export type Entry = {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly target: { readonly href: string } | { readonly shortcut: ShortcutId };
  readonly hit?: RecordHit;
};
export type EntryGroup = { readonly label: string; readonly items: readonly Entry[] };

/** Moves, digits that mean a place, and the palette itself say nothing as a line. */
const unlisted: ReadonlySet<ShortcutId> = new Set([
  "palette",
  "next",
  "previous",
  "pageDown",
  "pageUp",
  "first",
  "last",
  "extendDown",
  "extendUp",
  "tab",
  "reason",
  "section",
  "pick",
  "confirm",
]);
const hitGroups = { item: "Items", project: "Projects", vendor: "Vendors" } as const;

function commandEntry(id: ShortcutId): Entry {
  const { label, group } = shortcuts[id];
  const isPlace = group === "go";
  return {
    id: `command ${id}`,
    label: isPlace ? `Go to ${label}` : label,
    detail: isPlace ? "" : groups[group],
    target: { shortcut: id },
  };
}

function viewEntries(nav: readonly NavEntry[]): readonly Entry[] {
  if (!nav.some((entry) => entry.href === "/inbox" && entry.isAllowed)) return [];
  return inboxTabIds.map((tab) => ({
    id: `view ${tab}`,
    label: `Inbox: ${inboxTabs[tab].label}`,
    detail: inboxTabs[tab].hint,
    target: { href: `/inbox?tab=${tab}` },
  }));
}

/** Every word typed begins a word of the line, in any order. */
export function containsWords(entry: Pick<Entry, "label" | "detail">, typed: string): boolean {
  const words = ` ${entry.label} ${entry.detail}`.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(` ${word}`));
}

function recordEntries(found: RecordHits, typed: string, nav: readonly NavEntry[]): readonly EntryGroup[] {
  const lists = (["item", "project", "vendor"] as const).map((kind) => ({
    label: hitGroups[kind],
    items: found.rows
      .filter((hit) => hit.kind === kind)
      .map(
        (hit): Entry => ({
          id: `${kind} ${hit.id}`,
          label: hit.label,
          detail: hit.detail,
          target: { href: hit.href },
          hit,
        }),
      ),
  }));
  const canList = nav.some((entry) => entry.href === "/inbox" && entry.isAllowed);
  const all: Entry = {
    id: "all items",
    label: `All items with “${typed}”`,
    detail: "in the inbox",
    target: { href: `/inbox?tab=all&q=${encodeURIComponent(typed)}` },
  };
  return canList && found.hasMoreItems ? [...lists, { label: "More", items: [all] }] : lists;
}

/**
 * The lines of the palette: what can be done on this screen and the views of the inbox, as far as they contain what was typed,
 * then what the search found. `found` is null while nothing was searched.
 */
export function paletteGroups(
  typed: string,
  available: readonly ShortcutId[],
  nav: readonly NavEntry[],
  found: RecordHits | null,
): readonly EntryGroup[] {
  const words = typed.trim();
  const commands = available.filter((id) => !unlisted.has(id)).map(commandEntry);
  const own = [
    { label: "Commands", items: commands },
    { label: "Views", items: viewEntries(nav) },
  ].map(({ label, items }) => ({ label, items: items.filter((entry) => containsWords(entry, words)) }));
  const records = found ? recordEntries(found, words, nav) : [];
  return [...own, ...records].filter((group) => group.items.length > 0);
}
