import type { Agreement, MatchField } from "#lib/core/matching/decide.ts";
import type { Lane, Side } from "#lib/core/matching/side.ts";
import type { Money } from "#lib/core/money.ts";
import { type Refusal, wordsOf } from "#lib/core/refusals.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import type { ImportOptionView, ImportRow } from "#lib/views/imports.ts";
import type { Total } from "#lib/views/inbox.ts";
import type { PairOutcome } from "#lib/views/inputs.ts";
import type { ActionView } from "#lib/views/item.ts";

/** The lists of the screen: all that is not linked, its four parts, and what is beside them. */
export const vendorTabs = [
  "unlinked",
  "certain",
  "look",
  "none",
  "conflict",
  "linked",
  "archived",
  "duplicates",
] as const;
export type VendorTab = (typeof vendorTabs)[number];
export const vendorTabLabels: Readonly<Record<VendorTab, string>> = {
  unlinked: "Unlinked",
  certain: "Certain",
  look: "Needs a look",
  none: "No proposal",
  conflict: "Conflicts",
  linked: "Linked",
  archived: "Archived",
  duplicates: "Duplicates",
};

export type VendorRow = {
  readonly side: Side;
  /** The id of the company, or Sage's id of the vendor. */
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean;
  /** Null: linked, archived, or not compared yet. */
  readonly lane: Lane | null;
  /** What waits in Countersign for a company; none for a Sage vendor. */
  readonly waiting: Total;
  /** The best proposal that is free. */
  readonly proposal: { readonly id: string; readonly name: string; readonly isCertain: boolean } | null;
  readonly link: { readonly id: string; readonly name: string } | null;
  /** What changed since the link was made, in sentences. */
  readonly drift: readonly string[];
  /** Where its own document stands, if it was sent as a new vendor. */
  readonly stateLabel: string | null;
  /** The comparable name that several companies of the directory share. */
  readonly group: string | null;
  readonly archived: { readonly by: string; readonly at: string } | null;
};

/** How much of both sides is linked, by count and by open amount. */
export type VendorCoverage = {
  readonly companies: number;
  readonly linkedCompanies: number;
  readonly sageVendors: number;
  readonly linkedSageVendors: number;
  readonly open: Money;
  readonly linkedOpen: Money;
};
export type Right = { readonly isAllowed: boolean; readonly reason: string | null };

export type VendorPage = {
  readonly rows: readonly VendorRow[];
  readonly next: string | null;
  readonly counts: Readonly<Record<VendorTab, number>>;
  readonly coverage: VendorCoverage;
  /** Parties that are being compared just now. */
  readonly pending: number;
  readonly canLink: Right;
  /** When the vendors were last read from Sage. */
  readonly readAt: string | null;
  readonly now: string;
};

/** One side of a pair with what is compared. */
export type PartyView = {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly isActive: boolean;
  readonly fields: Readonly<Record<MatchField | "state" | "zip", string>>;
};
export type ProposalView = PartyView & {
  /** 0 to 100, for the bar; no probability. */
  readonly strength: number;
  readonly isCertain: boolean;
  readonly matched: readonly { readonly mine: string; readonly theirs: string; readonly how: string }[];
  /** Words that only one of both has: mine, then theirs. */
  readonly clashing: { readonly mine: readonly string[]; readonly theirs: readonly string[] };
  readonly agreement: Readonly<Record<MatchField, Agreement>>;
  /** In one sentence. */
  readonly why: string;
  readonly takenBy: string | null;
  /** The company whose items the link would free, and what that is. */
  readonly waiting: Total;
};
export type VendorMatch = {
  readonly side: Side;
  readonly party: PartyView;
  readonly lane: Lane | null;
  readonly link: { readonly id: string; readonly name: string } | null;
  readonly waiting: Total;
  readonly proposals: readonly ProposalView[];
  /** Pairs that a person refused, newest first. */
  readonly refused: readonly { readonly id: string; readonly name: string; readonly by: string }[];
  readonly aliases: readonly string[];
  /** The company itself as a document for Sage; null where it is none. */
  readonly item: {
    readonly id: string;
    readonly version: number;
    readonly state: ItemState;
    readonly stateLabel: string;
    /** Send or retrieve, whichever its state has; null where it has neither. */
    readonly action: ActionView | null;
  } | null;
  /** A Sage vendor as it may become a company of the directory; null for a company, and while it is not staged. */
  readonly staged: {
    readonly row: ImportRow;
    readonly one: string;
    readonly procoreNoun: string;
    readonly options: readonly ImportOptionView[];
  } | null;
  readonly canLink: Right;
};

/** The links as a file, ready to be saved. */
export type VendorLinkFile = { readonly csv: string; readonly rows: number; readonly name: string };

/** One row of an answer about pairs; without a refusal it was done. */
export function pairRow(
  { vendorId, sageVendor }: { readonly vendorId: string; readonly sageVendor: string },
  refusal: Refusal | null,
): PairOutcome {
  const words = refusal ? wordsOf(refusal) : { sentence: null, fix: null };
  return { vendorId, sageVendor, isDone: refusal === null, code: refusal?.code ?? null, ...words };
}
