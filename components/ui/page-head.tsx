import type { ReactNode } from "react";

type Props = { readonly title: string; readonly note?: ReactNode; readonly children?: ReactNode };

/** The head of a screen: its one h1, a line about it, and what can be done here on the right. */
export function PageHead({ title, note, children }: Props) {
  return (
    <header className="flex min-h-14 shrink-0 flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line bg-surface px-4 py-2">
      <div className="min-w-0">
        <h1 className="text-lg font-semibold">{title}</h1>
        {note ? <p className="text-ink-2">{note}</p> : null}
      </div>
      {children ? (
        <div className="flex flex-wrap items-center gap-2 max-sm:w-full" data-screen-only>
          {children}
        </div>
      ) : null}
    </header>
  );
}
