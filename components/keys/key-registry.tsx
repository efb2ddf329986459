"use client";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { chordOf, isForPage, isTyped } from "#components/keys/chord.ts";
import { type ShortcutId, shortcutIds, shortcuts } from "#components/keys/shortcuts.ts";

export type KeyHandlers = Partial<Record<ShortcutId, (chord: string) => void>>;
/** `isUndermost`: whatever a screen knows goes before it, also when the screen came first. */
type Layer = { readonly handlers: { current: KeyHandlers }; readonly isUndermost: boolean };
type Registry = {
  readonly add: (layer: Layer) => () => void;
  readonly hasLetters: boolean;
  readonly setLetters: (isOn: boolean) => void;
  /** The shortcuts that do something on this screen now. */
  readonly available: () => readonly ShortcutId[];
  /** Does what the shortcut would do, by its first key. */
  readonly runById: (id: ShortcutId) => void;
};

const Context = createContext<Registry | null>(null);
const storageName = "countersign.letter-keys";
const sequenceMs = 1200;

function idsOf(chord: string): readonly ShortcutId[] {
  return shortcutIds.filter((id) => (shortcuts[id].keys as readonly string[]).includes(chord));
}
const firstOfSequence = new Set(
  shortcutIds.flatMap((id) => shortcuts[id].keys).flatMap((key) => (key.includes(" ") ? [key.slice(0, 1)] : [])),
);

/** The last layer that knows the chord acts: a screen over the shell, a pane over the screen. */
function run(layers: readonly Layer[], chord: string, ids: readonly ShortcutId[] = idsOf(chord)): boolean {
  for (const layer of layers.toReversed()) {
    for (const id of ids) {
      const handler = layer.handlers.current[id];
      if (handler) {
        handler(chord);
        return true;
      }
    }
  }
  return false;
}

export function KeyRegistry({ children }: { readonly children: ReactNode }) {
  const layers = useRef<Layer[]>([]);
  const [hasLetters, setHasLetters] = useState(true);
  useEffect(() => setHasLetters(localStorage.getItem(storageName) !== "off"), []);
  useEffect(() => {
    let pending: { readonly first: string; readonly at: number } | null = null;
    const listen = (event: KeyboardEvent) => {
      const pressed = chordOf(event);
      if (event.defaultPrevented || !isForPage(event, pressed)) return;
      const isSecond = pending !== null && event.timeStamp - pending.at < sequenceMs;
      const chord = isSecond && pending ? `${pending.first} ${pressed}` : pressed;
      pending = null;
      if (isTyped(chord) && !hasLetters) return;
      if (run(layers.current, chord)) event.preventDefault();
      else if (firstOfSequence.has(pressed)) pending = { first: pressed, at: event.timeStamp };
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [hasLetters]);
  const registry = useMemo<Registry>(
    () => ({
      add: (layer) => {
        layers.current = layer.isUndermost ? [layer, ...layers.current] : [...layers.current, layer];
        return () => {
          layers.current = layers.current.filter((one) => one !== layer);
        };
      },
      hasLetters,
      setLetters: (isOn) => {
        localStorage.setItem(storageName, isOn ? "on" : "off");
        setHasLetters(isOn);
      },
      available: () => shortcutIds.filter((id) => layers.current.some((layer) => layer.handlers.current[id])),
      runById: (id) => void run(layers.current, shortcuts[id].keys[0], [id]),
    }),
    [hasLetters],
  );
  return <Context.Provider value={registry}>{children}</Context.Provider>;
}

export function useKeyRegistry(): Registry {
  const registry = useContext(Context);
  if (!registry) throw new Error("KeyRegistry is missing above this component");
  return registry;
}

/** Registers handlers for shortcuts by name while the component is mounted; they may change on every render. */
export function useKeys(handlers: KeyHandlers, { isUndermost = false } = {}): void {
  const { add } = useKeyRegistry();
  const current = useRef(handlers);
  useEffect(() => {
    current.current = handlers;
  });
  useEffect(() => add({ handlers: current, isUndermost }), [add, isUndermost]);
}
