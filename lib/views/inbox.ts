import { z } from "zod";
import type { Lane } from "#lib/core/findings.ts";
import type { HoldUntil } from "#lib/core/holds.ts";
import type { Money } from "#lib/core/money.ts";
import { amountPattern, daysPattern, type NarrowingKey } from "#lib/core/narrowing.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { type InboxTab, inboxGroupingIds, inboxSorts, inboxTabIds } from "#lib/views/inbox-tabs.ts";
import type { RunProgress } from "#lib/views/run-progress.ts";

const amount = z.string().regex(amountPattern).optional().catch(undefined);

/** What narrows a list, whatever its tab and order. */
export const narrowing = {
  type: z.string().max(40).optional(),
  project: z.string().max(40).optional(),
  vendor: z.string().max(40).optional(),
  assignee: z.string().max(40).optional(),
  /** Words that number, title, vendor, project or Sage id must contain. */
  q: z.string().max(100).optional(),
  /** The name of who sent it. */
  sender: z.string().max(200).optional(),
  /** The smallest and the largest amount, both included. */
  least: amount,
  most: amount,
  /** So many days, or more, in its present state. */
  days: z.string().regex(daysPattern).optional().catch(undefined),
  /** The code of a finding that it has. */
  finding: z.string().max(100).optional(),
} satisfies Record<NarrowingKey, z.ZodType>;

/** The filter of the inbox: the address bar's schema and the query's input in one. */
export const InboxFilter = z.object({
  tab: z.enum(inboxTabIds).catch("ready").default("ready"),
  ...narrowing,
  sort: z.enum(inboxSorts).catch("sent").default("sent"),
  dir: z.enum(["asc", "desc"]).catch("desc").default("desc"),
  /** What the list is grouped by on the screen; the list itself does not change with it. */
  group: z.enum(inboxGroupingIds).optional().catch(undefined),
  /** Keyset cursor, opaque; absent = first page. */
  after: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).catch(100).default(100),
});
export type InboxFilter = z.infer<typeof InboxFilter>;

/** Which list, and by what it is to be added up. */
export const InboxGroupFilter = InboxFilter.pick({ tab: true }).extend({
  ...narrowing,
  group: z.enum(inboxGroupingIds),
});
export type InboxGroupFilter = z.infer<typeof InboxGroupFilter>;

/** The project of a document; one that belongs to the company has no id and no number. */
export type PlaceView = { readonly id: string | null; readonly number: string; readonly name: string };

export type PersonView = { readonly id: string; readonly name: string };
/** A person's hold: who, since when, until when or what, and why. */
export type HoldView = {
  readonly by: string;
  readonly at: string;
  readonly until: HoldUntil;
  readonly untilAt: string | null;
  readonly note: string;
};

export type InboxRow = {
  readonly id: string;
  readonly version: number;
  readonly recordType: string;
  readonly typeLabel: string;
  readonly kindLabel: string;
  /** Beside a number that does not tell it itself; null where it does. */
  readonly kindShort: string | null;
  readonly state: ItemState;
  readonly lane: Lane;
  readonly isReturned: boolean;
  readonly number: string;
  readonly title: string;
  readonly project: PlaceView;
  readonly vendor: { readonly id: string; readonly name: string; readonly isLinked: boolean } | null;
  readonly amount: Money;
  /** Who is to decide on it; null: whoever comes first. */
  readonly assignee: PersonView | null;
  readonly sentAt: string | null;
  /** When its state changed last. */
  readonly movedAt: string;
  readonly blocks: number;
  readonly warns: number;
  /** First blocking or warning sentence, or what the export waits for; null when there is nothing to say. */
  readonly note: string | null;
  readonly sageId: string;
  readonly revisionId: string;
  readonly revisionNumber: number;
  /** Hash of the export document that Accept would accept; null when none could be rendered. */
  readonly documentSha256: string | null;
  readonly releaseAt: string | null;
  /** The items that have to be accepted before this one or with it, where nothing else stands against it. */
  readonly goesAfter: readonly string[];
  readonly hold: HoldView | null;
  /** Whether a rule asks for two signatures, and the first one where it stands; null where one acceptance is enough. */
  readonly signature: { readonly firstBy: string | null; readonly isOwn: boolean } | null;
};

export type Total = { readonly count: number; readonly amount: Money };
export type InboxPage = {
  readonly rows: readonly InboxRow[];
  readonly next: string | null;
  /** Per tab, without the other filters; from maintained counters. */
  readonly counts: Readonly<Record<InboxTab, Total>>;
  /** The whole filtered list; null when it would be expensive to know. */
  readonly total: Total | null;
  readonly projects: readonly { readonly id: string; readonly label: string }[];
  readonly types: readonly { readonly id: string; readonly label: string }[];
  /** The company has accept rules: some items need two signatures. */
  readonly hasRules: boolean;
  /** The run that is under way in the company. */
  readonly run: RunProgress | null;
  /** The server's now (ISO), for ages and countdowns. */
  readonly now: string;
};

/** Whom an item may be assigned to: who decides, on which record types, and how much is with them. */
export type Assignees = {
  readonly people: readonly (PersonView & {
    readonly isMe: boolean;
    readonly recordTypes: readonly string[];
    readonly open: number;
  })[];
};

/** What a list can be narrowed by, as far as the company has it now. */
export type InboxChoices = {
  readonly senders: readonly string[];
  /** By how many open items have them, the most first. */
  readonly findings: readonly { readonly code: string; readonly words: string; readonly items: number }[];
};
/** Companies of the directory with the words in their name, by name, at most fifty. */
export type InboxVendors = { readonly vendors: readonly { readonly id: string; readonly name: string }[] };

/** One group; its id is what the filter of its kind takes. */
export type InboxGroup = Total & { readonly id: string; readonly label: string };
export type InboxGroups = {
  /** By label; null when the list has more items than `bound`. */
  readonly groups: readonly InboxGroup[] | null;
  readonly total: Total | null;
  readonly bound: number;
  readonly now: string;
};
