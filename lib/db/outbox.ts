import { type SQL, sql } from "drizzle-orm";
import type { ExportStatus } from "#lib/core/machines/export-state.ts";
import { type Money, sum } from "#lib/core/money.ts";
import { type OutboxPart, outboxPartOf, outboxParts } from "#lib/core/outbox-parts.ts";
import { list, rows, type Tx } from "#lib/db/database.ts";
import { type Hold, holdColumn } from "#lib/db/holds.ts";
import { decodeCursor, encodeCursor, type Total } from "#lib/db/inbox.ts";

export type OutboxDbRow = {
  id: string;
  version: number;
  record_type: string;
  number: string;
  title: string;
  state: string;
  amount: Money;
  project_id: string | null;
  project_number: string | null;
  project_name: string | null;
  vendor_id: string | null;
  vendor_name: string | null;
  is_linked: boolean;
  erp_id: string;
  status: ExportStatus;
  release_at: string;
  accepted_by: string;
  accepted_at: string;
  note: string | null;
  position: string;
  is_on_hold: boolean;
  hold: Hold | null;
  batch_id: string | null;
  batch_number: number | null;
};

/** Exports that are not settled. The first condition is that of the index; failed ones count while their item says so. */
const live = sql`(e.status not in ('proved', 'failed', 'taken_back', 'unlinked') and e.status <> 'unlinking')`;
const failed = sql`(e.status = 'failed' and i.state = 'failed' and e.revision_id = i.revision_id)`;

function conditionOf(part: OutboxPart | null): SQL {
  if (part === null) return live;
  if (part === "failed") return failed;
  if (part === "hold") return sql`${live} and i.is_on_hold`;
  return sql`${live} and not i.is_on_hold and e.status = any(${list(outboxParts[part].statuses, "text")})`;
}

/** Exports of one part of the outbox, or of all that is under way, newest acceptance first; keyset by position. */
export async function readOutbox(
  tx: Tx,
  companyId: string,
  part: OutboxPart | null,
  after: string | null,
  limit: number,
): Promise<{ rows: OutboxDbRow[]; next: string | null }> {
  const key = decodeCursor(after)?.key ?? "";
  const beyond = /^\d{1,18}$/.test(key) ? sql`e.position < ${key}::bigint` : sql`true`;
  const found = await rows<OutboxDbRow>(
    tx,
    sql`with page as materialized (select e.* from export e join item i on i.company_id = e.company_id and i.id = e.item_id
        where e.company_id = ${companyId} and ${conditionOf(part)} and ${beyond} order by e.position desc limit ${limit + 1}),
      batched as materialized (select m.item_id, m.decision_id, b.id, b.number from batch_item m join batch b on b.company_id = m.company_id and b.id = m.batch_id
        where m.company_id = ${companyId} and m.item_id in (select item_id from page))
    select i.id, i.version, i.record_type, i.number, i.title, i.state, i.amount, p.id as project_id, p.number as project_number, p.name as project_name, v.id as vendor_id,
      v.name as vendor_name, k.sage_vendor is not null as is_linked, e.erp_id, e.status, e.release_at, o.name as accepted_by, d.created_at as accepted_at, e.note, e.position, i.is_on_hold,
      ${holdColumn} as hold,
      b.id as batch_id, b.number as batch_number
    from page e join item i on i.company_id = e.company_id and i.id = e.item_id
      left join project p on p.company_id = i.company_id and p.id = i.project_id join decision d on d.company_id = e.company_id and d.id = e.decision_id join person o on o.id = d.person_id
      left join vendor v on v.company_id = i.company_id and v.id = i.vendor_id left join vendor_link k on k.company_id = i.company_id and k.vendor_id = i.vendor_id
      left join batched b on b.item_id = e.item_id and b.decision_id = e.decision_id
    order by e.position desc`,
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: found.length > limit && last ? encodeCursor(last.position, last.id) : null };
}

/** Count and sum of every part, over everything that is in it. */
export async function readOutboxTotals(tx: Tx, companyId: string): Promise<Map<OutboxPart, Total>> {
  const found = await rows<Sum>(
    tx,
    sql`select e.status, i.is_on_hold, count(*) as count, sum(i.amount) as amount from export e join item i on i.company_id = e.company_id and i.id = e.item_id
      where e.company_id = ${companyId} and ${live} group by e.status, i.is_on_hold
    union all select 'failed', false, count(*), sum(i.amount) from item i join export e on e.company_id = i.company_id and e.item_id = i.id
      where i.company_id = ${companyId} and ${failed} having count(*) > 0`,
  );
  return totalsOf(found);
}

type Sum = { status: ExportStatus; is_on_hold: boolean; count: string; amount: Money };

function totalsOf(found: readonly Sum[]): Map<OutboxPart, Total> {
  const totals = new Map<OutboxPart, Total>();
  for (const { status, is_on_hold, count, amount } of found) {
    const part = outboxPartOf(status, is_on_hold);
    if (part === null) continue;
    const before = totals.get(part) ?? { count: 0, amount: "0" };
    totals.set(part, { count: before.count + Number(count), amount: sum([before.amount, amount]) });
  }
  return totals;
}

/** The items of a batch whose order still stands and is not settled, the last first: what belongs to others goes before them. */
export async function readBatchOrders(tx: Tx, companyId: string, batchId: string): Promise<readonly string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`select m.item_id as id from batch_item m join export e on e.company_id = m.company_id and e.item_id = m.item_id and e.decision_id = m.decision_id
    where m.company_id = ${companyId} and m.batch_id = ${batchId}::uuid and ${live} order by m.position desc`,
  );
  return found.map((entry) => entry.id);
}
