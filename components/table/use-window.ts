"use client";
import { createElement, type ReactNode, type RefObject, useCallback, useEffect, useState } from "react";
import { usePrinting } from "#components/table/use-printing.ts";
import { later } from "#components/ui/later.tsx";

const RowWatcher = later(async () => (await import("#components/table/row-watcher.ts")).RowWatcher);

/** Below this many rows all are in the page: find-in-page and print see them. */
const virtualFrom = 200;

type Window = {
  readonly first: number;
  readonly last: number;
  readonly before: number;
  readonly after: number;
  readonly scrollTo: (index: number) => void;
  readonly watcher: ReactNode;
};

/** So many are drawn until it is known what is seen. */
const atFirst = 60;

/**
 * Which rows are drawn. Row height comes from the stylesheet, so density and phone need no code. `watcher` looks at what is
 * seen and is drawn beside the table; short lists have none, and do not load what it is made of.
 */
export function useWindow(count: number, scrollRef: RefObject<HTMLDivElement | null>): Window {
  const isPrinting = usePrinting();
  const isOn = count > virtualFrom && !isPrinting;
  const rowHeight = useRowHeight(scrollRef);
  const [seen, setSeen] = useState({ first: 0, last: atFirst });
  const onSeen = useCallback(
    (first: number, last: number) =>
      setSeen((was) => (was.first === first && was.last === last ? was : { first, last })),
    [],
  );
  const scrollTo = useCallback(
    (index: number) => keepInView(scrollRef.current, index, rowHeight),
    [scrollRef, rowHeight],
  );
  if (!isOn) return { first: 0, last: count - 1, before: 0, after: 0, scrollTo, watcher: null };
  const last = Math.min(count - 1, seen.last);
  const first = Math.min(last, seen.first);
  const watcher = createElement(RowWatcher, { count, rowHeight, scrollRef, onSeen });
  return { first, last, before: first * rowHeight, after: (count - 1 - last) * rowHeight, scrollTo, watcher };
}

function useRowHeight(scrollRef: RefObject<HTMLDivElement | null>): number {
  const [height, setHeight] = useState(32);
  useEffect(() => {
    const read = () => {
      const row = scrollRef.current?.querySelector("tbody tr[aria-rowindex]");
      if (row) setHeight(row.getBoundingClientRect().height);
    };
    read();
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-density"] });
    window.addEventListener("resize", read);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", read);
    };
  }, [scrollRef]);
  return height;
}

/** Scrolls just so far that the row is not under the sticky head or foot. */
function keepInView(box: HTMLDivElement | null, index: number, rowHeight: number): void {
  if (!box) return;
  const head = box.querySelector("thead")?.getBoundingClientRect().height ?? 0;
  const foot = box.querySelector("tfoot")?.getBoundingClientRect().height ?? 0;
  const top = index * rowHeight;
  const bottom = top + rowHeight;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (bottom > box.scrollTop + box.clientHeight - head - foot)
    box.scrollTop = bottom - box.clientHeight + head + foot;
}
