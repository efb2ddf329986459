"use client";
import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

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

/** Tabs with counts; children are the panels (`TabPanel`). */
export function Tabs({ label, tabs, value, onChange, children, className = "", listClassName = "" }: Props) {
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => onChange(String(next))}
      className={`flex min-h-0 flex-col ${className}`}
    >
      <Base.List
        aria-label={label}
        className={`relative flex shrink-0 gap-1 overflow-x-auto border-b border-line [scrollbar-width:none] ${listClassName}`}
      >
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.id}
            value={tab.id}
            title={tab.hint}
            className="-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2 text-ink-2 hover:text-ink focus-visible:-outline-offset-2 data-active:border-accent data-active:font-semibold data-active:text-ink"
          >
            {tab.label}
            {tab.count === undefined || tab.count === null ? null : (
              <TabCount count={tab.count} isAlarm={tab.isAlarm ?? false} />
            )}
          </Base.Tab>
        ))}
      </Base.List>
      {children}
    </Base.Root>
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
  return (
    <Base.Panel value={id} className={`min-h-0 flex-1 focus-visible:-outline-offset-2 ${className}`}>
      {children}
    </Base.Panel>
  );
}
