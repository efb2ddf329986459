"use client";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { InboxTab } from "#lib/views/inbox-tabs.ts";

const words: Readonly<Record<InboxTab, { readonly title: string; readonly text: string }>> = {
  ready: { title: "Nothing waits for you", text: "Items appear here as soon as a project manager sends them to ERP." },
  clean: { title: "Nothing clean waits", text: "Items without any finding appear here; they can be accepted as one." },
  look: { title: "Nothing needs a look", text: "Items with warnings appear here." },
  blocked: { title: "Nothing is blocked", text: "Items with a finding that must be cleared first appear here." },
  returned: {
    title: "Nothing was sent again",
    text: "Rejected items appear here when the project manager re-sends them.",
  },
  failed: {
    title: "Nothing failed",
    text: "Exports that Sage refused, or that were stopped before release, appear here.",
  },
  onhold: { title: "Nothing is held", text: "What you hold (H) appears here until its time or event comes." },
  held: { title: "Nothing needs an answer", text: "Exports whose outcome only a person can settle appear here." },
  outbox: { title: "The outbox is empty", text: "Accepted items appear here until they are proved in Sage." },
  synced: { title: "Nothing synced yet", text: "Items appear here once they were read back from Sage." },
  second: {
    title: "Nothing waits for a second signature",
    text: "Items that one accountant has signed, and another has to, appear here.",
  },
  mine: { title: "Nothing is assigned to you", text: "Items that you or others assign to you with N appear here." },
  all: { title: "No items yet", text: "Items appear here when a project manager sends the first one to ERP." },
};

type Props = {
  readonly tab: InboxTab;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
  readonly onReady: () => void;
};

export function EmptyInbox({ tab, isFiltered, onClear, onReady }: Props) {
  if (isFiltered) {
    return (
      <EmptyState title="Nothing matches the filter">
        <Button onPress={onClear} className="mt-2">
          Clear the filter
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={words[tab].title}>
      <p>{words[tab].text}</p>
      {tab === "ready" || tab === "all" ? null : (
        <Button onPress={onReady} className="mt-2">
          Show what waits
        </Button>
      )}
    </EmptyState>
  );
}
