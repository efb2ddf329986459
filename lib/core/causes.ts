import type { Finding } from "#lib/core/findings.ts";
import type { Alarm } from "#lib/core/machines/export-state.ts";
import { type Money, sum, toScale } from "#lib/core/money.ts";
import { brokenLeg, type SageLeg, type StuckHolder } from "#lib/core/stuck.ts";

/**
 * What holds items up, grouped by cause (ux.md 6.7). The database groups items by where they stand and by the words they carry;
 * here each such group gets a key that stays the same from day to day, the words for people, a fix and where it is done.
 */
export const causeBases = [
  "finding",
  "failed",
  "held",
  "unknown",
  "imported",
  "queued",
  "waiting",
  "unreleased",
  "alarm",
] as const;
export type CauseBasis = (typeof causeBases)[number];

/** Items of one basis with the same words: `detail` is a finding's code, a note, or an alarm. */
export type CauseGroup = {
  readonly basis: CauseBasis;
  readonly detail: string;
  /** The newest finding of the group, where findings are its basis, and how many different sentences there are. */
  readonly finding: Pick<Finding, "sentence" | "fixer" | "fix"> | null;
  readonly sentences: number;
  readonly items: number;
  readonly amount: Money;
  readonly firstAt: string;
  readonly lastAt: string;
};

/** Where the fix is done; `cause` is the list of the cause's own items. */
export type CausePlace = "vendors" | "health" | "unknown" | "cause";
export type Cause = {
  readonly key: string;
  readonly words: string;
  readonly holder: StuckHolder;
  readonly fix: string;
  readonly next: { readonly words: string; readonly at: CausePlace };
  /** Its items have failed and can be tried again once the cause is cured. */
  readonly canRetry: boolean;
  readonly items: number;
  readonly amount: Money;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly groups: readonly Pick<CauseGroup, "basis" | "detail">[];
};

type Kind = Pick<Cause, "key" | "words" | "holder" | "fix" | "next" | "canRetry">;

export const alarmWords = {
  late_success: "an older attempt reported success after a newer one began",
  double_success: "two attempts both report success; look for a second entry in Sage",
  fence_never_leased: "a report came for an attempt that was never given out",
  success_after_stop: "Sage shows the document although the export was taken back",
} as const satisfies Record<Alarm, string>;

/** One cause for each key, the one with the most items first. `leg`: exports that wait for Sage wait for the part of it that is cut. */
export function causesOf(groups: readonly CauseGroup[], leg: SageLeg): readonly Cause[] {
  const causes = new Map<string, { kind: Kind; groups: CauseGroup[] }>();
  for (const group of groups) {
    const kind = kindOf(group, leg);
    const known = causes.get(kind.key);
    if (known) known.groups.push(group);
    else causes.set(kind.key, { kind, groups: [group] });
  }
  return [...causes.values()].map(merged).toSorted((a, b) => b.items - a.items || a.key.localeCompare(b.key));
}

function merged({ kind, groups }: { readonly kind: Kind; readonly groups: readonly CauseGroup[] }): Cause {
  const firstAt = groups.map((group) => group.firstAt).toSorted()[0] ?? "";
  const lastAt =
    groups
      .map((group) => group.lastAt)
      .toSorted()
      .at(-1) ?? "";
  return {
    ...kind,
    items: groups.reduce((all, group) => all + group.items, 0),
    amount: toScale(sum(groups.map((group) => group.amount)), 2),
    ...{ firstAt, lastAt },
    groups: groups.map(({ basis, detail }) => ({ basis, detail })),
  };
}

/** Sage's words begin with line, record and key of one document; the cause is what follows. */
const ownPlace = /^line \d+ [A-Z*]+ [^:]+: /;
const longestKey = 200;

/** The words of a note without what belongs to one document only, as a sentence. */
export function causeWords(note: string): string {
  const words = note.replace(ownPlace, "").replace(/\s+/g, " ").trim().replace(/\.+$/, "");
  return words === "" ? "No reason was given" : words;
}

/** Takes the key of a cause, returns the bases its groups can have; none where no cause has such a key. */
export function basesOfKey(key: string): readonly CauseBasis[] {
  const start = key.split(":", 1)[0];
  return start === "way" ? wayBases : causeBases.filter((basis) => basis === start);
}
/** What is accepted and on its way: the part of the way that is cut is one cause for several of them. */
const wayBases = ["unknown", "queued", "waiting", "unreleased"] as const;

