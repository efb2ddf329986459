"use client";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { chordOf, isForPage, isTyped } from "#components/keys/chord.ts";
import { type KeyMap, keyMapOf, type OwnKeys } from "#components/keys/key-map.ts";
import { type ShortcutId, shortcutIds } from "#components/keys/shortcuts.ts";
import { KeyMapContext } from "#components/keys/use-key-map.ts";

export type KeyHandlers = Partial<Record<ShortcutId, (chord: string) => void>>;
/** `isUndermost`: whatever a screen knows goes before it, also when the screen came first. */
type Layer = { readonly handlers: { current: KeyHandlers }; readonly isUndermost: boolean };
type Registry = {
  readonly add: (layer: Layer) => () => void;
  readonly hasLetters: boolean;
  readonly setLetters: (isOn: boolean) => void;
  /** The person's own keys, and how they are changed. */
  readonly own: OwnKeys;
  readonly setOwn: (own: OwnKeys) => void;
  /** The shortcuts that do something on this screen now. */
  readonly available: () => readonly ShortcutId[];
  /** Does what the shortcut would do, by its first key. */
  readonly runById: (id: ShortcutId) => void;
};

const Context = createContext<Registry | null>(null);
const storageName = "countersign.letter-keys";
const sequenceMs = 1200;

function idsOf(map: KeyMap, chord: string): readonly ShortcutId[] {
  return shortcutIds.filter((id) => map[id].includes(chord));
}
function beginsSequence(map: KeyMap, chord: string): boolean {
  return shortcutIds.some((id) => map[id].some((key) => key.startsWith(`${chord} `)));
}

/** The last layer that knows the chord acts: a screen over the shell, a pane over the screen. */
function run(layers: readonly Layer[], chord: string, ids: readonly ShortcutId[]): boolean {
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

type Props = {
  readonly children: ReactNode;
  readonly firstOwn: OwnKeys;
  /** Keeps the person's keys; they work at once, whether it succeeds or not. */
  readonly onOwn: (own: OwnKeys) => void;
};

export function KeyRegistry({ children, firstOwn, onOwn }: Props) {
  const [own, setOwn] = useState(firstOwn);
  const map = useMemo(() => keyMapOf(own), [own]);
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
      if (run(layers.current, chord, idsOf(map, chord))) event.preventDefault();
      else if (beginsSequence(map, pressed)) pending = { first: pressed, at: event.timeStamp };
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [hasLetters, map]);
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
      own,
      setOwn: (next) => {
        setOwn(next);
        onOwn(next);
      },
      available: () => shortcutIds.filter((id) => layers.current.some((layer) => layer.handlers.current[id])),
      runById: (id) => void run(layers.current, map[id][0] ?? "", [id]),
    }),
    [hasLetters, map, own, onOwn],
  );
  return (
    <KeyMapContext.Provider value={map}>
      <Context.Provider value={registry}>{children}</Context.Provider>
    </KeyMapContext.Provider>
  );
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
