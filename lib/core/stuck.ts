import type { Finding } from "#lib/core/findings.ts";
import type { ExportStatus } from "#lib/core/machines/export-state.ts";
import type { Gesture, ItemState } from "#lib/core/workflow.ts";

/** Whoever has to do something next (ux.md N2, N19); `machine` is Countersign itself, `nobody` only waits. */
export const stuckHolders = {
  project: "Project manager",
  accounting: "Accounting",
  admin: "Administrator",
  sage: "Sage",
  machine: "Countersign",
  nobody: "Nobody",
} as const;
export type StuckHolder = keyof typeof stuckHolders;

/** The button that does the next step: a gesture of the item, or the screen where it is done. */
export type NextStep = {
  readonly words: string;
  readonly at: "item" | "vendors" | "outbox" | "health";
  readonly gesture: Gesture | null;
};

/** An item as far as the question goes; instants are ISO, `note` is what its export or its checks say. */
export type StuckItem = {
  readonly id: string;
  /** "Work order contract SC-1". */
  readonly name: string;
  readonly state: ItemState;
  readonly stateAt: string;
  readonly export: ExportStatus | null;
  readonly releaseAt: string | null;
  readonly note: string | null;
  /** The findings that block it, the first one first. */
  readonly blocks: readonly Finding[];
  readonly documentProblem: string | null;
  /** Who holds it and until when or what, in words; null where nobody does. */
  readonly hold?: { readonly by: string; readonly at: string; readonly words: string } | null | undefined;
  /** Who gave the first of two signatures; null where nobody did, or one acceptance is enough. */
  readonly signedBy?: string | null | undefined;
  /** What it belongs to, stands on, or goes after, in the order in which it is waited for. */
  readonly waitsFor: readonly string[];
};

/** The way to Sage as it is now. */
export type SageLeg = {
  readonly hasClient: boolean;
  readonly isConnected: boolean;
  readonly isReadable: boolean;
  readonly seenAt: string | null;
};

export type StuckLink = {
  readonly itemId: string;
  readonly name: string;
  readonly state: ItemState;
  readonly holder: StuckHolder;
  readonly sentence: string;
  /** What to do about it, in words; null where there is nothing to do. */
  readonly fix: string | null;
  readonly since: string;
  readonly next: NextStep | null;
};
export type Stuck = { readonly sentence: string; readonly links: readonly StuckLink[] };

const unaccepted: ReadonlySet<ItemState> = new Set(["not_sent", "ready", "retrieved", "rejected"]);
/** Codes of the findings that wait for the acceptance of another item end so. */
const waitsForAcceptance = ({ code }: Finding) => code.endsWith(".not_accepted");

/**
 * Why an item does not move: the chain from it down to what somebody can do something about, and the whole in one sentence.
 * `items` holds the item and what it waits for, by id; what is missing there ends the chain. Never empty.
 */
export function stuckOf(items: ReadonlyMap<string, StuckItem>, item: StuckItem, leg: SageLeg): Stuck {
  const links: StuckLink[] = [];
  const seen = new Set<string>();
  let at = item;
  for (;;) {
    seen.add(at.id);
    const onto = at.waitsFor
      .flatMap((id) => items.get(id) ?? [])
      .find((other) => !seen.has(other.id) && isWaitedFor(at, other));
    if (!onto) break;
    links.push(linkOf(at, waitCause(at, onto)));
    at = onto;
  }
  const last = linkOf(at, causeOf(at, leg, links.length > 0));
  const names = [...links.slice(1), last].map(({ name }) => name);
  const sentence = links.length > 0 ? `${item.name} waits for ${names.join(", that for ")}: ${last.sentence}` : null;
  return { sentence: sentence ?? last.sentence, links: [...links, last] };
}

type Cause = Pick<StuckLink, "holder" | "sentence" | "fix" | "next"> & { readonly since?: string | null };

function linkOf(item: StuckItem, { since, ...cause }: Cause): StuckLink {
  return { itemId: item.id, name: item.name, state: item.state, since: since ?? item.stateAt, ...cause };
}

