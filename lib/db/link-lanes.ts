import { type SQL, sql } from "drizzle-orm";
import { list, rows, type Tx } from "#lib/db/database.ts";

/** Both sides of the pairs that something happened to. */
export type Ends = { readonly vendorIds: readonly string[]; readonly sageVendors: readonly string[] };

const isOpenVendor = (id: SQL) =>
  sql`not exists (select 1 from vendor_link k where k.company_id = m.company_id and k.vendor_id = ${id})`;
const isOpenSage = (
  id: SQL,
) => sql`not exists (select 1 from vendor_link k where k.company_id = m.company_id and k.sage_vendor = ${id})
  and exists (select 1 from sage_vendor s join link_party a on a.company_id = s.company_id and a.side = 'sage' and a.party = s.vendor
    where s.company_id = m.company_id and s.vendor = ${id} and not s.is_gone and a.archived_at is null)`;

/** From what is proposed to a party: certain and open, certain and taken, contested by another open party, open at all. */
const verdict = sql`case when c.certain > 1 or c.contested > 0 or (c.certain = 0 and c.taken > 0) then 'conflict' when c.certain = 1 then 'certain'
  when c.proposed > 0 then 'look' else 'none' end`;

/**
 * Puts the parties, and all that share a proposal with them, into the lists where they belong now: a pure function of the
 * stored proposals and of the ties. To be called in the transaction that changed one of both.
 */
export async function refreshLanes(tx: Tx, companyId: string, ends: Ends): Promise<void> {
  const { vendorIds, sageVendors } = await withNeighbours(tx, companyId, ends);
  if (vendorIds.length > 0)
    await tx.execute(sql`update link_party p set lane = x.lane from (select q.party, case
        when exists (select 1 from vendor_link k where k.company_id = q.company_id and k.vendor_id = q.party::uuid) then null else ${verdict} end as lane
      from link_party q cross join lateral (select count(*) filter (where m.is_certain and o.is_open) as certain, count(*) filter (where m.is_certain and not o.is_open) as taken,
          count(*) filter (where o.is_open) as proposed, count(*) filter (where m.is_certain and o.is_open and exists (select 1 from link_proposal r
            where r.company_id = m.company_id and r.sage_vendor = m.sage_vendor and r.vendor_id <> m.vendor_id and r.is_certain and ${isOpenVendor(sql`r.vendor_id`)})) as contested
        from link_proposal m cross join lateral (select ${isOpenSage(sql`m.sage_vendor`)} as is_open) o
        where m.company_id = q.company_id and m.side = 'company' and m.vendor_id = q.party::uuid) c
      where q.company_id = ${companyId} and q.side = 'company' and q.party = any(${list(vendorIds, "text")})) x
    where p.company_id = ${companyId} and p.side = 'company' and p.party = x.party and p.lane is distinct from x.lane`);
  if (sageVendors.length > 0)
    await tx.execute(sql`update link_party p set lane = x.lane from (select q.party, case when q.archived_at is not null
        or exists (select 1 from vendor_link k where k.company_id = q.company_id and k.sage_vendor = q.party)
        or not exists (select 1 from sage_vendor s where s.company_id = q.company_id and s.vendor = q.party and not s.is_gone) then null else ${verdict} end as lane
      from link_party q cross join lateral (select count(*) filter (where m.is_certain and o.is_open) as certain, count(*) filter (where m.is_certain and not o.is_open) as taken,
          count(*) filter (where o.is_open) as proposed, count(*) filter (where m.is_certain and o.is_open and exists (select 1 from link_proposal r
            where r.company_id = m.company_id and r.vendor_id = m.vendor_id and r.sage_vendor <> m.sage_vendor and r.is_certain and ${isOpenSage(sql`r.sage_vendor`)})) as contested
        from link_proposal m cross join lateral (select ${isOpenVendor(sql`m.vendor_id`)} as is_open) o
        where m.company_id = q.company_id and m.side = 'sage' and m.sage_vendor = q.party) c
      where q.company_id = ${companyId} and q.side = 'sage' and q.party = any(${list(sageVendors, "text")})) x
    where p.company_id = ${companyId} and p.side = 'sage' and p.party = x.party and p.lane is distinct from x.lane`);
}

/** The ends, what is proposed to them, and what is proposed to that: whoever a rival gave way to, or came up to. */
async function withNeighbours(tx: Tx, companyId: string, { vendorIds, sageVendors }: Ends): Promise<Ends> {
  const found = await rows<{ vendor_id: string; sage_vendor: string }>(
    tx,
    sql`with near as (select vendor_id, sage_vendor from link_proposal where company_id = ${companyId}
        and (vendor_id = any(${list(vendorIds)}) or sage_vendor = any(${list(sageVendors, "text")})))
    select distinct vendor_id, sage_vendor from link_proposal where company_id = ${companyId}
      and (vendor_id in (select vendor_id from near) or sage_vendor in (select sage_vendor from near))`,
  );
  return {
    vendorIds: [...new Set([...vendorIds, ...found.map((pair) => pair.vendor_id)])],
    sageVendors: [...new Set([...sageVendors, ...found.map((pair) => pair.sage_vendor)])],
  };
}
