import type { Json } from "#lib/core/canonical-json.ts";
import type { CompanyProfile } from "#lib/core/company-profile.ts";
import type { DocumentKey } from "#lib/core/facts.ts";
import type { Finding } from "#lib/core/findings.ts";
import type { Money } from "#lib/core/money.ts";
import type { DetailField } from "#lib/core/record-type.ts";
import type { SourceList, SourcePlaces, SourceRows } from "#lib/core/source-write.ts";

/** The states of a staged record with their words (domain/procore-erp-tool.md 1.3). */
export const stagedStates = {
  ready: { label: "Ready to Import" },
  refused: { label: "Refused" },
  importing: { label: "Importing" },
  failed: { label: "Failed to Import" },
  imported: { label: "Imported" },
  undoing: { label: "Unlinking" },
  archived: { label: "Archived" },
} as const satisfies Record<string, { label: string }>;
export type StagedState = keyof typeof stagedStates;

/** From which states a person's gesture leads on; `importing` and `undoing` end by what Procore answers. */
export const importGestures = {
  import: { label: "Import", from: ["ready", "failed", "imported"] },
  archive: { label: "Archive", from: ["ready", "refused", "failed"] },
  restore: { label: "Restore", from: ["archived"] },
  undo: { label: "Unlink", from: ["imported"] },
} as const satisfies Record<string, { label: string; from: readonly StagedState[] }>;
export type ImportGesture = keyof typeof importGestures;

export function isOpenTo(gesture: ImportGesture, state: StagedState): boolean {
  return (importGestures[gesture].from as readonly StagedState[]).includes(state);
}

/** What a row is since somebody last dealt with it. */
export type News = "new" | "changed" | "gone";

/** A record as Sage has it, and what is known here about it: links, records of Procore of the same name. */
export type Staged = { readonly row: Json; readonly here: Json };

/** The columns that every staged record shows in lists. */
export type StagedHead = {
  readonly code: string;
  readonly name: string;
  /** The job that it belongs to; "" for a record of the company. */
  readonly job: string;
  /** Money with two decimals; null where the record has no amount. */
  readonly amount: Money | null;
};

/** What the findings of staged records look at beside the record itself. */
export type ImportFacts = { readonly profile: CompanyProfile };

/** One point in which two versions of a record differ; "" where a side has none. */
export type Difference = { readonly label: string; readonly before: string; readonly after: string };
/** A field of a row under its label. */
export type LabelledField = readonly [label: string, value: string];

/** Those of the fields that are not what they were, paired by their places: both list the same ones. */
export function differing(before: readonly LabelledField[], after: readonly LabelledField[]): readonly Difference[] {
  return before.flatMap(([label, was], n): readonly Difference[] => {
    const now = after[n]?.[1] ?? "";
    return was === now ? [] : [{ label, before: was, after: now }];
  });
}

/** What items would be concerned by: codes and categories that are no longer there. `job` null: on every job. */
export type Effect = {
  readonly job: string | null;
  readonly extra?: string;
  readonly codes: readonly string[];
  readonly words: string;
};

/** One choice at Import; `list` names a list of Procore (`import_choice`). */
export type ImportOption = {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly none: string;
  /** The name of the choice that is the company's usual one; "" where it has none. */
  readonly usual?: (profile: CompanyProfile) => string;
} & ({ readonly list: string } | { readonly choices: Readonly<Record<string, string>> });
export type ImportOptions = Readonly<Record<string, string>>;

/**
 * One record to be in Procore. `key` is what it is known by here: its origin id, or its budget code where Procore keeps no
 * origin. A record that Procore has under the same `code` without any tie is tied, not made a second time.
 */
export type StepRow<List extends SourceList> = {
  readonly key: string;
  readonly row: SourceRows[List];
  readonly code?: string;
};
/** Records of one list in one place, as they shall be. */
export type StepWrite<List extends SourceList = SourceList> = {
  readonly [L in List]: {
    readonly list: L;
    readonly place: SourcePlaces[L];
    readonly rows: readonly StepRow<L>[];
    /** A record that is there with other values keeps them; left out: it gets ours. */
    readonly existing?: "keep";
  };
}[List];

/** What a step may refer to: ids of Procore by step and key, of what was written before, and ids that the connection gives. */
export type StepContext = {
  readonly options: ImportOptions;
  readonly written: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The company's list of standard cost codes that is Sage's. */
  readonly standardListId: string;
  /** The row as it was imported last; null at the first import. */
  readonly imported: Json | null;
};
export type ImportStep = {
  readonly name: string;
  write(staged: Staged, context: StepContext): StepWrite;
};