/** Before acceptance only what has to be accepted first stands in the way, afterwards whatever is not proved and standing. */
function isWaitedFor(item: StuckItem, other: StuckItem): boolean {
  if (item.state === "ready" || item.state === "failed")
    return item.blocks.some(waitsForAcceptance) && unaccepted.has(other.state);
  if (item.state !== "outbox" || item.export !== "waiting") return false;
  return other.state !== "synced" || other.export === "unlinking" || other.export === "proved";
}

function waitCause(item: StuckItem, onto: StuckItem): Cause {
  const others = item.blocks.filter((finding) => !waitsForAcceptance(finding));
  const besides = others.length > 0 ? ` ${others[0]?.sentence ?? ""}` : "";
  const does = item.state === "outbox" ? "to be Synced" : "to be accepted";
  return {
    holder: "nobody",
    sentence: `${item.name} waits for ${onto.name} ${does}.${besides}`,
    fix: null,
    next: null,
  };
}

const open = (words: string): NextStep => ({ words, at: "item", gesture: null });
const gesture = (words: string, of: Gesture): NextStep => ({ words, at: "item", gesture: of });

/** What holds an item that waits for no other one. `isBelow`: something waits for it. */
function causeOf(item: StuckItem, leg: SageLeg, isBelow: boolean): Cause {
  const { name, state, hold } = item;
  if (hold)
    return {
      holder: "accounting",
      sentence: `${name} is held by ${hold.by} ${hold.words}.`,
      fix: "Lift the hold, or wait until it is over.",
      next: open("Open"),
      since: hold.at,
    };
  switch (state) {
    case "not_sent":
      return unsent(item, `${name} was not sent to accounting yet.`, gesture("Send to ERP", "send"));
    case "retrieved":
      return unsent(item, `${name} was retrieved by the project.`, gesture("Re-send", "send"));
    case "rejected":
      return {
        holder: "project",
        sentence: `Accounting returned ${name} to the project${item.note ? `: ${withoutStop(item.note)}` : ""}.`,
        fix: "Correct it in Procore, then re-send it.",
        next: gesture("Re-send", "send"),
      };
    case "ready":
      return ready(item);
    case "outbox":
      return inOutbox(item);
    case "exporting":
    case "unknown":
      return underWay(item, leg);
    case "held":
      return {
        holder: "accounting",
        sentence: `${name} needs an answer${item.note ? `: ${withoutStop(item.note)}` : ""}.`,
        fix: "Look into Sage and say whether it is the same document.",
        next: open("Decide"),
      };
    case "failed":
      return failed(item);
    case "synced":
      return settled(item, isBelow);
  }
}

const withoutStop = (words: string) => words.replace(/\.+$/, "");

function unsent({ blocks }: StuckItem, sentence: string, next: NextStep): Cause {
  const mine = blocks.find((finding) => finding.fixer === "project");
  const fix = mine ? `${mine.sentence} Correct it in Procore before you send.` : null;
  return { holder: "project", sentence, fix, next };
}

function ready(item: StuckItem): Cause {
  const [first] = item.blocks;
  if (first) return found(item, first);
  const { name, documentProblem, signedBy } = item;
  if (documentProblem)
    return {
      holder: "accounting",
      sentence: `${name} cannot be written: ${withoutStop(documentProblem)}.`,
      fix: null,
      next: open("Open"),
    };
  if (signedBy)
    return {
      holder: "accounting",
      sentence: `${name} has its first signature, by ${signedBy}, and waits for a second accountant.`,
      fix: "Another accountant accepts or rejects it.",
      next: gesture("Accept", "accept"),
    };
  return {
    holder: "accounting",
    sentence: `${name} waits for the decision of accounting.`,
    fix: "Accept or reject it.",
    next: gesture("Accept", "accept"),
  };
}

/** A finding that closes Accept: whoever cures it holds the item. */
function found(item: StuckItem, finding: Finding): Cause {
  const more = item.blocks.length > 1 ? ` ${item.blocks.length - 1} more of its checks block it.` : "";
  const parts = { sentence: `${item.name}: ${finding.sentence}${more}`, fix: finding.fix.words };
  switch (finding.fixer) {
    case "project":
      return { ...parts, holder: "accounting", next: gesture("Reject", "reject") };
    case "accounting":
      return { ...parts, holder: "accounting", next: open("Open") };
    case "admin":
      return {
        ...parts,
        holder: "admin",
        next:
          finding.fix.action === "link-vendor" ? { words: "Link vendor", at: "vendors", gesture: null } : open("Open"),
      };
    case "sage":
      return { ...parts, holder: "sage", next: open("Open") };
  }
}

