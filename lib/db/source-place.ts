import { sql } from "drizzle-orm";
import { row, type Tx } from "#lib/db/database.ts";

/** The id that a project has in the source; null when the company has no such project. */
export async function readProjectSourceId(tx: Tx, companyId: string, projectId: string): Promise<string | null> {
  const found = await row<{ sourceId: string }>(
    tx,
    sql`select source_id as "sourceId" from project where company_id = ${companyId} and id = ${projectId}`,
  );
  return found?.sourceId ?? null;
}
