import type { ItemState } from "#lib/core/workflow.ts";

/** What ends a hold by itself, in the words behind "Held"; `lift` is ended by nobody but a person. */
export const holdUntils = {
  lift: { label: "Until somebody lifts it", words: "until somebody lifts it" },
  time: { label: "Until a time", words: "until" },
  link: { label: "Until the vendor is linked", words: "until the vendor is linked" },
  parent: { label: "Until the parent is Synced", words: "until the parent is Synced" },
  period: { label: "Until the accounting period opens", words: "until the accounting period opens" },
} as const;
export type HoldUntil = keyof typeof holdUntils;
export const holdUntilIds = Object.keys(holdUntils) as [HoldUntil, ...HoldUntil[]];

/** States in which an item can be held by a person; in every other one a hold ends. */
export const holdableStates: readonly ItemState[] = ["ready", "outbox", "exporting"];

/** "until 2026-05-31 17:00 UTC", "until the vendor is linked". */
export function holdWords(until: HoldUntil, at: string | null): string {
  return until === "time" ? `until ${at ?? "a time"}` : holdUntils[until].words;
}

/** What a hold waits for, as it is now; null where the item has no such thing. */
export type HoldFacts = {
  readonly now: number;
  readonly isVendorLinked: boolean | null;
  readonly isParentSynced: boolean | null;
  /** Null while its findings are older than the periods. */
  readonly isPeriodOpen: boolean | null;
};

/** Why a hold is over, as a sentence for the record; null as long as it lasts. `until` is an instant where it is a time. */
export function holdIsOver(kind: HoldUntil, until: number | null, facts: HoldFacts): string | null {
  switch (kind) {
    case "lift":
      return null;
    case "time":
      return until !== null && facts.now >= until ? "Its time has come" : null;
    case "link":
      return facts.isVendorLinked ? "The vendor is linked" : null;
    case "parent":
      return facts.isParentSynced ? "The parent is Synced" : null;
    case "period":
      return facts.isPeriodOpen ? "The accounting period is open" : null;
  }
}

/** Why an item cannot be held for this; null when it can. What has happened already is nothing to wait for. */
export function holdProblem(kind: HoldUntil, until: number | null, facts: HoldFacts): string | null {
  const over = holdIsOver(kind, until, facts);
  if (over !== null) return kind === "time" ? "The time is in the past." : `${over} already.`;
  if (kind === "time" && (until === null || until > facts.now + 366 * 86_400_000))
    return "The time is missing, or more than a year ahead.";
  if (kind === "link" && facts.isVendorLinked === null) return "It has no vendor.";
  if (kind === "parent" && facts.isParentSynced === null) return "It belongs to no other item.";
  if (kind === "period" && facts.isPeriodOpen === null) return "It is being checked against the periods just now.";
  return null;
}
