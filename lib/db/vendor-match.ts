import { sql } from "drizzle-orm";
import type { Lane, Side } from "#lib/core/matching/side.ts";
import type { Money } from "#lib/core/money.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { containing, list, row, rows, type Tx } from "#lib/db/database.ts";

/** The ids that are proposed to a party, the best first: three that are free, then certain ones that are taken. */
export async function readProposals(
  tx: Tx,
  companyId: string,
  side: Side,
  id: string,
): Promise<{ other: string; isCertain: boolean }[]> {
  return await rows(
    tx,
    side === "company"
      ? sql`select m.sage_vendor as other, m.is_certain as "isCertain" from link_proposal m join link_party p on p.company_id = m.company_id and p.side = 'sage' and p.party = m.sage_vendor
          where m.company_id = ${companyId} and m.side = 'company' and m.vendor_id = ${id}::uuid and p.archived_at is null
          order by exists (select 1 from vendor_link k where k.company_id = m.company_id and k.sage_vendor = m.sage_vendor), m.score desc, m.sage_vendor limit 5`
      : sql`select m.vendor_id::text as other, m.is_certain as "isCertain" from link_proposal m where m.company_id = ${companyId} and m.side = 'sage' and m.sage_vendor = ${id}
          order by exists (select 1 from vendor_link k where k.company_id = m.company_id and k.vendor_id = m.vendor_id), m.score desc, m.vendor_id limit 5`,
  );
}

/** The list that a party stands in; undefined when the company has no such party. */
export async function readLane(tx: Tx, companyId: string, side: Side, id: string): Promise<Lane | null | undefined> {
  const found = await row<{ lane: Lane | null }>(
    tx,
    sql`select lane from link_party where company_id = ${companyId} and side = ${side} and party = ${id}`,
  );
  return found ? found.lane : undefined;
}

/** What waits for companies, by their id. */
export async function readWaiting(
  tx: Tx,
  companyId: string,
  vendorIds: readonly string[],
): Promise<ReadonlyMap<string, { count: number; amount: Money }>> {
  const found = await rows<{ id: string; n: string; amount: Money }>(
    tx,
    sql`select c.vendor_id as id, c.count as n, c.amount from vendor_counter c where c.company_id = ${companyId} and c.vendor_id = any(${list(vendorIds)}) and c.count <> 0`,
  );
  return new Map(found.map(({ id, n, amount }) => [id, { count: Number(n), amount }]));
}

export async function readRefusals(
  tx: Tx,
  companyId: string,
  side: Side,
  id: string,
): Promise<{ id: string; name: string; by: string }[]> {
  return await rows(
    tx,
    side === "company"
      ? sql`select s.vendor as id, s.name, r.refused_by as by from vendor_refusal r join sage_vendor s on s.company_id = r.company_id and s.vendor = r.sage_vendor
          where r.company_id = ${companyId} and r.vendor_id = ${id}::uuid order by r.created_at desc limit 20`
      : sql`select v.id::text as id, v.name, r.refused_by as by from vendor_refusal r join vendor v on v.company_id = r.company_id and v.id = r.vendor_id
          where r.company_id = ${companyId} and r.sage_vendor = ${id} order by r.created_at desc limit 20`,
  );
}

/** The company itself as a document; null where it is none. */
export async function readOwnItem(
  tx: Tx,
  companyId: string,
  vendorId: string,
): Promise<{ id: string; version: number; state: ItemState; recordType: string } | null> {
  return await row(
    tx,
    sql`select i.id, i.version, i.state, i.record_type as "recordType" from item i
      where i.company_id = ${companyId} and i.vendor_id = ${vendorId}::uuid and i.project_id is null and not i.is_gone limit 1`,
  );
}

export type PartyHit = { id: string; name: string; status: string; linkedTo: string | null };

/** Parties of one side by part of name or id, with what they are already linked to. */
export async function searchParties(tx: Tx, companyId: string, side: Side, q: string): Promise<PartyHit[]> {
  const like = containing(q);
  return await rows(
    tx,
    side === "sage"
      ? sql`select s.vendor as id, s.name, s.status, v.name as "linkedTo" from sage_vendor s left join vendor_link k on k.company_id = s.company_id and k.sage_vendor = s.vendor
            left join vendor v on v.company_id = k.company_id and v.id = k.vendor_id
          where s.company_id = ${companyId} and not s.is_gone and (s.name ilike ${like} or s.vendor ilike ${like}) order by s.name, s.vendor limit 20`
      : sql`select v.id::text as id, v.name, case when v.is_active then 'Active' else 'Inactive' end as status, k.sage_vendor as "linkedTo" from vendor v
            left join vendor_link k on k.company_id = v.company_id and k.vendor_id = v.id
          where v.company_id = ${companyId} and v.name ilike ${like} order by v.name, v.id limit 20`,
  );
}

/** Every company of the directory with its Sage vendor, for a file; at most `limit`. */
export async function readLinkTable(
  tx: Tx,
  companyId: string,
  limit: number,
): Promise<
  { sourceId: string; name: string; vendor: string; sageName: string; status: string; by: string; at: string | null }[]
> {
  return await rows(
    tx,
    sql`select v.source_id as "sourceId", v.name, coalesce(k.sage_vendor, '') as vendor, coalesce(s.name, '') as "sageName", coalesce(s.status, '') as status,
        coalesce(p.name, '') as by, k.created_at as at
      from vendor v left join vendor_link k on k.company_id = v.company_id and k.vendor_id = v.id left join sage_vendor s on s.company_id = k.company_id and s.vendor = k.sage_vendor
        left join person p on p.id = k.linked_by where v.company_id = ${companyId} order by v.name, v.id limit ${limit}`,
  );
}
