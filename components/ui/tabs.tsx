"use client";
import { createContext, type KeyboardEvent, type ReactNode, useContext, useId, useMemo } from "react";

export type TabSpec = {
  readonly id: string;
  readonly label: string;
  readonly count?: number | null;
  readonly hint?: string;
  readonly isAlarm?: boolean;
};
type Props = {
  readonly label: string;
  readonly tabs: readonly TabSpec[];
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly children: ReactNode;
  readonly className?: string;
  readonly listClassName?: string;
};

const Context = createContext<{ readonly base: string; readonly value: string } | null>(null);
const moves: Readonly<Record<string, (at: number, of: number) => number>> = {
  ArrowLeft: (at, of) => (at - 1 + of) % of,
  ArrowRight: (at, of) => (at + 1) % of,
  Home: () => 0,
  End: (_, of) => of - 1,
};

/** Arrows move among the tabs; what they come to is opened by Enter or Space. */
function moveAmongTabs(event: KeyboardEvent<HTMLElement>): void {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")];
  const at = all.indexOf(event.target as HTMLElement);
  const next = at === -1 || event.altKey || event.ctrlKey || event.metaKey ? undefined : moves[event.key];
  if (!next) return;
  event.preventDefault();
  all[next(at, all.length)]?.focus();
}

/** Tabs with counts; children are the panels (`TabPanel`). */
export function Tabs({ label, tabs, value, onChange, children, className = "", listClassName = "" }: Props) {
  const base = useId();
  const context = useMemo(() => ({ base, value }), [base, value]);
  return (
    <Context.Provider value={context}>
      <div className={`flex min-h-0 flex-col ${className}`}>
        <div
          role="tablist"
          aria-label={label}
          onKeyDown={moveAmongTabs}
          className={`relative flex shrink-0 gap-1 overflow-x-auto border-b border-line [scrollbar-width:none] ${listClassName}`}
        >
          {tabs.map((tab) => (
            <button
              key={tab.id}
              id={`${base}${tab.id}`}
              type="button"
              role="tab"
              aria-selected={tab.id === value}
              aria-controls={tab.id === value ? `${base}${tab.id}-panel` : undefined}
              tabIndex={tab.id === value ? 0 : -1}
              title={tab.hint}
              onClick={() => onChange(tab.id)}
              className="-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2 text-ink-2 hover:text-ink focus-visible:-outline-offset-2 aria-selected:border-accent aria-selected:font-semibold aria-selected:text-ink"
            >
              {tab.label}
              {tab.count === undefined || tab.count === null ? null : (
                <TabCount count={tab.count} isAlarm={tab.isAlarm ?? false} />
              )}
            </button>
          ))}
        </div>
        {children}
      </div>
    </Context.Provider>
  );
}

function TabCount({ count, isAlarm }: { readonly count: number; readonly isAlarm: boolean }) {
  const look = isAlarm && count > 0 ? "bg-bad-soft text-bad" : "bg-sunken text-ink-2";
  return (
    <span className={`min-w-5 rounded-sm px-1 text-center text-2xs font-medium ${look}`}>
      {count.toLocaleString("en-US")}
    </span>
  );
}

export function TabPanel({
  id,
  children,
  className = "",
}: {
  readonly id: string;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  const tabs = useContext(Context);
  if (tabs?.value !== id) return null;
  return (
    <div
      id={`${tabs.base}${id}-panel`}
      role="tabpanel"
      aria-labelledby={`${tabs.base}${id}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel must be reachable from its tab, also one without controls.
      tabIndex={0}
      className={`min-h-0 flex-1 focus-visible:-outline-offset-2 ${className}`}
    >
      {children}
    </div>
  );
}
