import { sql } from "drizzle-orm";
import type { HoldUntil } from "#lib/core/holds.ts";
import type { AuditEntry } from "#lib/db/audit.ts";
import { iso, list, rows, type Tx } from "#lib/db/database.ts";

/** A hold that stands: who, since when, until when or what, and why. */
export type Hold = {
  readonly by: string;
  readonly at: string;
  readonly until: HoldUntil;
  readonly untilAt: string | null;
  readonly note: string;
};
export type OpenHold = Hold & { readonly itemId: string };
const columns = sql`h.item_id as "itemId", h.person_name as by, h.created_at as at, h.until_kind as until, h.until_at as "untilAt", h.note`;

/** Takes a hold as the database writes times, returns it with instants. */
export const withInstants = <Found extends Hold>(found: Found): Found => ({
  ...found,
  at: iso(found.at),
  untilAt: iso(found.untilAt),
});

/** A column of a list of items `i`: the hold that stands on each, null where none does. */
export const holdColumn = sql`case when i.is_on_hold then (select json_build_object('by', h.person_name, 'at', h.created_at, 'until', h.until_kind, 'untilAt', h.until_at, 'note', h.note) from item_hold h
  where h.company_id = i.company_id and h.item_id = i.id and h.ended_at is null) end`;

/** The holds that stand on these items, by item. */
export async function readHolds(tx: Tx, companyId: string, itemIds: readonly string[]): Promise<Map<string, OpenHold>> {
  const found = await rows<OpenHold>(
    tx,
    sql`select ${columns} from item_hold h where h.company_id = ${companyId} and h.item_id = any(${list(itemIds)}) and h.ended_at is null`,
  );
  return new Map(found.map((hold) => [hold.itemId, withInstants(hold)]));
}

/** Holds that end by themselves and may be over by now, the oldest first. */
export async function readDueHolds(tx: Tx, companyId: string, limit: number): Promise<OpenHold[]> {
  const found = await rows<OpenHold>(
    tx,
    sql`select ${columns} from item_hold h where h.company_id = ${companyId} and h.ended_at is null
      and (h.until_kind in ('link', 'parent', 'period') or (h.until_kind = 'time' and h.until_at <= clock_timestamp()))
    order by h.created_at limit ${limit}`,
  );
  return found.map(withInstants);
}

type NewHold = {
  readonly itemIds: readonly string[];
  readonly person: { readonly personId: string; readonly name: string };
  readonly until: HoldUntil;
  readonly untilAt: string | null;
  readonly note: string;
};

/** Holds items that are locked; a hold that stands on one is ended by the new one. The record is the caller's. */
export async function addHolds(tx: Tx, companyId: string, hold: NewHold): Promise<void> {
  await endHolds(tx, companyId, hold.itemIds, hold.person.name, "Held otherwise");
  await tx.execute(sql`insert into item_hold (company_id, item_id, person_id, person_name, until_kind, until_at, note)
    select ${companyId}::uuid, i, ${hold.person.personId}::uuid, ${hold.person.name}, ${hold.until}, ${hold.untilAt}::timestamptz, ${hold.note}
    from unnest(${list(hold.itemIds)}) i`);
  await markItems(tx, companyId, hold.itemIds, true);
}

/** Takes the holds off items that are locked, and their marks; answers what is to be written into the record. */
export async function liftHolds(
  tx: Tx,
  companyId: string,
  itemIds: readonly string[],
  by: string,
  reason: string,
): Promise<AuditEntry[]> {
  const entries = await endHolds(tx, companyId, itemIds, by, reason);
  await markItems(tx, companyId, itemIds, false);
  return entries;
}

/** Ends the holds that stand on these items; their marks are the caller's. */
export async function endHolds(
  tx: Tx,
  companyId: string,
  itemIds: readonly string[],
  by: string,
  reason: string,
): Promise<AuditEntry[]> {
  if (itemIds.length === 0) return [];
  const ended = await rows<{ id: string }>(
    tx,
    sql`update item_hold set ended_at = clock_timestamp(), ended_by = ${by}, end_reason = ${reason}
    where company_id = ${companyId} and item_id = any(${list(itemIds)}) and ended_at is null returning item_id as id`,
  );
  return ended.map(({ id }) => ({ itemId: id, event: { kind: "item.hold_lifted", reason } }));
}

async function markItems(tx: Tx, companyId: string, itemIds: readonly string[], isOn: boolean): Promise<void> {
  await tx.execute(sql`update item set is_on_hold = ${isOn}
    where company_id = ${companyId} and id = any(${list(itemIds)}) and is_on_hold <> ${isOn}`);
}

/** Of each item: whether its vendor is linked (null without one) and whether its period is open (null before it is checked anew). */
export async function readHoldFacts(tx: Tx, companyId: string, itemIds: readonly string[]) {
  const found = await rows<{ id: string; isVendorLinked: boolean | null; isPeriodOpen: boolean | null }>(
    tx,
    sql`select i.id, case when i.vendor_id is not null then exists (select 1 from vendor_link k where k.company_id = i.company_id and k.vendor_id = i.vendor_id) end as "isVendorLinked",
      case when i.checked_at is not null then not exists (select 1 from finding f where f.company_id = i.company_id and f.item_id = i.id and f.code like '%.period\\_closed') end as "isPeriodOpen"
    from item i where i.company_id = ${companyId} and i.id = any(${list(itemIds)})`,
  );
  return new Map(found.map((facts) => [facts.id, facts]));
}
