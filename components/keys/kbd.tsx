"use client";
import { capsOf } from "#components/keys/chord.ts";
import type { ShortcutId } from "#components/keys/shortcuts.ts";
import { useKeyMap } from "#components/keys/use-key-map.ts";

type Props = { readonly of?: ShortcutId; readonly chord?: string; readonly isOnFill?: boolean };

/** Key caps of a shortcut (its first key) or of a chord; decoration, the label says it in words. */
export function Kbd({ of, chord, isOnFill = false }: Props) {
  const keys = useKeyMap();
  const text = chord ?? (of ? keys[of][0] : undefined);
  if (text === undefined) return null;
  const look = isOnFill ? "border-current/40" : "border-line-strong bg-sunken text-ink-2";
  return (
    <span aria-hidden="true" className="inline-flex gap-0.5 max-md:hidden" data-screen-only>
      {capsOf(text).map((cap) => (
        <kbd
          key={cap}
          className={`inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border px-1 font-sans text-2xs ${look}`}
        >
          {cap}
        </kbd>
      ))}
    </span>
  );
}
