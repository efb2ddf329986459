import type { Finding } from "#lib/core/findings.ts";
import type { Difference, ImportGesture, News, PresentLine, StagedState } from "#lib/core/import-type.ts";
import type { Money } from "#lib/core/money.ts";
import type { DetailField } from "#lib/core/record-type.ts";

/** Which records a list shows: a state, or what is news. */
export const importFilters = ["ready", "news", "refused", "failed", "imported", "archived"] as const;
export type ImportFilter = (typeof importFilters)[number];
export const importFilterLabels: Readonly<Record<ImportFilter, string>> = {
  ready: "Ready to Import",
  news: "News",
  refused: "Refused",
  failed: "Failed to Import",
  imported: "Imported",
  archived: "Archived",
};

/** A gesture on a record: offered, or closed with the reason. */
export type ImportAction = {
  readonly gesture: ImportGesture;
  readonly label: string;
  readonly isAllowed: boolean;
  readonly reason: string | null;
};

export type ImportRow = {
  readonly id: string;
  readonly version: number;
  readonly state: StagedState;
  readonly stateLabel: string;
  readonly code: string;
  readonly name: string;
  readonly job: string;
  readonly amount: Money | null;
  readonly news: News | null;
  /** Since when it is news, or in its state. */
  readonly since: string;
  readonly isGone: boolean;
  /** What Procore said, or the first finding. */
  readonly note: string | null;
  readonly findings: number;
  readonly actions: readonly ImportAction[];
};

export type ImportOptionView = {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly none: string;
  /** The company's usual choice; `id` is null when Procore does not offer it (any more). */
  readonly usual: { readonly id: string | null; readonly name: string } | null;
  readonly choices: readonly { readonly id: string; readonly name: string }[];
};

export type ImportPage = {
  readonly type: string;
  readonly types: readonly {
    readonly id: string;
    readonly label: string;
    readonly flowsIn: boolean;
    /** Ready and failed: what somebody can import now. */
    readonly open: number;
  }[];
  readonly one: string;
  readonly procoreNoun: string;
  /** What importing again does, where it is more than to bring what is new. */
  readonly again: string | null;
  /** Why the company does not import this type; null when it does. */
  readonly off: string | null;
  readonly flowsIn: boolean;
  readonly hasJob: boolean;
  readonly hasAmount: boolean;
  readonly counts: Readonly<Record<ImportFilter | "importing", number>>;
  readonly rows: readonly ImportRow[];
  readonly next: string | null;
  readonly options: readonly ImportOptionView[];
  /** The oldest reading of Sage's tables that the type is made from; null before the first. */
  readonly readAt: string | null;
  readonly problem: string | null;
  readonly staging: {
    readonly added: number;
    readonly changed: number;
    readonly gone: number;
    readonly at: string;
  } | null;
  /** Imports of people that are under way. */
  readonly runs: readonly {
    readonly id: string;
    readonly by: string;
    readonly total: number;
    readonly done: number;
    readonly failed: number;
  }[];
  readonly canRun: { readonly isAllowed: boolean; readonly reason: string | null };
  readonly now: string;
};

/** One record with all that a person looks at before deciding. */
export type ImportRecordView = {
  readonly row: ImportRow;
  readonly typeLabel: string;
  readonly procoreNoun: string;
  readonly details: readonly DetailField[];
  readonly findings: readonly Finding[];
  /** Against what Procore has, or against the row before its last change; empty when nothing differs. */
  readonly differences: readonly Difference[];
  readonly against: "imported" | "before";
  /** "removes 2 codes, used by 5 items"; null when no item is concerned. */
  readonly effect: {
    readonly words: string;
    readonly items: readonly { readonly id: string; readonly number: string; readonly title: string }[];
  } | null;
  /** What Procore has now beside what Sage has; null where the type has nothing to compare or Procore nothing yet. */
  readonly present: {
    readonly label: string;
    readonly lines: readonly PresentLine[];
    readonly more: number;
    readonly readAt: string;
  } | null;
  /** What Sage's row was before, newest first: from when to when it was seen so, and what changed then. */
  readonly earlier: readonly {
    readonly seenAt: string;
    readonly replacedAt: string;
    readonly changes: readonly Difference[];
  }[];
  readonly options: readonly ImportOptionView[];
  readonly chosen: Readonly<Record<string, string>>;
  readonly sourceId: string | null;
  /** What Unlink leaves behind; null where it is closed. */
  readonly undoConsequence: string | null;
  readonly now: string;
};

/** How far a run of imports is: what was refused is not imported, in the bar as little as in words. */
export function importProgress({
  done,
  failed,
  total,
}: Pick<ImportPage["runs"][number], "done" | "failed" | "total">): {
  readonly done: number;
  readonly of: number;
  readonly words: string;
} {
  return { done, of: total, words: `${done} of ${total} imported${failed > 0 ? `, ${failed} failed` : ""}` };
}
