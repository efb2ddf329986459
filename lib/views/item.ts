import type { EntryScreen, PreviewRecord, SageWrite } from "#lib/core/export-document.ts";
import type { Finding, Lane } from "#lib/core/findings.ts";
import type { LeaseMode } from "#lib/core/machines/export-state.ts";
import type { Difference } from "#lib/core/machines/look.ts";
import type { Money } from "#lib/core/money.ts";
import type { DetailField, ExportFieldSpec, ExportFields, LineView } from "#lib/core/record-type.ts";
import type { RejectionPoint } from "#lib/core/rejection.ts";
import type { Gesture, ItemState } from "#lib/core/workflow.ts";
import type { DifferenceView } from "#lib/views/difference.ts";
import type { HoldView, PersonView, PlaceView } from "#lib/views/inbox.ts";
import type { SignatureView } from "#lib/views/rules.ts";

/** A button: drawn, or drawn disabled with the reason and whom to ask. */
export type ActionView = {
  readonly gesture: Gesture;
  readonly label: string;
  readonly isAllowed: boolean;
  readonly reason: string | null;
};

export type TimelineEntry = {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  /** A sentence: "Accepted as SC-2401-010, 120,000.00". */
  readonly words: string;
  /** Sage's words, reports or reasons under the sentence; verbatim. */
  readonly details: readonly string[];
  readonly tone: "neutral" | "good" | "bad" | "wait";
};

export type AttemptView = {
  readonly fence: number;
  readonly mode: LeaseMode;
  readonly client: string;
  readonly leasedAt: string;
  readonly reportedAt: string | null;
  readonly verdict: string | null;
  readonly words: string;
  readonly details: readonly string[];
};

/** `none`: Procore has no place for the Sage id of such a document. */
export const writtenBacks = ["written", "refused", "none"] as const;
export type WrittenBack = (typeof writtenBacks)[number] | "not_yet";

export type UnlinkView = {
  /** What is to be deleted in Sage: "commitment in Sage", "SC-1". */
  readonly noun: string;
  readonly erpId: string;
  /** It was linked without being sent: nothing has to be deleted in Sage. */
  readonly isKept: boolean;
  /** What belongs to it and has to be unlinked before, the newest first. */
  readonly inTheWay: readonly {
    readonly id: string;
    readonly typeLabel: string;
    readonly number: string;
    readonly state: ItemState;
    readonly stateLabel: string;
    readonly erpId: string;
  }[];
  /** The refusal in words as long as something is in the way. */
  readonly reason: string | null;
  /** The wish that stands, with what the last look showed; null when nobody asked. */
  readonly watch: {
    readonly by: string;
    readonly at: string;
    readonly lookedAt: string | null;
    readonly words: string;
    /** Why it cannot be withdrawn; null when it can. */
    readonly noWithdrawal: string | null;
  } | null;
};

/** Another item that this one names, with where it stands. */
export type ItemRef = {
  readonly id: string;
  readonly kindLabel: string;
  readonly number: string;
  readonly title: string;
  readonly state: ItemState;
};

export type ItemView = {
  readonly id: string;
  readonly version: number;
  readonly recordType: string;
  readonly typeLabel: string;
  readonly kindLabel: string;
  /** Procore shows files of such documents; what they are is asked for by itself. */
  readonly hasFiles: boolean;
  readonly state: ItemState;
  readonly stateLabel: string;
  readonly lane: Lane;
  readonly number: string;
  readonly title: string;
  readonly amount: Money;
  readonly project: PlaceView & { readonly job: string | null };
  readonly vendor: {
    readonly id: string;
    readonly name: string;
    readonly sageVendor: string | null;
    readonly sageName: string | null;
  } | null;
  /** What it belongs to and goes to Sage after; null when it belongs to nothing that is known here. */
  readonly parent: ItemRef | null;
  /** What it stands on and waits for: items that make its vendor, its job or codes on it. */
  readonly prerequisites: readonly ItemRef[];
  /** Who is to decide on it; null: whoever comes first. */
  readonly assignee: PersonView | null;
  readonly sourceStatus: string;
  readonly sentBy: string | null;
  readonly sentAt: string | null;
  readonly revision: {
    readonly id: string;
    readonly number: number;
    readonly of: number;
    readonly sha256: string;
    readonly at: string;
  };
  /** True when Procore holds a newer version than the one under decision or exported. */
  readonly hasNewerRevision: boolean;
  readonly fieldSpecs: readonly ExportFieldSpec[];
  readonly fields: ExportFields;
  readonly findings: readonly Finding[];
  readonly document: {
    readonly sha256: string;
    readonly files: readonly { readonly name: string; readonly text: string }[];
    /** Changes of Sage's tables over SQL. */
    readonly writes: readonly SageWrite[];
    /** What a person keys in at Sage. */
    readonly sheet: readonly EntryScreen[];
    /** Nothing is written for it: it is linked to what Sage had before. */
    readonly isLookOnly: boolean;
  } | null;
  /** Why no document could be rendered; null when there is one. */
  readonly documentProblem: string | null;
  readonly preview: readonly PreviewRecord[];
  readonly details: readonly DetailField[];
  readonly lines: readonly LineView[];
  readonly linesTotal: Money;
  readonly export: {
    readonly status: string;
    readonly erpId: string;
    readonly note: string | null;
    readonly releaseAt: string | null;
    readonly isPosted: boolean;
    /** What Sage shows instead, when held for a difference. */
    readonly differences: readonly Difference[];
    /** Sage's own words when it refused. */
    readonly messages: readonly string[];
    readonly writtenBack: WrittenBack;
  } | null;
  /** Whether a person holds it, and whether this person may hold and lift; null in states that cannot be held. */
  readonly holding: {
    readonly hold: HoldView | null;
    readonly reason: string | null;
  } | null;
  /** Two signatures, where a rule asks for them; null where one acceptance is enough, or it is over. */
  readonly signature: SignatureView | null;
  /** Where Sage shows the record otherwise than it was accepted; null where it does not. */
  readonly difference: DifferenceView | null;
  /** What Unlink asks for, on a synced item; null on every other. */
  readonly unlink: UnlinkView | null;
  readonly rejection: {
    readonly reasons: readonly { readonly code: string; readonly label: string }[];
    /** The reasons looked at again in a document that came back; null before that. */
    readonly points: readonly RejectionPoint[] | null;
    readonly text: string;
    readonly by: string;
    readonly at: string;
  } | null;
  readonly attempts: readonly AttemptView[];
  readonly timeline: readonly TimelineEntry[];
  readonly actions: readonly ActionView[];
  readonly now: string;
};
