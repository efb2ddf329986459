import type { VersionDifference } from "#lib/core/difference.ts";
import type { RejectionPoint } from "#lib/core/rejection.ts";

/** A version that one may hold the item against. */
export type VersionMark = {
  readonly number: number;
  readonly at: string;
  readonly rejectedAt: string | null;
  readonly provedAt: string | null;
  /** The version under decision or exported; the newest one of Procore. */
  readonly isCurrent: boolean;
  readonly isLatest: boolean;
};

/** What is different in one version of an item from another (ux.md N3). */
export type ChangesView = {
  readonly versions: readonly VersionMark[];
  /** The numbers of the versions compared; null when there is only one. */
  readonly base: number | null;
  readonly to: number;
  readonly difference: VersionDifference | null;
  /** Points of the standing rejection, rechecked; null when the item was not rejected, or the comparison is another. */
  readonly points: readonly RejectionPoint[] | null;
};
