"use client";
import {
  cloneElement,
  type HTMLAttributes,
  type KeyboardEvent,
  type ReactElement,
  type Ref,
  useId,
  useRef,
  useState,
} from "react";
import { laterWindow, useOnceOpen } from "#components/ui/later.tsx";
import type { MenuEntry } from "#components/ui/menu-popup.tsx";

const MenuPopup = laterWindow(async () => (await import("#components/ui/menu-popup.tsx")).MenuPopup);

type TriggerProps = HTMLAttributes<HTMLButtonElement> & { readonly ref?: Ref<HTMLButtonElement> };
type Props = {
  /** A plain button. */
  readonly trigger: ReactElement<TriggerProps>;
  readonly entries: readonly MenuEntry[];
  /** Left out, the trigger alone opens it. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
};

/** Drawn beside its trigger, so that it belongs to the same landmark. */
export function Menu({ trigger, entries, isOpen: asked, onOpenChange }: Props) {
  const id = useId();
  const [own, setOwn] = useState(false);
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const anchor = useRef<HTMLButtonElement>(null);
  const isOpen = asked ?? own;
  const isThere = useOnceOpen(isOpen);
  const change = (to: boolean) => {
    setOwn(to);
    onOpenChange?.(to);
  };
  const openByArrow = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    change(true);
  };
  return (
    <>
      {cloneElement(trigger, {
        id,
        ref: anchor,
        "aria-haspopup": "menu",
        "aria-expanded": isOpen,
        onClick: () => change(!isOpen),
        onKeyDown: openByArrow,
      })}
      <span ref={setPlace} className="contents" />
      {isThere ? (
        <MenuPopup
          anchor={anchor}
          labelledBy={id}
          place={place}
          entries={entries}
          isOpen={isOpen}
          onOpenChange={change}
        />
      ) : null}
    </>
  );
}
