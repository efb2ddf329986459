import { sql } from "drizzle-orm";
import { list, type Tx } from "#lib/db/database.ts";

/** The acceptances and signatures of items no longer count; the rows stay as history. */
export async function voidDecisions(
  tx: Tx,
  companyId: string,
  itemIds: readonly string[],
  verdicts: readonly ("accept" | "sign")[] = ["accept", "sign"],
): Promise<void> {
  await tx.execute(sql`update decision set voided_at = clock_timestamp()
    where company_id = ${companyId} and item_id = any(${list(itemIds)}) and verdict = any(${list(verdicts, "text")}) and voided_at is null`);
}
