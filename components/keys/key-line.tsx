"use client";
import type { KeyboardEvent } from "react";
import { chordOf } from "#components/keys/chord.ts";
import { Kbd } from "#components/keys/kbd.tsx";
import { type ShortcutId, shortcuts } from "#components/keys/shortcuts.ts";
import { useKeyMap } from "#components/keys/use-key-map.ts";
import { Button } from "#components/ui/button.tsx";

type Props = {
  readonly id: ShortcutId;
  readonly canChange: boolean;
  /** It is the person's own key, not the one that comes with the product. */
  readonly isOwn: boolean;
  /** The next key that is pressed becomes its key. */
  readonly isAsked: boolean;
  readonly refusal: string | null;
  readonly onAsk: () => void;
  /** Null: back to how it comes. */
  readonly onTake: (chord: string | null) => void;
  readonly onCancel: () => void;
};

/** One shortcut with its keys, and with the way to another key. */
export function KeyLine({ id, canChange, isOwn, isAsked, refusal, onAsk, onTake, onCancel }: Props) {
  const keys = useKeyMap()[id];
  const { label, group } = shortcuts[id];
  const ask = group === "go" ? "Press the key after G" : "Press the new key";
  const shown = keys.length > 3 ? [keys[0] ?? "", keys.at(-1) ?? ""] : keys;
  const spoken = keys.length > 3 ? `${keys[0]} to ${keys.at(-1)}` : keys.join(" or ") || "no key";
  const listen = (event: KeyboardEvent<HTMLSpanElement>) => {
    if (!isAsked) return;
    if (event.key === "Tab" || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") return onCancel();
    const chord = chordOf(event.nativeEvent);
    onTake(group === "go" ? `g ${chord}` : chord);
  };
  return (
    <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-4 border-b border-line">
      <dt className="min-w-0 flex-1">{label}</dt>
      <dd className="flex shrink-0 items-center gap-2">
        <span className="unseen">{spoken}</span>
        {shown.map((chord) => (
          <Kbd key={chord} chord={chord} />
        ))}
        {keys.length === 0 ? <span className="text-xs text-ink-3">no key</span> : null}
        {canChange ? (
          <span onKeyDownCapture={listen} className="inline-flex gap-1">
            <Button
              size="sm"
              look="ghost"
              label={isAsked ? `${ask}: ${label}` : `Change the key of ${label}`}
              onPress={onAsk}
            >
              {isAsked ? ask : "Change"}
            </Button>
            {isOwn ? (
              <Button size="sm" look="ghost" label={`${label} as it comes`} onPress={() => onTake(null)}>
                Reset
              </Button>
            ) : null}
          </span>
        ) : null}
      </dd>
      {refusal ? (
        <dd className="w-full pb-1 text-xs text-bad">
          <p role="alert">{refusal}</p>
        </dd>
      ) : null}
    </div>
  );
}
