import { sql } from "drizzle-orm";
import type { ExpectedRows, ExportDocument } from "#lib/core/export-document.ts";
import { ownRecords } from "#lib/core/machines/look.ts";
import { row, type Tx } from "#lib/db/database.ts";
import { catchUp } from "#lib/db/items.ts";
import { markGone } from "#lib/db/mirror-rows.ts";
import { voidDecisions } from "#lib/db/void-decisions.ts";

/**
 * What follows when the record of a synced item is gone from Sage, in the transaction that severs it: the acceptance no
 * longer counts, the item shows the newest version of the source and is checked anew, and the mirror no longer shows what
 * is not there. Without a hash the record is still there: only the link was taken off.
 */
export async function reopen(tx: Tx, companyId: string, itemId: string, documentSha256: string | null): Promise<void> {
  await voidDecisions(tx, companyId, [itemId]);
  await catchUp(tx, companyId, [itemId]);
  await tx.execute(sql`update item set checked_at = null where company_id = ${companyId} and id = ${itemId}`);
  if (documentSha256 === null) {
    // The export fields are Sage's; the document's own proposals come back.
    await tx.execute(sql`update item set fields = '{}' where company_id = ${companyId} and id = ${itemId}`);
  }
  const found = await row<{ document: string }>(
    tx,
    sql`select document from export_document where company_id = ${companyId} and sha256 = ${documentSha256}`,
  );
  const { expectations } = JSON.parse(found?.document ?? '{"expectations":[]}') as ExportDocument;
  for (const record of ownRecords(expectations)) await forget(tx, companyId, record);
  await tx.execute(sql`select ring('items.check', ${companyId}::uuid, 'all')`);
}

/** The looks that severed it are newer than the mirror: what they did not find is gone here too. */
async function forget(tx: Tx, companyId: string, { table, key }: ExpectedRows): Promise<void> {
  if (table === "JCM_MASTER__COMMITMENT") {
    // It may have been deleted before the mirror ever saw it; its id stays used all the same.
    await tx.execute(sql`insert into sage_commitment (company_id, commitment, commitment_type, description, vendor, job, amount, amount_invoiced, is_closed, is_gone, gone_at, seen_at)
      values (${companyId}, ${key.Commitment ?? ""}, '', '', '', '', 0, 0, true, true, clock_timestamp(), clock_timestamp())
      on conflict (company_id, commitment) do update set is_gone = true, gone_at = clock_timestamp()`);
  } else await markGone(tx, companyId, table, key);
}
