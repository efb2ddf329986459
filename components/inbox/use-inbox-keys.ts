"use client";
import type { RefObject } from "react";
import type { Cursor } from "#components/inbox/use-cursor.ts";
import type { Selection } from "#components/inbox/use-selection.ts";
import { useKeys } from "#components/keys/key-registry.tsx";
import { type InboxTab, inboxTabIds } from "#lib/views/inbox-tabs.ts";

type Props = {
  readonly cursor: Cursor;
  readonly count: number;
  readonly selection: Selection;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly boxRef: RefObject<HTMLElement | null>;
  readonly open: (itemId: string) => void;
  readonly setTab: (tab: InboxTab) => void;
  readonly accept: () => void;
  readonly acceptSelection: () => void;
  readonly reject: () => void;
  readonly rejectSelection: () => void;
  readonly hold: () => void;
  readonly selectAll: () => void;
  readonly assign: () => void;
  readonly views: () => void;
  readonly sort: () => void;
  readonly columns: () => void;
  readonly takeBack: () => void;
};

const pageRows = 10;

/** What the keys do in the inbox; the list of keys is in the registry. */
export function useInboxKeys(props: Props): void {
  const { cursor, count, selection, searchRef, boxRef } = props;
  const go = (index: number) => {
    const to = Math.max(0, Math.min(index, count - 1));
    cursor.moveTo(to);
    followFocus(boxRef.current, to);
  };
  const extend = (by: number) => {
    const to = Math.max(0, Math.min(cursor.index + by, count - 1));
    selection.extend(cursor.index, to);
    go(to);
  };
  useKeys({
    next: () => go(cursor.row ? cursor.index + 1 : cursor.index),
    previous: () => go(cursor.index - 1),
    pageDown: () => go(cursor.index + pageRows),
    pageUp: () => go(cursor.index - pageRows),
    first: () => go(0),
    last: () => go(count - 1),
    select: () => selection.toggle(cursor.index),
    extendDown: () => extend(1),
    extendUp: () => extend(-1),
    selectAll: props.selectAll,
    open: () => (cursor.itemId ? props.open(cursor.itemId) : undefined),
    tab: (chord) => {
      const tab = inboxTabIds[(Number(chord.slice(-1)) + 9) % 10];
      if (tab) props.setTab(tab);
    },
    filter: () => searchRef.current?.select(),
    accept: props.accept,
    acceptSelection: props.acceptSelection,
    reject: props.reject,
    rejectSelection: props.rejectSelection,
    assign: props.assign,
    views: props.views,
    sort: props.sort,
    columns: props.columns,
    hold: props.hold,
    takeBack: props.takeBack,
    back: () => selection.clear(),
  });
}

/** When the focus is in the list it goes with the cursor, so that screen readers say the row. */
function followFocus(box: HTMLElement | null, index: number): void {
  const active = document.activeElement;
  if (active && active !== document.body && !box?.contains(active)) return;
  window.requestAnimationFrame(() => {
    box?.querySelector<HTMLElement>(`tr[data-index="${index}"] [data-row-link]`)?.focus({ preventScroll: true });
  });
}
