import { sql } from "drizzle-orm";
import { settledFence } from "#lib/core/machines/export.ts";
import { list, rows, type Tx } from "#lib/db/database.ts";
import { databaseNow, lockExports } from "#lib/db/exports.ts";
import type { Lease } from "#lib/db/leases.ts";

/**
 * Leases that the client holds and has not reported on: one may have been lost on its way, when the worker, the client or
 * the connection ended. Under the same fence they may be given again and again; a client that knows them does nothing.
 */
export async function openLeases(tx: Tx, companyId: string, syncClientId: string): Promise<Lease[]> {
  const open = await rows<{ id: string; fence: number }>(
    tx,
    sql`select e.id, e.fence from export e
    join export_attempt a on a.company_id = e.company_id and a.export_id = e.id and a.fence = e.fence
    where e.company_id = ${companyId} and e.lease_deadline > clock_timestamp() and a.sync_client_id = ${syncClientId} and a.reported_at is null
    order by e.position`,
  );
  if (open.length === 0) return [];
  const stored = await lockExports(tx, companyId, { ids: open.map((entry) => entry.id) });
  const documents = await rows<{ sha256: string; document: string }>(
    tx,
    sql`select sha256, document from export_document where company_id = ${companyId}
      and sha256 = any(${list(
        stored.map((entry) => entry.documentSha256),
        "text",
      )})`,
  );
  const texts = new Map(documents.map((entry) => [entry.sha256, entry.document]));
  const now = await databaseNow(tx);
  return stored.flatMap(({ id, state, documentSha256: sha256 }) => {
    const document = texts.get(sha256);
    const isSame = open.some((entry) => entry.id === id && entry.fence === state.fence);
    if (!document || !isSame || !state.lease || state.lease.deadline <= now) return [];
    const { fence, lease } = state;
    const ttlMs = lease.deadline - now;
    return [
      { exportId: id, companyId, mode: lease.mode, fence, ttlMs, sha256, document, settledFence: settledFence(state) },
    ];
  });
}
