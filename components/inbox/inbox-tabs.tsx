"use client";
import type { ReactNode } from "react";
import { TabPanel, Tabs } from "#components/ui/tabs.tsx";
import type { InboxPage } from "#lib/views/inbox.ts";
import { type InboxTab, inboxTabIds, inboxTabs } from "#lib/views/inbox-tabs.ts";

const alarms: readonly InboxTab[] = ["blocked", "failed", "held"];
type Props = {
  readonly tab: InboxTab;
  readonly counts: InboxPage["counts"];
  readonly onChange: (tab: InboxTab) => void;
  readonly children: ReactNode;
};

/** The views of the inbox with their counts, kept up to date. */
export function InboxTabs({ tab, counts, onChange, children }: Props) {
  const tabs = inboxTabIds.map((id) => ({
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
      onChange={(id) => onChange(id as InboxTab)}
      className="flex-1 print:[&>[role=tablist]]:hidden"
      listClassName="bg-surface px-2"
    >
      <TabPanel id={tab} className="flex flex-col">
        {children}
      </TabPanel>
    </Tabs>
  );
}
