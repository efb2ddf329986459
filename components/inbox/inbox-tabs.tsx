"use client";
import type { ReactNode } from "react";
import { TabPanel, Tabs } from "#components/ui/tabs.tsx";
import type { InboxPage } from "#lib/views/inbox.ts";
import { type InboxTab, inboxTabs } from "#lib/views/inbox-tabs.ts";

const alarms: readonly InboxTab[] = ["blocked", "failed", "held"];
type Props<Tab extends InboxTab> = {
  readonly tab: Tab;
  readonly tabs: readonly Tab[];
  readonly counts: Pick<InboxPage["counts"], Tab>;
  readonly onChange: (tab: Tab) => void;
  readonly children: ReactNode;
};

/** The views of the inbox with their counts, kept up to date. */
export function InboxTabs<Tab extends InboxTab>({ tab, tabs: ids, counts, onChange, children }: Props<Tab>) {
  const tabs = ids.map((id) => ({
    id,
    label: inboxTabs[id].label,
    hint: inboxTabs[id].hint,
    count: counts[id].count,
    isAlarm: alarms.includes(id),
  }));
  return (
    <Tabs
      label="Views"
      tabs={tabs}
      value={tab}
      onChange={(id) => onChange(id as Tab)}
      className="flex-1 print:[&>[role=tablist]]:hidden"
      listClassName="bg-surface px-2"
    >
      <TabPanel id={tab} className="flex flex-col">
        {children}
      </TabPanel>
    </Tabs>
  );
}
