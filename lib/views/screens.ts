import type { Role } from "#lib/core/actors.ts";
import type { Clock } from "#lib/core/clock.ts";
import type { GateView } from "#lib/core/gates.ts";
import type { Pace, RungTotals } from "#lib/core/ladder.ts";
import type { ExportStatus } from "#lib/core/machines/export-state.ts";
import type { Money } from "#lib/core/money.ts";
import type { OutboxPart } from "#lib/core/outbox-parts.ts";
import type { Period } from "#lib/core/periods.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import type { EventFacts } from "#lib/views/event-facts.ts";
import type { InboxRow, Total } from "#lib/views/inbox.ts";
import type { ActionView } from "#lib/views/item.ts";

export type NavEntry = {
  readonly href: string;
  readonly label: string;
  readonly key: string;
  readonly isAllowed: boolean;
  readonly reason: string | null;
  readonly badge: number | null;
};

/** The frame around every screen: person, company, navigation, the Sage pill and the outbox counter. */
export type ShellView = {
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly roles: readonly Role[];
  };
  readonly company: Clock & {
    readonly id: string;
    readonly name: string;
    readonly currency: string;
  };
  readonly companies: readonly { readonly id: string; readonly name: string }[];
  readonly nav: readonly NavEntry[];
  readonly sage: {
    readonly tone: "good" | "wait" | "bad";
    readonly words: string;
    readonly readAt: string | null;
    /** A refresh runs; null otherwise. */
    readonly refresh: { readonly done: number; readonly of: number } | null;
  };
  readonly outbox: number;
  /** Notices that the person has not read; counted no further than a hundred. */
  readonly unread: number;
  readonly now: string;
};

export type OutboxRow = Pick<
  InboxRow,
  "id" | "version" | "number" | "title" | "project" | "vendor" | "amount" | "sageId" | "typeLabel" | "state" | "hold"
> & {
  readonly status: ExportStatus;
  readonly statusLabel: string;
  readonly releaseAt: string | null;
  readonly acceptedBy: string;
  readonly acceptedAt: string;
  readonly note: string | null;
  readonly canTakeBack: boolean;
  /** The decision on several items that it was part of; null when it was accepted alone. */
  readonly batch: { readonly id: string; readonly number: number } | null;
};
export type OutboxPage = {
  readonly rows: readonly OutboxRow[];
  readonly next: string | null;
  /** Over everything that is in each part, also what is not loaded. */
  readonly totals: Readonly<Record<OutboxPart, Total>>;
  /** The same over all that is under way. */
  readonly all: Total;
  readonly now: string;
};

export type ProjectRow = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly job: string | null;
  readonly counts: Readonly<Partial<Record<ItemState, Total>>>;
};
export type ProjectItem = {
  readonly id: string;
  readonly version: number;
  readonly typeLabel: string;
  readonly kindLabel: string;
  readonly number: string;
  readonly title: string;
  readonly vendorName: string | null;
  readonly amount: Money;
  readonly state: ItemState;
  readonly stateLabel: string;
  readonly sageId: string;
  /** Who at accounting is to decide on it; null: nobody in particular. */
  readonly assignee: string | null;
  readonly since: string;
  /** What accounting asked, or what Sage said, or what it waits for. */
  readonly note: string | null;
  readonly asks: readonly { readonly code: string; readonly label: string }[];
  /** Blocking sentences that Send would meet, so that they are cured before sending. */
  readonly checks: readonly string[];
  readonly actions: readonly ActionView[];
};
/** One page of the projects; `count`: how many there are in all pages. */
export type ProjectList = {
  readonly rows: readonly ProjectRow[];
  readonly next: string | null;
  readonly count: number;
  readonly now: string;
};

export type ProjectStatus = {
  readonly project: ProjectRow;
  /** The person may tie the project to a job, and take the tie off. */
  readonly canLink: boolean;
  /** Sees which documents stand in Sage already; only where the project has its job. */
  readonly canMatch: boolean;
  /** May make links that show the project to outsiders, and end them. */
  readonly canShare: boolean;
  /** Groups in the order of the page: returned to you first. */
  readonly groups: readonly {
    readonly id: "returned" | "not_sent" | "accounting" | "exporting" | "failed" | "synced";
    readonly label: string;
    readonly total: Total;
    readonly items: readonly ProjectItem[];
    readonly hasMore: boolean;
  }[];
  readonly readAt: string | null;
  readonly now: string;
};

