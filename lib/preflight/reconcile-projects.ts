import { changedFigures } from "#lib/core/reconcile/changed-figures.ts";
import { measureNames } from "#lib/core/reconcile/measures.ts";
import { type Cells, reconcile, type SageTotals, sealText } from "#lib/core/reconcile/reconcile.ts";
import type { Tx } from "#lib/db/database.ts";
import { sha256 } from "#lib/db/hash.ts";
import { type ProjectRow, type ReconcileKind, readSides } from "#lib/db/reconcile.ts";
import { readSeals, type StoredSeal } from "#lib/db/reconcile-seals.ts";
import { recordTypes } from "#lib/records/registry.ts";
import type { ReconcileRow, SealView } from "#lib/views/reconcile.ts";

const none = Object.fromEntries(measureNames.map((measure) => [measure, "0"])) as SageTotals;

/** The record types that have an amount in Sage; their accounting date is the export field that is a date. */
export const reconcileKinds: readonly ReconcileKind[] = recordTypes.flatMap(({ id, reconciles, exportFields }) =>
  reconciles
    ? [
        {
          recordType: id,
          counterpart: reconciles,
          dateField: exportFields.find(({ kind }) => kind === "date")?.name ?? "",
        },
      ]
    : [],
);

/** Both sides of these projects up to a day (null: everything to date), each with the signature under that day. */
export async function reconcileProjects(
  tx: Tx,
  companyId: string,
  projects: readonly ProjectRow[],
  upTo: string | null,
): Promise<readonly ReconcileRow[]> {
  if (projects.length === 0) return [];
  const projectIds = projects.map(({ id }) => id);
  const sides = await readSides(tx, companyId, { kinds: reconcileKinds, projectIds, upTo });
  const seals = upTo === null ? new Map<string, StoredSeal>() : await readSeals(tx, companyId, projectIds, upTo);
  return projects.map((project) => {
    const side = sides.get(project.id);
    const cells = reconcile(side?.strands ?? [], side?.sage ?? none, side?.foreign ?? none);
    const seal = seals.get(project.id);
    return { ...project, cells, seal: seal && upTo !== null ? sealView(seal, project.id, upTo, cells) : null };
  });
}

/** The hash that a signature is given for. */
export function sealHash(projectId: string, upTo: string, cells: Cells): string {
  return sha256(sealText(projectId, upTo, cells));
}

function sealView(seal: StoredSeal, projectId: string, upTo: string, cells: Cells): SealView {
  const { by, at, note } = seal;
  if (sealHash(projectId, upTo, cells) === seal.sha256) return { state: "signed", by, at, note, changes: [] };
  return { state: "broken", by, at, note, changes: changedFigures(seal.figures, cells) };
}
