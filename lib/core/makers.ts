import type { ExportDocument } from "#lib/core/export-document.ts";
import type { ItemState } from "#lib/core/workflow.ts";

/**
 * Lists of the source whose documents make what others stand on in Sage: the vendor, the job, an extra of it, its codes.
 * Those of a project go by its id, extras below it.
 */
export const makerKinds = { company: "vendors", job: "projects", extra: "sub_jobs", codes: "cost_codes" } as const;
export type Made = keyof typeof makerKinds;

/** An item that makes such a thing, as far as it has come. */
export type Maker = {
  readonly itemId: string;
  readonly made: Made;
  /** Its number in the source: a company goes by its name. */
  readonly number: string;
  readonly title: string;
  /** The Sage id it has or asks for; "" when it has none yet. */
  readonly erpId: string;
  readonly state: ItemState;
  /** Proved so lately that the mirror may not show it. */
  readonly isFresh: boolean;
  /** Proved, and the link to what it made is about to be made. */
  readonly isLinking: boolean;
  /** Somebody deletes it in Sage just now. */
  readonly isUnlinking: boolean;
  /** What was accepted of it, before that what would be. */
  readonly document: ExportDocument | null;
};

/** What a document waits for before it may be released: it stands on what that item makes. */
export type Prerequisite = Pick<Maker, "itemId" | "made" | "number" | "title" | "erpId" | "state" | "isUnlinking"> & {
  /** It was accepted and its way to Sage is not given up. */
  readonly isAccepted: boolean;
};

/** Accepted, and its way to Sage is not given up. */
export const acceptedStates: ReadonlySet<ItemState> = new Set([
  "outbox",
  "exporting",
  "unknown",
  "held",
  "failed",
  "synced",
]);
