import { sql } from "drizzle-orm";
import type { Cells } from "#lib/core/reconcile/reconcile.ts";
import { iso, json, list, rows, type Tx } from "#lib/db/database.ts";

export type StoredSeal = {
  readonly projectId: string;
  readonly sha256: string;
  readonly figures: Cells;
  readonly note: string;
  readonly by: string;
  readonly at: string;
};

/** The newest signature under each project's figures up to this day. */
export async function readSeals(
  tx: Tx,
  companyId: string,
  projectIds: readonly string[],
  upTo: string,
): Promise<Map<string, StoredSeal>> {
  const found = await rows<StoredSeal>(
    tx,
    sql`select distinct on (project_id) project_id as "projectId", sha256, figures, note, signed_name as by, created_at as at from reconcile_seal
    where company_id = ${companyId} and project_id = any(${list(projectIds)}) and up_to = ${upTo}::date order by project_id, created_at desc`,
  );
  return new Map(found.map((seal) => [seal.projectId, { ...seal, at: iso(seal.at) }]));
}

/** Adds a signature; earlier ones stay as they were given. */
export async function addSeal(
  tx: Tx,
  companyId: string,
  seal: Omit<StoredSeal, "by" | "at"> & {
    readonly upTo: string;
    readonly personId: string;
    readonly name: string;
  },
): Promise<void> {
  await tx.execute(sql`insert into reconcile_seal (company_id, project_id, up_to, sha256, figures, note, signed_by, signed_name)
    values (${companyId}, ${seal.projectId}::uuid, ${seal.upTo}::date, ${seal.sha256}, ${json(seal.figures)}, ${seal.note}, ${seal.personId}::uuid, ${seal.name})`);
}
