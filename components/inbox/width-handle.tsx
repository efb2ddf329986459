"use client";
import type { PointerEvent } from "react";
import { usualLayout, withWidth } from "#components/inbox/column-layout.ts";
import type { ColumnLayout } from "#lib/views/column-layout.ts";
import type { InboxColumnId } from "#lib/views/inbox-columns.ts";

type Props = {
  readonly id: InboxColumnId;
  readonly layout: ColumnLayout | null;
  readonly onLayout: (layout: ColumnLayout) => void;
};

/** The right edge of a heading, to be dragged. The dialog Columns (C) does the same by keys, so nobody has to. */
export function WidthHandle({ id, layout, onLayout }: Props) {
  const begin = (event: PointerEvent<HTMLSpanElement>) => {
    const heading = event.currentTarget.closest("th");
    if (!heading || event.button !== 0) return;
    event.preventDefault();
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const base = layout ?? measured(heading.parentElement);
    const [from, width] = [event.clientX, heading.getBoundingClientRect().width];
    const move = (next: globalThis.PointerEvent) => onLayout(withWidth(base, id, width + next.clientX - from));
    const end = () => {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("pointerup", end);
      handle.removeEventListener("pointercancel", end);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", end);
    handle.addEventListener("pointercancel", end);
  };
  return (
    <span
      aria-hidden="true"
      onPointerDown={begin}
      className="absolute inset-y-0 -right-1 z-10 w-2 cursor-col-resize touch-none group-hover/head:bg-line-strong max-md:hidden"
    />
  );
}

/** The columns that are to be seen now, as wide as they are. */
function measured(row: Element | null): ColumnLayout {
  const headings = [...(row?.querySelectorAll<HTMLElement>("th[data-column]") ?? [])];
  const seen = headings.filter((heading) => heading.offsetWidth > 0);
  return seen.reduce(
    (layout, heading) => withWidth(layout, heading.dataset.column as InboxColumnId, heading.offsetWidth),
    usualLayout.filter(({ id }) => seen.some((heading) => heading.dataset.column === id)),
  );
}
