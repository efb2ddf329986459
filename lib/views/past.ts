import { z } from "zod";
import type { PastStanding } from "#lib/core/as-of.ts";
import { InboxFilter, type InboxRow, type Total } from "#lib/views/inbox.ts";
import { type PastTab, pastTabIds } from "#lib/views/inbox-tabs.ts";
import type { ItemView } from "#lib/views/item.ts";

/** An instant with its zone, to the microsecond at most. */
export const Instant = z.iso.datetime({ offset: true, error: "is no instant, 2026-03-14T10:12:00Z" });

/** What the review shows of an item at a past instant; nothing of it can be acted on. */
export type PastView = Pick<
  ItemView,
  | "id"
  | "version"
  | "recordType"
  | "typeLabel"
  | "kindLabel"
  | "state"
  | "stateLabel"
  | "lane"
  | "number"
  | "title"
  | "amount"
  | "project"
  | "vendor"
  | "parent"
  | "assignee"
  | "sourceStatus"
  | "sentBy"
  | "sentAt"
  | "revision"
  | "hasNewerRevision"
  | "fieldSpecs"
  | "fields"
  | "findings"
  | "document"
  | "documentProblem"
  | "details"
  | "lines"
  | "linesTotal"
  | "attempts"
  | "timeline"
> & {
  /** What the list said of it: a finding, or what the export waited for. */
  readonly note: string | null;
  readonly sageId: string;
  readonly hold: NonNullable<ItemView["holding"]>["hold"];
  readonly signedBy: { readonly name: string; readonly at: string } | null;
  readonly rejection: Omit<NonNullable<ItemView["rejection"]>, "points"> | null;
  /** When the checks first left the findings as they are here; null where no check had been made. */
  readonly checkedAt: string | null;
};

/** An item at an instant, or why there is nothing to show. */
export type PastItem = {
  readonly id: string;
  /** As the item is called now, for words around an empty page. */
  readonly number: string;
  /** The project, for the way back of those who have no inbox. */
  readonly project: ItemView["project"];
  readonly at: string;
  readonly standing: PastStanding;
  /** From when on versions of the item are kept. */
  readonly keptFrom: string;
  readonly view: PastView | null;
  readonly now: string;
};

/** The filter of the inbox at an instant: the address bar's schema and the query's input in one. */
export const PastInboxFilter = InboxFilter.omit({ group: true, finding: true }).extend({
  at: Instant,
  tab: z.enum(pastTabIds).catch("ready").default("ready"),
});
export type PastInboxFilter = z.infer<typeof PastInboxFilter>;

export type PastRow = Pick<
  InboxRow,
  "id" | "typeLabel" | "kindLabel" | "state" | "lane" | "number" | "title" | "project" | "amount" | "assignee" | "note"
> & {
  readonly vendor: { readonly id: string; readonly name: string } | null;
  readonly sentAt: string | null;
  readonly stateAt: string;
  readonly sageId: string;
  readonly isReturned: boolean;
  readonly isOnHold: boolean;
};
export type PastInbox = {
  readonly at: string;
  readonly standing: Exclude<PastStanding, "not_yet">;
  readonly keptFrom: string | null;
  readonly rows: readonly PastRow[];
  readonly next: string | null;
  readonly counts: Readonly<Record<PastTab, Total>>;
  /** The whole filtered list; null when it would be expensive to know. */
  readonly total: Total | null;
  readonly projects: readonly { readonly id: string; readonly label: string }[];
  readonly types: readonly { readonly id: string; readonly label: string }[];
  readonly now: string;
};
