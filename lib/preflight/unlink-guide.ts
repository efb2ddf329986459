import type { ExportDocument } from "#lib/core/export-document.ts";
import { ownRecords } from "#lib/core/machines/look.ts";
import type { Refusal } from "#lib/core/refusals.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import type { Tx } from "#lib/db/database.ts";
import { readDocument } from "#lib/db/exports.ts";
import type { StoredItem } from "#lib/db/items.ts";
import { type Dependent, readDependents } from "#lib/db/unlink.ts";
import { childTypesOf, recordType } from "#lib/records/registry.ts";

/** What stands against Unlink of a synced item: for good, or as long as something that belongs to it stands in accounting. */
export type UnlinkGuide = {
  readonly closed: Refusal | null;
  readonly inTheWay: readonly Dependent[];
  /** The refusal that names them; null when there are none. */
  readonly children: Refusal | null;
};

const accepted: ReadonlySet<ItemState> = new Set(["outbox", "exporting", "unknown", "held", "synced"]);

/**
 * Children first (domain/procore-erp-tool.md 6, rule 9). A document that only moved totals of the job left no record that
 * could be deleted. What was only linked (`isLookOnly`) has nothing to be deleted. Reads without locks; a command locks what `dependentIds` names before.
 */
export async function readUnlinkGuide(
  tx: Tx,
  companyId: string,
  item: StoredItem,
  documentSha256: string,
  isLookOnly = false,
): Promise<UnlinkGuide> {
  const type = recordType(item.recordType);
  const closed = isLookOnly ? null : (type.unlink?.closed ?? (await whyNoRecord(tx, companyId, documentSha256)));
  const inTheWay = (await dependents(tx, companyId, item)).filter(({ state }) => accepted.has(state));
  const names = inTheWay.map(({ recordType: id, number }) => `${recordType(id).label.one} ${number}`).join(", ");
  return {
    closed: closed === null ? null : { code: "unlink.closed", params: { number: item.number, reason: closed } },
    inTheWay,
    children:
      inTheWay.length === 0 ? null : { code: "unlink.children", params: { number: item.number, children: names } },
  };
}

/** The items that may be in the way, in any state, for a command to lock. */
export async function dependentIds(tx: Tx, companyId: string, item: StoredItem): Promise<string[]> {
  return (await dependents(tx, companyId, item)).map(({ id }) => id);
}

async function dependents(tx: Tx, companyId: string, item: StoredItem): Promise<Dependent[]> {
  const types = childTypesOf(item.sourceKind).map(({ id }) => id);
  return types.length === 0 ? [] : await readDependents(tx, companyId, item.id, types);
}

async function whyNoRecord(tx: Tx, companyId: string, sha256: string): Promise<string | null> {
  const document: ExportDocument | null = await readDocument(tx, companyId, sha256);
  const hasRecord = document === null || ownRecords(document.expectations).length > 0;
  return hasRecord ? null : "Sage keeps only codes and totals of the job for it, no record that could be deleted.";
}
