import type { StuckHolder } from "#lib/core/stuck.ts";
import type { Gesture, ItemState } from "#lib/core/workflow.ts";

/** The next step as a button: a gesture of its item or a place to go; closed with the reason and whom to ask. */
export type StuckStep = {
  readonly label: string;
  readonly gesture: Gesture | null;
  readonly itemId: string;
  /** Where it is done. */
  readonly href: string;
  readonly reason: string | null;
};

/** Why an item does not move, from it down to the cause (ux.md N2), and how long it was with whom (N19). */
export type StuckView = {
  readonly itemId: string;
  readonly name: string;
  readonly sentence: string;
  readonly links: readonly {
    readonly itemId: string;
    readonly name: string;
    readonly state: ItemState;
    readonly canOpen: boolean;
    readonly holder: StuckHolder;
    readonly sentence: string;
    readonly fix: string | null;
    readonly since: string;
    readonly next: StuckStep | null;
  }[];
  /** Whole seconds with each holder, up to `now`. */
  readonly clock: Readonly<Record<"project" | "accounting" | "erp", number>>;
  /** When Sage was last read; null before the first time. */
  readonly readAt: string | null;
  readonly now: string;
};
