import type { Money } from "#lib/core/money.ts";
import type { StuckHolder } from "#lib/core/stuck.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import type { PlaceView } from "#lib/views/inbox.ts";

/** One line of Sync health: what holds items up, how many, since when, whose it is and what to do about it. */
export type CauseLine = {
  readonly key: string;
  readonly words: string;
  readonly holder: StuckHolder;
  readonly fix: string;
  /** The button that leads to the fix. */
  readonly next: { readonly label: string; readonly href: string };
  readonly canRetry: boolean;
  readonly items: number;
  readonly amount: Money;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly owner: { readonly id: string; readonly name: string } | null;
  /** Null while it is not muted. */
  readonly mute: { readonly until: string; readonly note: string; readonly by: string } | null;
};

export type CauseItem = {
  readonly id: string;
  readonly version: number;
  readonly kindLabel: string;
  readonly number: string;
  readonly title: string;
  readonly amount: Money;
  readonly state: ItemState;
  readonly sha256: string | null;
  readonly place: PlaceView;
  readonly vendorName: string | null;
  readonly sageId: string;
  readonly at: string;
  /** What the check or Sage said of this very item. */
  readonly words: string | null;
};

export type CauseList = {
  /** The causes with the most items; those that are muted stand behind the others. */
  readonly causes: readonly CauseLine[];
  /** Causes that are left out of the list. */
  readonly moreCauses: number;
  readonly now: string;
};

export type CauseView = {
  readonly key: string;
  readonly words: string;
  /** Null when it holds nothing up now. */
  readonly line: CauseLine | null;
  readonly rows: readonly CauseItem[];
  readonly next: string | null;
  readonly history: readonly {
    readonly id: string;
    readonly words: string;
    readonly peakItems: number;
    readonly openedAt: string;
    readonly closedAt: string | null;
  }[];
  readonly owners: readonly { readonly id: string; readonly name: string }[];
  readonly now: string;
};
