import { capsOf } from "#components/keys/chord.ts";
import { type ShortcutId, shortcutIds, shortcuts } from "#components/keys/shortcuts.ts";

/** A person's own key by shortcut; what is not in it is as it comes. */
export type OwnKeys = Readonly<Record<string, string>>;
/** The keys that do something for one person; a shortcut without any is only in the palette. */
export type KeyMap = Readonly<Record<ShortcutId, readonly string[]>>;

/** Digits that mean a place, and what dialogs and the browser count on, stay as they are. */
const fixed: ReadonlySet<ShortcutId> = new Set([
  "palette",
  "back",
  "open",
  "confirm",
  "tab",
  "reason",
  "section",
  "pick",
  "answer",
  "pageDown",
  "pageUp",
  "first",
  "last",
  "selectAll",
]);
export const isRemappable = (id: ShortcutId): boolean => !fixed.has(id);

/** Where the keys of a group work; null: everywhere. Two shortcuts with one place in common cannot share a key. */
const placesOf: Readonly<Record<(typeof shortcuts)[ShortcutId]["group"], readonly string[] | null>> = {
  everywhere: null,
  go: null,
  list: null,
  item: ["inbox", "outbox", "projects"],
  inbox: ["inbox"],
  decide: ["inbox", "outbox"],
  outbox: ["outbox"],
  vendors: ["vendors"],
  imports: ["imports"],
};
/** Works in a dialog of its own, where nothing else listens. */
const alone: ReadonlySet<ShortcutId> = new Set(["reason", "confirm"]);

function areTogether(a: ShortcutId, b: ShortcutId): boolean {
  if (a === b || alone.has(a) || alone.has(b)) return false;
  const [here, there] = [placesOf[shortcuts[a].group], placesOf[shortcuts[b].group]];
  return here === null || there === null || here.some((place) => there.includes(place));
}

/** One begins as the other does: the longer one could never be pressed to its end. */
function doClash(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `);
}

/**
 * The keys of a person: the own ones stand, and whatever comes with the product gives way to them, also what a later version
 * brings. An own key that clashes with an earlier own one is left out.
 */
export function keyMapOf(own: OwnKeys): KeyMap {
  const given = new Map<ShortcutId, string>();
  for (const id of shortcutIds) {
    const chord = own[id];
    const isFree = [...given].every(([other, taken]) => !areTogether(id, other) || !doClash(taken, chord ?? ""));
    if (chord !== undefined && isRemappable(id) && isFree) given.set(id, chord);
  }
  const keysOf = (id: ShortcutId): readonly string[] => {
    const mine = given.get(id);
    const usual: readonly string[] = shortcuts[id].keys;
    const rest = (mine === undefined ? usual : usual.slice(1)).filter((key) =>
      [...given].every(([other, taken]) => !areTogether(id, other) || !doClash(taken, key)),
    );
    return mine === undefined ? rest : [mine, ...rest];
  };
  return Object.fromEntries(shortcutIds.map((id) => [id, keysOf(id)])) as unknown as KeyMap;
}

/** What can be pressed as a key of one's own: a sign, with Shift, or one after the other. All else belongs to others. */
const possible = /^(Shift\+)?\S( \S)?$/;

/** Why the shortcut cannot have this key, in words; null when it can. */
export function obstacleTo(map: KeyMap, id: ShortcutId, chord: string): string | null {
  const caps = capsOf(chord).join(" ");
  if (!possible.test(chord))
    return `${caps} belongs to the browser or to forms. Choose a letter, a sign, or one with Shift.`;
  for (const other of shortcutIds) {
    const taken = areTogether(id, other) ? map[other].find((key) => doClash(key, chord)) : undefined;
    if (taken === undefined) continue;
    const label = `“${shortcuts[other].label}”`;
    if (taken === chord) return `${caps} is the key of ${label}. Choose another, or change that one first.`;
    return taken.length > chord.length
      ? `${caps} begins ${capsOf(taken).join(" ")}, the keys of ${label}. Choose another.`
      : `${capsOf(taken).join(" ")} is the key of ${label}, so that ${caps} could not be pressed. Choose another.`;
  }
  return null;
}