export type LadderRung = Omit<RungTotals, "rung"> & {
  readonly id: RungTotals["rung"];
  readonly label: string;
  /** What counts do not say: the job's id, how many vendors are linked, why it is empty. */
  readonly note: string | null;
  /** Medians of the company's last proved documents, in whole seconds; null where there were too few. */
  readonly pace: Omit<Pace, "samples"> | null;
};
export type ProjectLadder = {
  readonly rungs: readonly LadderRung[];
  /** When Sage was last read; null before the first time. */
  readonly readAt: string | null;
  readonly now: string;
};

export type HistoryRow = {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  readonly onBehalfOf: string | null;
  /** The API token with which a program did it in their name. */
  readonly token: string | null;
  /** They did it with a link from a mail. */
  readonly isByMail: boolean;
  readonly kind: string;
  readonly words: string;
  readonly details: readonly string[];
  readonly facts: EventFacts;
  readonly itemId: string | null;
  readonly itemNumber: string | null;
  readonly typeLabel: string | null;
  readonly project: string | null;
  /** The page that the event changed and the reader may see, where it is about no item. */
  readonly pastPage: string | null;
  readonly hash: string;
};
export type HistoryPage = {
  readonly rows: readonly HistoryRow[];
  readonly next: string | null;
  /** Choices of the filter. */
  readonly types: readonly { readonly id: string; readonly label: string }[];
  readonly projects: readonly { readonly id: string; readonly label: string }[];
};

export type RefreshView = {
  readonly askedAt: string;
  readonly askedBy: string | null;
  readonly finishedAt: string | null;
  /** Tables of Sage that are read and compared, of all that were asked for. */
  readonly tables: { readonly done: number; readonly of: number };
  readonly legs: readonly {
    readonly id: string;
    readonly label: string;
    readonly state: "waits" | "runs" | "done" | "failed";
    /** What it has done, or why it has not. */
    readonly words: string;
    readonly startedAt: string | null;
    readonly finishedAt: string | null;
  }[];
};

export type HealthView = {
  readonly clients: readonly {
    readonly id: string;
    readonly name: string;
    readonly host: string | null;
    readonly version: string | null;
    readonly isConnected: boolean;
    readonly lastSeenAt: string | null;
    readonly isRevoked: boolean;
  }[];
  readonly legs: readonly {
    readonly id: string;
    readonly label: string;
    readonly tone: "good" | "wait" | "bad";
    readonly words: string;
    readonly at: string | null;
  }[];
  readonly tables: readonly {
    readonly table: string;
    readonly rows: number;
    readonly readAt: string | null;
    /** Why it could not be read last, in Sage's or the sync client's words. */
    readonly problem: string | null;
    /** Columns that this Sage does not have; they stay empty here. */
    readonly missing: readonly string[];
    /** Every Sage has it: what is shown is as old as it. */
    readonly isNeeded: boolean;
  }[];
  /** The newest refresh that somebody asked for, running or at its end. */
  readonly refresh: RefreshView | null;
  readonly events: readonly { readonly at: string; readonly level: string; readonly words: string }[];
  readonly now: string;
};

/** Changes of the company profile with the values before and after, by setting. */
export type SettingsChanges = {
  readonly rows: readonly {
    readonly seq: number;
    readonly at: string;
    readonly who: string;
    readonly note: string;
    readonly before: Readonly<Record<string, unknown>>;
    readonly after: Readonly<Record<string, unknown>>;
  }[];
  readonly next: string | null;
};

export type SettingsView = {
  readonly profile: Readonly<Record<string, unknown>>;
  readonly gates: readonly GateView[];
  readonly periods: readonly Period[];
  /** Today in the company's time zone, YYYY-MM-DD. */
  readonly today: string;
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly roles: readonly Role[];
    readonly grants: readonly string[];
    readonly projectIds: readonly string[];
    readonly procoreUserId: string | null;
    /** Belongs to another company of this installation too. */
    readonly isElsewhere: boolean;
    readonly isDisabled: boolean;
  }[];
  readonly projects: readonly { readonly id: string; readonly label: string }[];
  readonly recordTypes: readonly { readonly id: string; readonly label: string }[];
  readonly canChange: { readonly isAllowed: boolean; readonly reason: string | null };
};
