import { differenceOf, type Version, type VersionDifference } from "#lib/core/difference.ts";
import type { Finding } from "#lib/core/findings.ts";
import type { RecordType } from "#lib/core/record-type.ts";
import { recheck } from "#lib/core/rejection.ts";
import type { Tx } from "#lib/db/database.ts";
import { readFindings, readRejection } from "#lib/db/item-view.ts";
import type { StoredItem } from "#lib/db/items.ts";
import { type RevisionMark, readRevision, readRevisions } from "#lib/db/revisions.ts";
import { recordType } from "#lib/records/registry.ts";
import type { ChangesView, VersionMark } from "#lib/views/changes.ts";

/**
 * The differences between two versions of an item, by number. Left out: from the version that was rejected, else the one
 * that was proved in Sage, else the one before; to the version under decision. A rejection's points are looked at again
 * where the comparison begins at the version that was rejected.
 */
export async function readChanges(
  tx: Tx,
  companyId: string,
  item: StoredItem,
  { base, to }: { readonly base?: number | undefined; readonly to?: number | undefined } = {},
): Promise<ChangesView> {
  const revisions = await readRevisions(tx, companyId, item.id);
  const later = revisions.find((one) => one.number === to) ?? currentOf(revisions, item);
  const earlier = later && (revisions.find((one) => one.number === base) ?? baseOf(revisions, later, item.isReturned));
  const difference = await compared(tx, companyId, item, earlier, later);
  const rejection = difference && isRecheck(item, earlier, later) ? await readRejection(tx, companyId, item.id) : null;
  return {
    versions: revisions.map((one) => toMark(one, item)),
    base: earlier?.number ?? null,
    to: later?.number ?? 1,
    difference,
    points:
      difference && rejection && recheck(rejection.reasons, difference, await readFindings(tx, companyId, item.id)),
  };
}

/** The points of a standing rejection as `readChanges` gives them, for who has read the rejection and the findings. */
export async function readPoints(
  tx: Tx,
  companyId: string,
  item: StoredItem,
  reasons: readonly string[],
  findings: readonly Finding[],
): Promise<ChangesView["points"]> {
  if (!item.isReturned) return null;
  const revisions = await readRevisions(tx, companyId, item.id);
  const later = currentOf(revisions, item);
  const earlier = later && baseOf(revisions, later, item.isReturned);
  const difference = isRecheck(item, earlier, later) && (await compared(tx, companyId, item, earlier, later));
  return difference ? recheck(reasons, difference, findings) : null;
}

const currentOf = (revisions: readonly RevisionMark[], { revisionId }: StoredItem) =>
  revisions.find((one) => one.id === revisionId);

/** Whether the two are the version that was rejected and the one that came back. */
function isRecheck(item: StoredItem, earlier: RevisionMark | undefined, later: RevisionMark | undefined): boolean {
  return item.isReturned && later?.id === item.revisionId && earlier !== undefined && earlier.rejectedAt !== null;
}

/** The version that a person wants to see the later one against. */
function baseOf(
  revisions: readonly RevisionMark[],
  later: RevisionMark,
  isReturned: boolean,
): RevisionMark | undefined {
  const before = revisions.filter((one) => one.number < later.number);
  const rejected = isReturned ? before.find((one) => one.rejectedAt !== null) : undefined;
  return rejected ?? before.find((one) => one.provedAt !== null) ?? before[0];
}

async function compared(
  tx: Tx,
  companyId: string,
  item: StoredItem,
  earlier: RevisionMark | undefined,
  later: RevisionMark | undefined,
): Promise<VersionDifference | null> {
  const type = recordType(item.recordType);
  const [before, after] = [
    earlier && (await versionOf(tx, companyId, item.id, earlier, type)),
    later && (await versionOf(tx, companyId, item.id, later, type)),
  ];
  return before && after ? differenceOf(before, after) : null;
}

async function versionOf(
  tx: Tx,
  companyId: string,
  itemId: string,
  mark: RevisionMark,
  type: RecordType,
): Promise<Version | null> {
  const found = await readRevision(tx, companyId, itemId, mark.id);
  if (!found) return null;
  return { amount: found.head.amount, details: type.details(found.body), lines: type.lines(found.body) };
}

function toMark({ id, ...mark }: RevisionMark, item: StoredItem): VersionMark {
  return { ...mark, isCurrent: id === item.revisionId, isLatest: id === item.latestRevisionId };
}