/** What the source has and Sage has on one place, as a person compares them before an import; "" where a side has none. */
export type PresentLine = { readonly label: string; readonly inSource: Money | ""; readonly inSage: Money | "" };

/** One list of the source in one place, and a record of it as it was read. */
export type ListedPlace = {
  readonly [L in SourceList]: { readonly list: L; readonly place: SourcePlaces[L] };
}[SourceList];
export type ListedEntry = { readonly id: string; readonly originId: string | null; readonly raw: Json };

/** What becomes true here with an import: the project is the job's, the company the vendor's; both are polled from now on. */
export type AfterImport =
  | {
      readonly kind: "link_project";
      readonly projectSourceId: string;
      readonly number: string;
      readonly name: string;
      readonly job: string;
    }
  | {
      readonly kind: "link_company";
      readonly companySourceId: string;
      readonly sageVendor: string;
      readonly name: string;
      readonly city: string;
      readonly phone: string;
    };

/**
 * One type of record that Sage owns and Procore gets. The registry holds them all; no code outside a type's folder compares
 * type ids, it asks for a property here. Rows are opaque outside (`Json`).
 */
export type ImportType = {
  readonly id: string;
  readonly label: { readonly one: string; readonly many: string };
  /** What it becomes in Procore: "project". */
  readonly procoreNoun: string;
  /** The statement in lib/db/staged-sources.ts that makes its rows from the mirror. */
  readonly source: string;
  /** Written by itself as soon as it is staged, and again when it changes; nobody is asked. */
  readonly flowsIn?: true;
  /** Never written again once it is in Procore; what Sage changes is told as news. */
  readonly isFixed?: true;
  /** Why the company does not import this type now; null when it does. */
  isOff?(profile: CompanyProfile): string | null;
  head(row: Json): StagedHead;
  /** The record of Procore that it is already, by an export or a link made here; null when it is none. */
  tied(staged: Staged): string | null;
  /** What blocks makes the record refused. */
  rules(staged: Staged, facts: ImportFacts): readonly Finding[];
  readonly options: readonly ImportOption[];
  differences(before: Json, after: Json): readonly Difference[];
  /** What a change, or going (`after` null), takes away from items that are not decided; null when nothing. */
  effect(before: Json, after: Json | null): Effect | null;
  details(row: Json): readonly DetailField[];
  /** Its `here` speaks of prime contracts: those of the projects of its records are read now and then. */
  readonly readsContracts?: true;
  /** A list that is looked at right before the first write: what of it stands in the way, as a sentence; null: nothing. */
  readonly before?: {
    list(staged: Staged): ListedPlace;
    against(staged: Staged, entries: readonly ListedEntry[], imported: Json | null): string | null;
  };
  /** Its steps write into the company's list of standard cost codes. */
  readonly needsStandardList?: true;
  /** In order; the first row of the first step is the record itself. */
  readonly steps: readonly ImportStep[];
  after?(staged: Staged, context: StepContext): AfterImport;
  /** May be imported again although Sage has nothing new: what people changed in Procore is overwritten. */
  readonly repeats?: true;
  /** What an import of an imported record does, where it is more than to write what is new; a sentence. */
  readonly again?: string;
  /** The record of Procore that it becomes part of, where it is none of its own. */
  sourceIdOf?(staged: Staged): string;
  /** What is there before it is imported: the document, as it is known here, line by line beside Sage's. */
  readonly present?: {
    readonly label: string;
    document(staged: Staged): DocumentKey | null;
    lines(staged: Staged, body: Json): readonly PresentLine[];
  };
  /** Why an imported record may not be imported again; null when it may. Asked only where the row has changed since. */
  againstAgain?(staged: Staged, imported: Json): string | null;
  /** How Unlink gives the record back; `closed`: why nobody can. */
  readonly undo:
    | { readonly closed: string }
    | {
        readonly consequence: string;
        /** What must not stand in Procore or Sage below the record. */
        below(staged: Staged, sourceId: string): Below;
      };
};

/**
 * What an undo asks for: anything of the project that went to Sage or came from there, or what names the extra; or what the
 * company has in Sage.
 */
export type Below =
  | {
      readonly projectSourceId: string;
      readonly extra: string | null;
      /** Only what changes this contract of the project. */
      readonly contractSourceId?: string;
    }
  | { readonly companySourceId: string };
