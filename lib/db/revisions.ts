import { sql } from "drizzle-orm";
import type { Json } from "#lib/core/canonical-json.ts";
import type { Head } from "#lib/core/record-type.ts";
import { iso, row, rows, type Tx } from "#lib/db/database.ts";

/** One version of an item in the list of all; the newest of the rejections and proofs that it met. */
export type RevisionMark = {
  readonly id: string;
  readonly number: number;
  /** When the source says that it became so. */
  readonly at: string;
  readonly rejectedAt: string | null;
  readonly provedAt: string | null;
};

/** The versions of an item, newest first; the last 200, which is more than anybody looks at. */
export async function readRevisions(tx: Tx, companyId: string, itemId: string): Promise<readonly RevisionMark[]> {
  const found = await rows<{
    id: string;
    number: number;
    at: string;
    rejected_at: string | null;
    proved_at: string | null;
  }>(
    tx,
    sql`select r.id, r.number, r.source_updated_at as at,
      (select max(d.created_at) from decision d where d.company_id = r.company_id and d.item_id = r.item_id and d.revision_id = r.id and d.verdict = 'reject') as rejected_at,
      (select max(e.finished_at) from export e where e.company_id = r.company_id and e.item_id = r.item_id and e.revision_id = r.id and e.status in ('proved', 'unlinking', 'unlinked')) as proved_at
    from item_revision r where r.company_id = ${companyId} and r.item_id = ${itemId} order by r.number desc limit 200`,
  );
  return found.map((entry) => ({
    id: entry.id,
    number: entry.number,
    at: iso(entry.at),
    rejectedAt: entry.rejected_at === null ? null : iso(entry.rejected_at),
    provedAt: entry.proved_at === null ? null : iso(entry.proved_at),
  }));
}

/** What one version of an item said; null when the item has no such version. */
export async function readRevision(
  tx: Tx,
  companyId: string,
  itemId: string,
  revisionId: string,
): Promise<{ readonly body: Json; readonly head: Head } | null> {
  return await row<{ body: Json; head: Head }>(
    tx,
    sql`select body, head from item_revision where company_id = ${companyId} and item_id = ${itemId} and id = ${revisionId}`,
  );
}
