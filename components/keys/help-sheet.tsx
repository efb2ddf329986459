"use client";
import { useState } from "react";
import { KeyLine } from "#components/keys/key-line.tsx";
import { isRemappable, keyMapOf, obstacleTo } from "#components/keys/key-map.ts";
import { useKeyRegistry } from "#components/keys/key-registry.tsx";
import { groups, type ShortcutId, shortcutIds, shortcuts } from "#components/keys/shortcuts.ts";
import { announce } from "#components/ui/announcer.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

type Props = { readonly isOpen: boolean; readonly onClose: () => void };
type Refused = { readonly id: ShortcutId; readonly words: string };

/** Every key of the person, and how it is changed: press Change, then the new key; what clashes is refused in words. */
export function HelpSheet({ isOpen, onClose }: Props) {
  const { hasLetters, own, setOwn } = useKeyRegistry();
  const [isChanging, setChanging] = useState(false);
  const [asked, setAsked] = useState<ShortcutId | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const take = (id: ShortcutId, chord: string | null) => {
    const { [id]: _, ...rest } = own;
    setAsked(null);
    const wanted = chord ?? shortcuts[id].keys[0] ?? "";
    const words = obstacleTo(keyMapOf(rest), id, wanted);
    const isUsual = (shortcuts[id].keys as readonly string[]).includes(wanted);
    if (words !== null && !(isUsual && chord === null)) return setRefused({ id, words });
    setRefused(null);
    setOwn(isUsual ? rest : { ...rest, [id]: wanted });
    announce(`${shortcuts[id].label}: ${wanted}`);
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title="Keys"
      description={
        hasLetters
          ? "Single letters can be switched off in the menu under your name."
          : "Single letters are switched off."
      }
      size="lg"
      footer={
        <>
          <Button
            reason={Object.keys(own).length === 0 ? "All keys are as they come." : null}
            onPress={() => {
              setRefused(null);
              setOwn({});
            }}
          >
            All as they come
          </Button>
          <Button onPress={() => setChanging((is) => !is)}>{isChanging ? "Done" : "Change keys"}</Button>
        </>
      }
    >
      <div className="columns-1 gap-8 sm:columns-2">
        {Object.entries(groups).map(([group, label]) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-xs font-semibold text-ink-2">{label}</h3>
            <dl>
              {shortcutIds
                .filter((id) => shortcuts[id].group === group)
                .map((id) => (
                  <KeyLine
                    key={id}
                    id={id}
                    canChange={isChanging && isRemappable(id)}
                    isOwn={own[id] !== undefined}
                    isAsked={asked === id}
                    refusal={refused?.id === id ? refused.words : null}
                    onAsk={() => {
                      setRefused(null);
                      setAsked(id);
                    }}
                    onTake={(chord) => take(id, chord)}
                    onCancel={() => setAsked(null)}
                  />
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
