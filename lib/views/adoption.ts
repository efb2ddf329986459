import type { Degree, Point } from "#lib/core/adoption.ts";
import type { Difference } from "#lib/core/machines/look.ts";
import type { Money } from "#lib/core/money.ts";
import type { LineView } from "#lib/core/record-type.ts";

/** A record of Sage, as far as a list shows it. */
export type RecordChoice = {
  readonly erpId: string;
  readonly name: string;
  readonly vendor: string;
  readonly amount: Money;
  readonly date: string | null;
};

/** Where a document stands: to be linked, being looked for, waiting for a person, or linked. */
export type DocumentState = "open" | "looking" | "held" | "linked";

/** A document of a project in progress beside the record of Sage that fits it best. */
export type DocumentRow = {
  readonly id: string;
  readonly version: number;
  readonly typeLabel: string;
  readonly number: string;
  readonly title: string;
  readonly vendorName: string | null;
  readonly amount: Money;
  readonly state: DocumentState;
  /** The Sage id that it is linked to, or is looked for under; "" while it is open. */
  readonly erpId: string;
  readonly note: string | null;
  readonly degree: Degree;
  readonly record: RecordChoice | null;
  readonly differences: number;
  /** Somebody said of a record that it is not the same. */
  readonly hasRefused: boolean;
  /** Marks what was seen of both; given back when they are linked. */
  readonly seen: string | null;
  /** Why it cannot be linked now; null where it can. */
  readonly reason: string | null;
};

export type DocumentPage = {
  readonly project: {
    readonly id: string;
    readonly number: string;
    readonly name: string;
    readonly job: string | null;
  };
  readonly rows: readonly DocumentRow[];
  readonly counts: {
    readonly open: number;
    readonly looking: number;
    readonly linked: number;
    readonly unapproved: number;
  };
  readonly next: string | null;
  readonly readAt: string | null;
  readonly now: string;
};

/** One document and one record, field by field and line by line. */
export type DocumentMatch = {
  readonly id: string;
  readonly version: number;
  readonly typeLabel: string;
  readonly number: string;
  readonly title: string;
  readonly amount: Money;
  readonly lines: readonly LineView[];
  readonly degree: Degree;
  readonly record: RecordChoice | null;
  readonly points: readonly Point[];
  readonly differences: readonly Difference[];
  readonly choices: readonly RecordChoice[];
  readonly refused: readonly string[];
  readonly seen: string | null;
  readonly reason: string | null;
};