function inOutbox({ name, export: at, note }: StuckItem): Cause {
  const next: NextStep = { words: "Open the outbox", at: "outbox", gesture: null };
  if (at === "waiting") {
    const why = note ? withoutStop(note.replace(/^Waiting:? ?/, "")) : "something before it";
    return { holder: "machine", sentence: `${name} was accepted and waits: ${why}.`, fix: null, next };
  }
  return {
    holder: "machine",
    sentence: `${name} was accepted and waits in the outbox for its release.`,
    fix: "Nothing to do; it can be released at once, or taken back.",
    next,
  };
}

function underWay(item: StuckItem, leg: SageLeg): Cause {
  const { name, note } = item;
  if (item.export === "imported")
    return {
      holder: "accounting",
      sentence: `${name} is in Sage and not finished there: ${withoutStop(note ?? "Imported, not posted in Sage yet")}.`,
      fix: "Do it in Sage; Countersign sees it by itself.",
      next: open("See what is written"),
    };
  const cut = legCause(name, leg);
  if (cut) return cut;
  if (item.state === "unknown" || item.export === "unknown")
    return {
      holder: "machine",
      sentence: `Nobody knows yet whether ${name} is in Sage: ${withoutStop(note ?? "no answer came back")}.`,
      fix: "Sage is being asked; nothing is sent a second time before the answer.",
      next: open("See both sides"),
    };
  if (item.export === "leased")
    return { holder: "sage", sentence: `${name} is with Sage just now.`, fix: "Nothing to do.", next: null };
  return {
    holder: "machine",
    sentence: `${name} waits for its turn at the sync client.`,
    fix: "Nothing to do.",
    next: null,
  };
}

/** Where the way to Sage is cut: no sync client, none that answers, or one that cannot read Sage; null when it is whole. */
export function brokenLeg(leg: SageLeg): "none" | "away" | "unreadable" | null {
  if (!leg.hasClient) return "none";
  if (!leg.isConnected) return "away";
  return leg.isReadable ? null : "unreadable";
}

/** What is broken on the way to Sage, for everything that has to go there. */
function legCause(name: string, leg: SageLeg): Cause | null {
  const next: NextStep = { words: "Open Sync health", at: "health", gesture: null };
  const cut = brokenLeg(leg);
  if (cut === "none")
    return { holder: "admin", sentence: `${name} waits: no sync client is enrolled.`, fix: "Enrol one.", next };
  const since = leg.seenAt;
  if (cut === "away") {
    const fix = "Start it on the Sage server; everything goes on by itself.";
    return { holder: "admin", sentence: `${name} waits: the sync client is away.`, fix, next, since };
  }
  if (cut === "unreadable") {
    const fix = "Let the sync client read Sage again; nothing is written before.";
    return { holder: "sage", sentence: `${name} waits: Sage cannot be read.`, fix, next };
  }
  return null;
}

function failed(item: StuckItem): Cause {
  const [first] = item.blocks;
  if (first) return found(item, first);
  const why = item.note ? `: ${withoutStop(item.note)}` : "";
  return {
    holder: "accounting",
    sentence: `${item.name} failed to export${why}.`,
    fix: "Cure the cause and try again, or reject it.",
    next: gesture("Try again", "retry"),
  };
}

function settled({ name, export: at }: StuckItem, isBelow: boolean): Cause {
  if (at === "unlinking")
    return {
      holder: "accounting",
      sentence: `${name} is being unlinked: Sage is watched until it is deleted there.`,
      fix: "Delete it in Sage, or withdraw Unlink.",
      next: open("Open"),
    };
  if (isBelow)
    return {
      holder: "machine",
      sentence: `${name} is Synced and its link is being made.`,
      fix: "Nothing to do.",
      next: null,
    };
  return { holder: "nobody", sentence: `${name} is Synced; nothing holds it.`, fix: null, next: null };
}
