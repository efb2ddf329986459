"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect } from "react";

type Props = {
  readonly count: number;
  readonly rowHeight: number;
  readonly scrollRef: RefObject<HTMLDivElement | null>;
  /** Called with the first and the last row that are to be drawn, before the browser paints. */
  readonly onSeen: (first: number, last: number) => void;
};

/** Draws nothing; tells which rows of a long list are in view, and some around them. */
export function RowWatcher({ count, rowHeight, scrollRef, onSeen }: Props) {
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    overscan: 16,
  });
  useEffect(() => {
    if (rowHeight > 0) virtual.measure();
  }, [virtual, rowHeight]);
  const items = virtual.getVirtualItems();
  const first = items[0]?.index;
  const last = items.at(-1)?.index;
  useLayoutEffect(() => {
    if (first !== undefined && last !== undefined) onSeen(first, last);
  }, [first, last, onSeen]);
  return null;
}
