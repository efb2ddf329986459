"use client";
import { Kbd } from "#components/keys/kbd.tsx";
import { groups, shortcutIds, shortcuts } from "#components/keys/shortcuts.ts";
import { Dialog } from "#components/ui/dialog.tsx";

type Props = { readonly isOpen: boolean; readonly hasLetters: boolean; readonly onClose: () => void };

export function HelpSheet({ isOpen, hasLetters, onClose }: Props) {
  const note = hasLetters
    ? "Single letters can be switched off in the menu under your name."
    : "Single letters are switched off.";
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Keys" description={note} size="lg">
      <div className="columns-1 gap-8 sm:columns-2">
        {Object.entries(groups).map(([group, label]) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-xs font-semibold text-ink-2">{label}</h3>
            <dl>
              {shortcutIds
                .filter((id) => shortcuts[id].group === group)
                .map((id) => (
                  <div key={id} className="flex min-h-7 items-center justify-between gap-4 border-b border-line">
                    <dt>{shortcuts[id].label}</dt>
                    <dd className="flex items-center gap-2">
                      <span className="unseen">{spoken(id)}</span>
                      {capsShown(id).map((chord) => (
                        <Kbd key={chord} chord={chord} />
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function capsShown(id: (typeof shortcutIds)[number]): readonly string[] {
  const keys: readonly string[] = shortcuts[id].keys;
  return keys.length > 3 ? [keys[0] ?? "", keys.at(-1) ?? ""] : keys;
}
function spoken(id: (typeof shortcutIds)[number]): string {
  const keys: readonly string[] = shortcuts[id].keys;
  return keys.length > 3 ? `${keys[0]} to ${keys.at(-1)}` : keys.join(" or ");
}
