/** The tabs of the inbox, in the order of the screen; each is a set of item states and lanes (ux.md 6.1). */
export const inboxTabs = {
  ready: { label: "Ready to Export", hint: "Everything that waits for a decision" },
  clean: { label: "Clean", hint: "Nothing to say against it" },
  look: { label: "Needs a look", hint: "Warnings, nothing that blocks" },
  blocked: { label: "Blocked", hint: "Cannot be accepted until a finding is cleared" },
  returned: { label: "Returned", hint: "Sent again after a rejection" },
  onhold: { label: "Held", hint: "Held by a person until a time, an event, or until somebody lifts it" },
  failed: { label: "Failed to Export", hint: "Refused by Sage or stopped before release" },
  held: { label: "Needs an answer", hint: "Outcome unknown, or a person has to say what Sage shows" },
  outbox: { label: "Outbox", hint: "Accepted, not yet proved in Sage" },
  synced: { label: "Synced", hint: "Proved by reading it back" },
  second: { label: "Second signature", hint: "Signed by one accountant; another one gives the second" },
  mine: { label: "Mine", hint: "Assigned to you, and with accounting" },
  all: { label: "All", hint: "Every item that was ever sent" },
} as const;
export type InboxTab = keyof typeof inboxTabs;
export const inboxTabIds = Object.keys(inboxTabs) as [InboxTab, ...InboxTab[]];

/** Without second signatures: which signature counted then is not kept. */
export const pastTabIds = inboxTabIds.filter((tab) => tab !== "second") as [PastTab, ...PastTab[]];
export type PastTab = Exclude<InboxTab, "second">;

const runTabs: readonly InboxTab[] = ["ready", "clean", "look", "returned", "second", "mine", "all"];
/** Whether everything in a tab can be accepted as a run: its items wait for a decision, or some of them do. */
export function isRunTab(tab: InboxTab): boolean {
  return runTabs.includes(tab);
}

export const inboxSorts = ["sent", "amount", "number", "moved"] as const;

/** The orders of a list in words, one for each direction. */
export const inboxSortLabels: Readonly<
  Record<(typeof inboxSorts)[number], { readonly label: string; readonly asc: string; readonly desc: string }>
> = {
  sent: { label: "Sent", asc: "oldest first", desc: "newest first" },
  amount: { label: "Amount", asc: "smallest first", desc: "largest first" },
  number: { label: "Number", asc: "from A to Z", desc: "from Z to A" },
  moved: { label: "Last change of state", asc: "longest ago first", desc: "newest first" },
};

/** What a list can be grouped by, with the filter that opens one group. */
export const inboxGroupings = { project: "Project", vendor: "Vendor", type: "Type", assignee: "Assigned to" } as const;
export const inboxGroupingIds = Object.keys(inboxGroupings) as [
  keyof typeof inboxGroupings,
  ...(keyof typeof inboxGroupings)[],
];

/** In place of an id: items without a project, without a vendor, or assigned to nobody. */
export const noneOf = "none";