/** The key of a cause: its basis, and its words in one spelling. */
export function causeKey(basis: string, words: string): string {
  return `${basis}:${words.toLowerCase()}`.slice(0, longestKey);
}

const itsItems = { words: "See the items", at: "cause" } as const;
const sides = { words: "See both sides", at: "unknown" } as const;

function kindOf(group: CauseGroup, leg: SageLeg): Kind {
  const words = causeWords(group.detail);
  const key = causeKey(group.basis, words);
  switch (group.basis) {
    case "finding":
      return foundKind(group);
    case "failed":
      return {
        ...{ key, words: `Failed to Export: ${words}.`, holder: "accounting", canRetry: true },
        fix: "Cure the cause, then try its items again, or reject them.",
        next: itsItems,
      };
    case "held":
      return {
        ...{ key, words: `Held for a decision: ${words}.`, holder: "accounting", canRetry: false },
        fix: "Look into Sage and say whether it is the same document.",
        next: sides,
      };
    case "alarm":
      return {
        ...{ key, words: `Alarm: ${alarmWords[group.detail as Alarm] ?? words}.`, holder: "accounting" },
        fix: "Look into Sage for a second entry; the item's record has every attempt.",
        ...{ next: itsItems, canRetry: false },
      };
    case "imported":
      return {
        ...{ key, words: `In Sage and not finished there: ${words}.`, holder: "accounting", canRetry: false },
        fix: "Do it in Sage; Countersign sees it by itself.",
        next: itsItems,
      };
    default:
      return underWayKind(group.basis, key, words, leg);
  }
}

/** A check that closes Accept: whoever cures it holds its items. */
function foundKind({ detail, finding, sentences }: CauseGroup): Kind {
  const fixer = finding?.fixer ?? "accounting";
  const sentence = finding?.sentence ?? detail;
  const more = sentences > 1 ? ` And ${sentences - 1} more like it.` : "";
  const isVendor = finding?.fix.action === "link-vendor";
  return {
    key: causeKey("finding", detail),
    words: `${sentence}${more}`,
    // What the project corrects in Procore goes back there only when accounting rejects it.
    holder: fixer === "project" ? "accounting" : fixer,
    fix: finding?.fix.words ?? "Open the items.",
    next: isVendor ? { words: "Link vendors", at: "vendors" } : itsItems,
    canRetry: false,
  };
}

/** Accepted and on its way: the part of the way that is cut, or whoever lets it lie. */
function underWayKind(basis: (typeof wayBases)[number], key: string, words: string, leg: SageLeg): Kind {
  const cut = brokenLeg(leg);
  if (cut !== null && (basis === "unknown" || basis === "queued")) return { ...cuts[cut], key: `way:${cut}` };
  switch (basis) {
    case "unknown":
      return {
        ...{ key, words: `Nobody knows yet whether it is in Sage: ${words}.`, holder: "machine", canRetry: false },
        fix: "Sage is being asked; nothing is sent a second time before the answer.",
        next: sides,
      };
    case "waiting":
      return {
        ...{ key: "way:waiting", words: "Accepted, and waiting for another document.", holder: "nobody" },
        fix: "Open an item and ask why it is stuck (W): the chain ends at what has to be done.",
        ...{ next: itsItems, canRetry: false },
      };
    case "queued":
      return { ...idle, key: "way:queued", words: "Released, and not taken by a sync client." };
    case "unreleased":
      return { ...idle, key: "way:unreleased", words: "The time of release is over, and nothing released it." };
  }
}

const idle = {
  holder: "admin",
  fix: "Look whether the worker runs; everything goes on by itself.",
  next: itsItems,
  canRetry: false,
} as const;

const openHealth = { words: "Open Sync health", at: "health" } as const;
const cuts: Readonly<Record<"none" | "away" | "unreadable", Omit<Kind, "key">>> = {
  none: {
    ...{ words: "No sync client is enrolled.", holder: "admin", fix: "Enrol one." },
    ...{ next: openHealth, canRetry: false },
  },
  away: {
    ...{ words: "The sync client is away.", holder: "admin" },
    fix: "Start it on the Sage server; everything goes on by itself.",
    ...{ next: openHealth, canRetry: false },
  },
  unreadable: {
    ...{ words: "Sage cannot be read.", holder: "sage" },
    fix: "Let the sync client read Sage again; nothing is written before.",
    ...{ next: openHealth, canRetry: false },
  },
};

/** True while a mute holds; a mute always has an end. */
export function isMuted(mutedUntil: string | null, now: string): boolean {
  return mutedUntil !== null && Date.parse(mutedUntil) > Date.parse(now);
}
