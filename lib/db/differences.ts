import { sql } from "drizzle-orm";
import { canonicalJson, type Json } from "#lib/core/canonical-json.ts";
import type { Money } from "#lib/core/money.ts";
import type { Drift, DriftColumn } from "#lib/core/reconcile/drift.ts";
import { iso, json, list, row, rows, type Tx } from "#lib/db/database.ts";
import { sha256 } from "#lib/db/hash.ts";

export type DifferenceStatus = "open" | "known" | "watched";
export type DifferenceAnswer = "take" | "change_order" | "restore";

export type StoredDifference = Drift & {
  readonly id: string;
  readonly itemId: string;
  readonly status: DifferenceStatus;
  readonly answer: DifferenceAnswer | null;
  readonly note: string;
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
  readonly openedAt: string;
};
type Found = Omit<StoredDifference, "columns"> & { columns: DriftColumn[] };

const columns = sql`id, item_id as "itemId", status, answer, columns, amount_change::text as "amountChange", retainage_change::text as "retainageChange",
  is_gone as "isGone", note, answered_by as "answeredBy", answered_at as "answeredAt", opened_at as "openedAt"`;
const toStored = (found: Found): StoredDifference => ({
  ...found,
  answeredAt: iso(found.answeredAt),
  openedAt: iso(found.openedAt),
});

/** Differences of these items that are not closed, by item. */
export async function readDifferences(
  tx: Tx,
  companyId: string,
  itemIds: readonly string[],
): Promise<Map<string, StoredDifference>> {
  const found = await rows<Found>(
    tx,
    sql`select ${columns} from difference where company_id = ${companyId} and item_id = any(${list(itemIds)}) and status <> 'closed'`,
  );
  return new Map(found.map((one) => [one.itemId, toStored(one)]));
}

/** What an answer is given for: the columns as the person saw them. */
export function differenceHash({ columns: seen }: Pick<StoredDifference, "columns">): string {
  return sha256(canonicalJson(seen as unknown as Json));
}

/** The item's difference, locked, for an answer. */
export async function lockDifference(tx: Tx, companyId: string, itemId: string): Promise<StoredDifference | null> {
  const found = await row<Found>(
    tx,
    sql`select ${columns} from difference where company_id = ${companyId} and item_id = ${itemId}::uuid and status <> 'closed' for update`,
  );
  return found && toStored(found);
}

/** A difference that nobody has answered for: a new one, or one that is another by now. */
export async function openDifference(
  tx: Tx,
  companyId: string,
  itemId: string,
  exportId: string,
  drift: Drift,
): Promise<void> {
  await tx.execute(sql`insert into difference as d (company_id, item_id, export_id, columns, amount_change, retainage_change, is_gone)
    values (${companyId}, ${itemId}::uuid, ${exportId}::uuid, ${json(drift.columns)}, ${drift.amountChange}, ${drift.retainageChange}, ${drift.isGone})
    on conflict (company_id, item_id) where status <> 'closed' do update set export_id = excluded.export_id, columns = excluded.columns, amount_change = excluded.amount_change,
      retainage_change = excluded.retainage_change, is_gone = excluded.is_gone, status = case when d.status = 'known' then 'open' else d.status end,
      answer = case when d.status = 'known' then null else d.answer end`);
}

export async function closeDifference(tx: Tx, companyId: string, id: string): Promise<void> {
  await tx.execute(
    sql`update difference set status = 'closed', closed_at = clock_timestamp() where company_id = ${companyId} and id = ${id}::uuid`,
  );
}

export async function answerDifference(
  tx: Tx,
  companyId: string,
  id: string,
  given: { answer: DifferenceAnswer; status: DifferenceStatus; note: string; by: string },
): Promise<void> {
  await tx.execute(sql`update difference set status = ${given.status}, answer = ${given.answer}, note = ${given.note}, answered_by = ${given.by},
    answered_at = clock_timestamp() where company_id = ${companyId} and id = ${id}::uuid`);
}

/** How many synced records Sage shows otherwise, by what was answered, and since when the oldest is unanswered. */
export async function countDifferences(
  tx: Tx,
  companyId: string,
): Promise<{ open: number; watched: number; known: number; since: string | null; amount: Money }> {
  const found = await row<{ open: string; watched: string; known: string; since: string | null; amount: Money }>(
    tx,
    sql`select count(*) filter (where status = 'open') as open, count(*) filter (where status = 'watched') as watched, count(*) filter (where status = 'known') as known,
      min(opened_at) filter (where status = 'open') as since, coalesce(sum(amount_change) filter (where status <> 'known'), 0)::text as amount
    from difference where company_id = ${companyId} and status <> 'closed'`,
  );
  return {
    open: Number(found?.open ?? 0),
    watched: Number(found?.watched ?? 0),
    known: Number(found?.known ?? 0),
    since: iso(found?.since ?? null),
    amount: found?.amount ?? "0",
  };
}
