import type { ReactNode } from "react";

type BlockProps = {
  readonly id: string;
  readonly title: string;
  readonly note?: ReactNode;
  readonly children: ReactNode;
};

/** A titled part of a page in a frame. */
export function Block({ id, title, note, children }: BlockProps) {
  return (
    <section aria-labelledby={id}>
      <div className="mb-1.5 flex flex-wrap items-baseline gap-x-3">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {note ? <p className="text-ink-2">{note}</p> : null}
      </div>
      <div className="relative overflow-x-auto rounded-lg border border-line bg-surface">{children}</div>
    </section>
  );
}
