import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { lastReleaseOf } from "#lib/core/release-time.ts";
import { localTimeOf } from "#lib/core/zoned-time.ts";
import type { Tx } from "#lib/db/database.ts";
import { databaseNow } from "#lib/db/exports.ts";
import { readCompany } from "#lib/db/facts.ts";

/**
 * When accepted items go: after the company's undo time (one item has another than several), or at the chosen instant
 * where that is later. Refuses an instant that is past, or after the end of tomorrow in the company's zone.
 */
export async function releaseTime(
  tx: Tx,
  companyId: string,
  count: number,
  chosen: string | null,
): Promise<Outcome<string>> {
  const { profile, timeZone } = await readCompany(tx, companyId);
  const now = await databaseNow(tx);
  const first = now + (count === 1 ? profile.undoSeconds : profile.undoSecondsBulk) * 1000;
  if (chosen === null) return ok(new Date(first).toISOString());
  const at = Date.parse(chosen);
  const last = lastReleaseOf(now, timeZone);
  if (at <= now || at > last) {
    const words = (instant: number) => localTimeOf(instant, timeZone).replace("T", " ");
    return refuse("accept.release_time", { at: words(at), limit: words(last), zone: timeZone });
  }
  return ok(new Date(Math.max(first, at)).toISOString());
}
