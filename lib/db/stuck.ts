import { sql } from "drizzle-orm";
import { type ClockEvent, clockKinds } from "#lib/core/holder-clock.ts";
import type { ExportStatus } from "#lib/core/machines/export-state.ts";
import { iso, list, row, rows, type Tx } from "#lib/db/database.ts";

export type ExportMark = {
  readonly id: string;
  readonly status: ExportStatus;
  readonly releaseAt: string;
  readonly note: string | null;
};

/** The export of an item's revision under decision, with what it says; null before its acceptance. */
export async function readExportMark(
  tx: Tx,
  companyId: string,
  itemId: string,
  revisionId: string,
): Promise<ExportMark | null> {
  const found = await row<ExportMark>(
    tx,
    sql`select id, status, release_at as "releaseAt", note from export
    where company_id = ${companyId} and item_id = ${itemId} and revision_id = ${revisionId} and status not in ('taken_back', 'unlinked')`,
  );
  return found && { ...found, releaseAt: iso(found.releaseAt) };
}

/** The item whose export goes before this one in its family and is still under way; null when nothing does. */
export async function readElder(tx: Tx, companyId: string, exportId: string): Promise<string | null> {
  const found = await row<{ id: string }>(
    tx,
    sql`select o.item_id as id from export e join export o on o.company_id = e.company_id and o.family_key = e.family_key and o.position < e.position
    where e.company_id = ${companyId} and e.id = ${exportId} and o.status not in ('proved', 'failed', 'taken_back', 'unlinked')
    order by o.position limit 1`,
  );
  return found?.id ?? null;
}

/** The steps in an item's record that hand it from one to another, oldest first; the newest 1,000 of them. */
export async function readClockEvents(tx: Tx, companyId: string, itemId: string): Promise<readonly ClockEvent[]> {
  const found = await rows<ClockEvent>(
    tx,
    sql`select kind, at, data -> 'verdict' ->> 'kind' as verdict, data ->> 'as' as "as" from audit_event
    where company_id = ${companyId} and item_id = ${itemId} and kind = any(${list(clockKinds, "text")}) order by seq desc limit 1000`,
  );
  return found.map((event) => ({ ...event, at: iso(event.at) })).reverse();
}
