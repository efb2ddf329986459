import { sql } from "drizzle-orm";
import { basesOfKey } from "#lib/core/causes.ts";
import { readCauseWords } from "#lib/db/cause-episodes.ts";
import { readCauses } from "#lib/db/causes.ts";
import type { Tx } from "#lib/db/database.ts";

/**
 * The words of a cause by its key, whether it holds items up now or did so once; null when there never was such a cause. Who
 * marks causes of the company at once waits here, so that the second one sees what the first one did.
 */
export async function findCause(tx: Tx, companyId: string, key: string): Promise<string | null> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('cause marks ' || ${companyId}, 0))`);
  const { causes } = await readCauses(tx, companyId, basesOfKey(key));
  return causes.find((cause) => cause.key === key)?.words ?? (await readCauseWords(tx, companyId, key));
}
