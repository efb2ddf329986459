import type { BatchOutcome, Subtotal } from "#lib/core/batch.ts";
import type { Money } from "#lib/core/money.ts";
import { moneyColumn, type OutColumn } from "#lib/core/out-table.ts";
import type { PlaceView } from "#lib/views/inbox.ts";

export type BatchListRow = {
  readonly id: string;
  readonly number: number;
  readonly at: string;
  readonly by: string;
  readonly count: number;
  readonly amount: Money;
  readonly refused: number;
  readonly outcomes: Readonly<Partial<Record<BatchOutcome, number>>>;
};
export type BatchList = { readonly rows: readonly BatchListRow[]; readonly next: string | null; readonly now: string };

export type BatchItem = {
  readonly position: number;
  readonly itemId: string;
  readonly typeLabel: string;
  readonly number: string;
  readonly title: string;
  readonly project: PlaceView;
  readonly vendorName: string | null;
  readonly amount: Money;
  /** The day on which Sage books it, as it was accepted; null where it has none. */
  readonly bookedDay: string | null;
  readonly sageId: string;
  readonly documentSha256: string;
  readonly outcome: BatchOutcome;
  /** Where it stands, more closely than its outcome. */
  readonly statusLabel: string;
  readonly note: string | null;
  readonly provedAt: string | null;
};

/** A batch as a posting proof: what was accepted, and what became of each of its items. */
export type BatchPage = {
  readonly id: string;
  readonly number: number;
  readonly company: string;
  readonly at: string;
  readonly by: string;
  readonly releaseAt: string;
  readonly currency: string;
  readonly count: number;
  readonly amount: Money;
  readonly hashTotal: string;
  /** The run that it is a part of. */
  readonly run: {
    readonly id: string;
    readonly number: number;
    /** The one accounting date that the run gave to all that have one, and why. */
    readonly bookedDay: string | null;
    readonly dateReason: string | null;
  } | null;
  /** Count, sum and hash total of the rows below are those that were accepted. */
  readonly isWhole: boolean;
  readonly byOutcome: readonly (Subtotal & { readonly outcome: BatchOutcome })[];
  readonly byProject: readonly Subtotal[];
  readonly byType: readonly Subtotal[];
  readonly rows: readonly BatchItem[];
  readonly refused: readonly {
    readonly itemId: string;
    readonly number: string;
    readonly title: string;
    readonly why: string;
  }[];
  /** A batch is shown whole. */
  readonly next: null;
  readonly now: string;
};

/** The proof's rows as they leave the product. */
export const batchColumns = (currency: string): readonly OutColumn<BatchItem>[] => [
  { header: "No.", kind: "count", width: 5, value: (row) => String(row.position) },
  { header: "Record type", kind: "text", width: 22, value: (row) => row.typeLabel },
  { header: "Number", kind: "text", width: 16, value: (row) => row.number },
  { header: "Title", kind: "text", width: 32, value: (row) => row.title },
  { header: "Project", kind: "text", width: 28, value: ({ project }) => `${project.number} ${project.name}`.trim() },
  { header: "Vendor", kind: "text", width: 26, value: (row) => row.vendorName },
  moneyColumn("Amount", { currency }, (row) => row.amount),
  { header: "Booked on", kind: "date", value: (row) => row.bookedDay },
  { header: "Sage id", kind: "text", value: (row) => row.sageId },
  { header: "Outcome", kind: "text", width: 24, value: (row) => row.statusLabel },
  { header: "Note", kind: "text", width: 32, value: (row) => row.note },
  { header: "Proved at (UTC)", kind: "text", width: 20, value: (row) => row.provedAt },
  { header: "Document hash", kind: "text", width: 66, value: (row) => row.documentSha256 },
];
