import type { Actor } from "#lib/core/actors.ts";
import type { ExportDocument } from "#lib/core/export-document.ts";
import { type Drift, driftOf, type FoundRows, totalKey } from "#lib/core/reconcile/drift.ts";
import { type AuditEntry, appendAudit } from "#lib/db/audit.ts";
import type { Tx } from "#lib/db/database.ts";
import { closeDifference, openDifference, readDifferences, type StoredDifference } from "#lib/db/differences.ts";
import { type Proved, readFamilies, readFound, readProofs } from "#lib/db/drift.ts";

const watcher: Actor = { kind: "system", name: "Drift watch" };
const totals = "JCM_MASTER__CATEGORY";

/**
 * Compares the last proof of each item with Sage's mirror. Opens, renews and closes differences, each with its event. Proofs
 * after `readable` are left alone: the mirror may be older than they are. A difference whose item is not proved any more ends.
 */
export async function compareProofs(
  tx: Tx,
  companyId: string,
  itemIds: readonly string[],
  readable: string,
): Promise<void> {
  if (itemIds.length === 0) return;
  const proofs = await readProofs(tx, companyId, itemIds, readable);
  const known = await readDifferences(tx, companyId, itemIds);
  const found = await readFound(
    tx,
    companyId,
    proofs.map(({ document }) => document),
  );
  const superseded = await readSuperseded(tx, companyId, proofs);
  const entries: AuditEntry[] = [];
  for (const proof of proofs) {
    const later = superseded(proof);
    if (later === null) continue;
    const drift = driftOf(proof.document.expectations, rowsOf(found, proof.document), later);
    entries.push(...(await settle(tx, companyId, proof, drift, known.get(proof.itemId))));
  }
  const proved = new Set(proofs.map(({ itemId }) => itemId));
  for (const [itemId, stored] of known) if (!proved.has(itemId)) entries.push(...(await close(tx, companyId, stored)));
  await appendAudit(tx, companyId, watcher, entries);
}

async function settle(
  tx: Tx,
  companyId: string,
  { itemId, exportId, erpId }: Proved,
  drift: Drift | null,
  stored: StoredDifference | undefined,
): Promise<AuditEntry[]> {
  if (!drift) return stored ? await close(tx, companyId, stored) : [];
  if (stored && isSame(stored, drift)) return [];
  await openDifference(tx, companyId, itemId, exportId, drift);
  const { columns, amountChange } = drift;
  return [
    { itemId, event: { kind: "difference.opened", erpId, columns, amountChange, isAgain: stored !== undefined } },
  ];
}

async function close(tx: Tx, companyId: string, { id, itemId }: StoredDifference): Promise<AuditEntry[]> {
  await closeDifference(tx, companyId, id);
  return [{ itemId, event: { kind: "difference.closed" } }];
}

const isSame = (a: Drift, b: Drift): boolean =>
  a.amountChange === b.amountChange &&
  a.retainageChange === b.retainageChange &&
  a.columns.length === b.columns.length &&
  a.columns.every((one, n) => {
    const other = b.columns[n];
    return (
      other?.table === one.table && other.row === one.row && other.column === one.column && other.found === one.found
    );
  });

/** The rows under the document's own keys, so that looking through them does not cost what the others have. */
function rowsOf(found: FoundRows, { expectations }: ExportDocument): FoundRows {
  const wanted = new Map<string, Set<string>>();
  const markOf = (name: string, value: string) => `${name}=${value.toUpperCase()}`;
  // A table may be expected under many keys, as a budget expects its totals: the rows of all of them count.
  for (const { table, key } of expectations) {
    const [name = "", value = ""] = Object.entries(key)[0] ?? [];
    wanted.set(table, (wanted.get(table) ?? new Set()).add(markOf(name, value)));
  }
  return Object.fromEntries(
    [...wanted].map(([table, marks]) => {
      const names = [...new Set([...marks].map((mark) => mark.slice(0, mark.indexOf("="))))];
      const isOwn = (row: Readonly<Record<string, string>>) =>
        names.some((name) => marks.has(markOf(name, row[name] ?? "")));
      return [table, (found[table] ?? []).filter(isOwn)];
    }),
  );
}

/** Totals that a later document of the family moved, per proof; null while one of the family is under way. */
async function readSuperseded(tx: Tx, companyId: string, proofs: readonly Proved[]) {
  const moving = (document: ExportDocument) => document.expectations.filter(({ table }) => table === totals);
  const families = [
    ...new Set(proofs.filter(({ document }) => moving(document).length > 0).map(({ family }) => family)),
  ];
  const relatives = families.length === 0 ? [] : await readFamilies(tx, companyId, families);
  return (proof: Proved): ReadonlySet<string> | null => {
    if (moving(proof.document).length === 0) return new Set();
    const own = relatives.filter(({ family }) => family === proof.family);
    if (own.some(({ isProved }) => !isProved)) return null;
    const later = own.filter(({ position }) => BigInt(position) > BigInt(proof.position));
    return new Set(
      later.flatMap(({ document }) =>
        moving(document).flatMap((expectation) =>
          Object.keys(expectation.columns).map((column) => totalKey(expectation, column)),
        ),
      ),
    );
  };
}
