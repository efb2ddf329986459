import { sql } from "drizzle-orm";
import type { Pace } from "#lib/core/ladder.ts";
import type { Money } from "#lib/core/money.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { iso, row, rows, type Tx } from "#lib/db/database.ts";

export type TypeCount = {
  readonly recordType: string;
  readonly state: ItemState;
  readonly count: number;
  readonly blocked: number;
  readonly amount: Money;
  readonly oldestAt: string;
};

/** The items of a project by type and state; `blocked` where a check would close Accept. */
export async function readTypeCounts(tx: Tx, companyId: string, projectId: string): Promise<readonly TypeCount[]> {
  const found = await rows<Omit<TypeCount, "count" | "blocked"> & { count: string; blocked: string }>(
    tx,
    sql`select record_type as "recordType", state, count(*) as count,
      count(*) filter (where blocks > 0 and state in ('not_sent', 'ready', 'retrieved', 'rejected')) as blocked, sum(amount) as amount, min(state_at) as "oldestAt"
    from item where company_id = ${companyId} and project_id = ${projectId} group by record_type, state`,
  );
  return found.map((one) => ({
    ...one,
    count: Number(one.count),
    blocked: Number(one.blocked),
    oldestAt: iso(one.oldestAt),
  }));
}

export type ProjectVendors = {
  readonly linked: number;
  readonly unlinked: number;
  /** Of the items that wait for a link. */
  readonly amount: Money;
  readonly oldestAt: string | null;
};

/** The companies that a project's items name, and what waits for those that no vendor of Sage is linked to. */
export async function readProjectVendors(tx: Tx, companyId: string, projectId: string): Promise<ProjectVendors> {
  const found = await row<{ linked: string; unlinked: string; amount: Money | null; oldest_at: string | null }>(
    tx,
    sql`select count(*) filter (where k.vendor_id is not null) as linked, count(*) filter (where k.vendor_id is null) as unlinked,
      sum(v.amount) filter (where k.vendor_id is null) as amount, min(v.oldest_at) filter (where k.vendor_id is null) as oldest_at
    from (select vendor_id, sum(amount) filter (where state <> 'synced') as amount, min(state_at) filter (where state <> 'synced') as oldest_at from item
        where company_id = ${companyId} and project_id = ${projectId} and vendor_id is not null group by vendor_id) v
      left join vendor_link k on k.company_id = ${companyId} and k.vendor_id = v.vendor_id`,
  );
  return {
    linked: Number(found?.linked ?? 0),
    unlinked: Number(found?.unlinked ?? 0),
    amount: found?.amount ?? "0",
    oldestAt: iso(found?.oldest_at ?? null),
  };
}

export type TypePace = Pace & { readonly recordType: string };

/** How long the company's last 500 proved documents took, by type: medians from Send to Accept and from Accept to the proof. */
export async function readPaces(tx: Tx, companyId: string): Promise<readonly TypePace[]> {
  const found = await rows<{ recordType: string; samples: string; accounting: number; sage: number }>(
    tx,
    sql`select i.record_type as "recordType", count(*) as samples,
      percentile_cont(0.5) within group (order by extract(epoch from d.created_at - i.sent_at)) as accounting,
      percentile_cont(0.5) within group (order by extract(epoch from e.finished_at - d.created_at)) as sage
    from (select item_id, decision_id, finished_at from export where company_id = ${companyId} and status = 'proved' and finished_at is not null and not is_look_only
        order by finished_at desc limit 500) e
      join decision d on d.company_id = ${companyId} and d.id = e.decision_id join item i on i.company_id = ${companyId} and i.id = e.item_id
    where i.sent_at <= d.created_at and d.created_at <= e.finished_at group by i.record_type`,
  );
  return found.map(({ recordType, samples, accounting, sage }) => ({
    recordType,
    samples: Number(samples),
    accounting: Math.round(Number(accounting)),
    sage: Math.round(Number(sage)),
  }));
}
