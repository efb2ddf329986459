"use client";
import { Kbd } from "#components/keys/kbd.tsx";
import { useKeyRegistry } from "#components/keys/key-registry.tsx";
import type { ShortcutId } from "#components/keys/shortcuts.ts";

export type Hint = readonly [ShortcutId, string];

/** The few keys of a screen, for its bottom line. */
export function KeyHints({ hints }: { readonly hints: readonly Hint[] }) {
  const { hasLetters } = useKeyRegistry();
  if (!hasLetters) return <span>Single-letter keys are off</span>;
  return hints.map(([id, word]) => (
    <span key={id} className="inline-flex items-center gap-1 whitespace-nowrap">
      <Kbd of={id} /> {word}
    </span>
  ));
}
