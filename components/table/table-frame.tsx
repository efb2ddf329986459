import type { ReactNode, RefObject } from "react";

type Props = {
  readonly label: string;
  readonly children: ReactNode;
  readonly scrollRef?: RefObject<HTMLDivElement | null>;
  readonly onScroll?: () => void;
  readonly className?: string;
};

/** The scrolling box of a table: reachable by keyboard, named, with room for sticky head and foot. */
export function TableFrame({ label, children, scrollRef, onScroll, className = "" }: Props) {
  return (
    <section
      ref={scrollRef}
      onScroll={onScroll}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable without a pointer.
      tabIndex={0}
      className={`relative min-h-0 overflow-auto scroll-py-9 focus-visible:-outline-offset-2 ${className}`}
    >
      {children}
    </section>
  );
}
