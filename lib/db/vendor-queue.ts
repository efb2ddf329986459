import { type SQL, sql } from "drizzle-orm";
import type { Lane, Side } from "#lib/core/matching/side.ts";
import type { Money } from "#lib/core/money.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { containing, row, rows, type Tx } from "#lib/db/database.ts";
import { decodeCursor, encodeCursor } from "#lib/db/inbox.ts";
import { activeInSage } from "#lib/db/link-parties.ts";

export type QueueRow = {
  side: Side;
  id: string;
  name: string;
  is_active: boolean;
  lane: Lane | null;
  waiting: string;
  amount: Money;
  link_id: string | null;
  link_name: string | null;
  vendor_name: string | null;
  sage_name: string | null;
  linked_status: string | null;
  is_drifted: boolean | null;
  group_key: string | null;
  archived_by: string | null;
  archived_at: string | null;
  proposal: { id: string; name: string; isCertain: boolean } | null;
  state: ItemState | null;
  sort_key: string;
};
export type QueueScope = {
  readonly tab: string;
  readonly side: Side;
  readonly q: string | null;
  readonly after: string | null;
  readonly limit: number;
};

/** Items that a company's missing link keeps from Sage, or would: those of a project that are not decided yet, by the counters. */
const waitingOf = (companyId: string) =>
  sql`waiting as materialized (select c.vendor_id, c.count as n, c.amount from vendor_counter c where c.company_id = ${companyId} and c.count <> 0)`;

const nothing = sql`null::text as link_id, null::text as link_name, null::text as vendor_name, null::text as sage_name, null::text as linked_status,
  null::boolean as is_drifted`;
const noGroup = sql`null::text as group_key`;
const noArchive = sql`null::text as archived_by, null::timestamptz as archived_at`;
const isDrifted = sql`((k.vendor_name <> '' and k.vendor_name <> v.name) or (k.sage_name <> '' and k.sage_name <> coalesce(s.name, '')) or s.vendor is null or s.is_gone or not (${activeInSage}) or not v.is_active)`;
/** Texts in the order of the list; the cursor is the text and the id. */
const atEnd = (amount: SQL, name: SQL) =>
  sql`to_char(1000000000000000 - coalesce(${amount}, 0), 'FM0000000000000000.00') || ' ' || lower(${name})`;

type Source = (companyId: string, scope: QueueScope) => SQL;
const unlinkedCompanies: Source = (
  companyId,
  { tab },
) => sql`select 'company' as side, v.id::text as id, v.name, v.is_active, p.lane, coalesce(w.n, 0) as waiting,
    coalesce(w.amount, 0) as amount, ${nothing}, ${noGroup}, ${noArchive}, ${atEnd(sql`w.amount`, sql`v.name`)} as sort_key
  from link_party p join vendor v on v.company_id = p.company_id and v.id = p.party::uuid left join waiting w on w.vendor_id = v.id
  where p.company_id = ${companyId} and p.side = 'company' and ${tab === "unlinked" ? sql`true` : sql`p.lane = ${tab}`}
    and not exists (select 1 from vendor_link k where k.company_id = v.company_id and k.vendor_id = v.id)`;
const unlinkedVendors: Source = (
  companyId,
  { tab },
) => sql`select 'sage' as side, s.vendor as id, s.name, ${activeInSage} as is_active, p.lane, 0 as waiting, 0::numeric as amount,
    ${nothing}, ${noGroup}, ${noArchive}, lower(s.name) as sort_key
  from link_party p join sage_vendor s on s.company_id = p.company_id and s.vendor = p.party
  where p.company_id = ${companyId} and p.side = 'sage' and p.archived_at is null and not s.is_gone and ${tab === "unlinked" ? sql`true` : sql`p.lane = ${tab}`}
    and not exists (select 1 from vendor_link k where k.company_id = s.company_id and k.sage_vendor = s.vendor)`;
const linked: Source = (
  companyId,
) => sql`select 'company' as side, v.id::text as id, v.name, v.is_active, null::text as lane, coalesce(w.n, 0) as waiting, coalesce(w.amount, 0) as amount,
    k.sage_vendor as link_id, coalesce(s.name, k.sage_name) as link_name, k.vendor_name, k.sage_name,
    case when s.vendor is null or s.is_gone then 'gone' when ${activeInSage} then '' else s.status end as linked_status, ${isDrifted} as is_drifted,
    ${noGroup}, ${noArchive}, case when ${isDrifted} then '0 ' else '1 ' end || lower(v.name) as sort_key
  from vendor_link k join vendor v on v.company_id = k.company_id and v.id = k.vendor_id left join waiting w on w.vendor_id = v.id
    left join sage_vendor s on s.company_id = k.company_id and s.vendor = k.sage_vendor where k.company_id = ${companyId}`;
const archived: Source = (
  companyId,
) => sql`select 'sage' as side, s.vendor as id, s.name, ${activeInSage} as is_active, null::text as lane, 0 as waiting, 0::numeric as amount,
    ${nothing}, ${noGroup}, p.archived_by, p.archived_at, lower(s.name) as sort_key
  from link_party p join sage_vendor s on s.company_id = p.company_id and s.vendor = p.party where p.company_id = ${companyId} and p.side = 'sage' and p.archived_at is not null`;
const doubled = (
  companyId: string,
) => sql`doubled as (select n.party, min(n.key) as key from link_name n join (select key from link_name
    where company_id = ${companyId} and side = 'company' group by key having count(*) > 1) g on g.key = n.key
  where n.company_id = ${companyId} and n.side = 'company' group by n.party)`;
const duplicates: Source = (
  companyId,
) => sql`select 'company' as side, v.id::text as id, v.name, v.is_active, null::text as lane, coalesce(w.n, 0) as waiting, coalesce(w.amount, 0) as amount,
    k.sage_vendor as link_id, coalesce(s.name, '') as link_name, null::text as vendor_name, null::text as sage_name, null::text as linked_status, null::boolean as is_drifted,
    d.key as group_key, ${noArchive}, d.key || ' ' || lower(v.name) as sort_key
  from doubled d join vendor v on v.company_id = ${companyId} and v.id = d.party::uuid left join waiting w on w.vendor_id = v.id
    left join vendor_link k on k.company_id = v.company_id and k.vendor_id = v.id left join sage_vendor s on s.company_id = k.company_id and s.vendor = k.sage_vendor`;

function sourceOf({ tab, side }: QueueScope): Source {
  if (tab === "linked") return linked;
  if (tab === "archived") return archived;
  if (tab === "duplicates") return duplicates;
  return side === "company" ? unlinkedCompanies : unlinkedVendors;
}

/** One page of a list, the most open money first where there is any, with the best proposal that is free. */
export async function readQueue(
  tx: Tx,
  companyId: string,
  scope: QueueScope,
): Promise<{ rows: QueueRow[]; next: string | null }> {
  const cursor = decodeCursor(scope.after);
  const parts = [sql`true`];
  if (scope.q)
    parts.push(
      sql`(x.name ilike ${containing(scope.q)} or x.id ilike ${containing(scope.q)} or x.link_id ilike ${containing(scope.q)} or x.link_name ilike ${containing(scope.q)})`,
    );
  if (cursor) parts.push(sql`(x.sort_key, x.id) > (${cursor.key}::text, ${cursor.id}::text)`);
  const found = await rows<QueueRow>(
    tx,
    sql`with ${waitingOf(companyId)}, ${doubled(companyId)}, page as (select x.* from (${sourceOf(scope)(companyId, scope)}) x where ${sql.join(parts, sql` and `)}
      order by x.sort_key, x.id limit ${scope.limit + 1})
    select page.*, case when page.lane is not null then ${bestOf(companyId, scope.side)} end as proposal, case when page.side = 'company' then (select i.state from item i
        where i.company_id = ${companyId} and i.vendor_id = page.id::uuid and i.project_id is null and not i.is_gone and i.state <> 'not_sent' limit 1) end as state
    from page order by page.sort_key, page.id`,
  );
  const page = found.slice(0, scope.limit);
  const last = page.at(-1);
  return { rows: page, next: found.length > scope.limit && last ? encodeCursor(last.sort_key, last.id) : null };
}

function bestOf(companyId: string, side: Side): SQL {
  return side === "company"
    ? sql`(select json_build_object('id', s.vendor, 'name', s.name, 'isCertain', m.is_certain) from link_proposal m join sage_vendor s on s.company_id = m.company_id and s.vendor = m.sage_vendor
        where m.company_id = ${companyId} and m.side = 'company' and m.vendor_id = case when page.side = 'company' then page.id::uuid end and not s.is_gone
          and not exists (select 1 from vendor_link k where k.company_id = m.company_id and k.sage_vendor = m.sage_vendor) order by m.score desc, m.sage_vendor limit 1)`
    : sql`(select json_build_object('id', v.id, 'name', v.name, 'isCertain', m.is_certain) from link_proposal m join vendor v on v.company_id = m.company_id and v.id = m.vendor_id
        where m.company_id = ${companyId} and m.side = 'sage' and m.sage_vendor = page.id
          and not exists (select 1 from vendor_link k where k.company_id = m.company_id and k.vendor_id = m.vendor_id) order by m.score desc, m.vendor_id limit 1)`;
}

/** Counts of all lists of one side, how much is linked, and how many parties are being compared. */
export async function readQueueTotals(tx: Tx, companyId: string, side: Side) {
  const lanes = await rows<{ lane: Lane | null; n: string; pending: string }>(
    tx,
    sql`select p.lane, count(*) as n, count(*) filter (where p.state <> 'done') as pending from link_party p where p.company_id = ${companyId} and p.side = ${side} and p.archived_at is null
      and ${
        side === "company"
          ? sql`not exists (select 1 from vendor_link k where k.company_id = p.company_id and k.vendor_id = p.party::uuid)`
          : sql`not exists (select 1 from vendor_link k where k.company_id = p.company_id and k.sage_vendor = p.party)
        and exists (select 1 from sage_vendor s where s.company_id = p.company_id and s.vendor = p.party and not s.is_gone)`
      } group by p.lane`,
  );
  const rest = await row<
    Record<"archived" | "duplicates" | "linked" | "companies" | "sage" | "open" | "linked_open", string> & {
      read_at: string | null;
      now: string;
    }
  >(
    tx,
    sql`with ${waitingOf(companyId)}, ${doubled(companyId)} select (select count(*) from link_party where company_id = ${companyId} and side = 'sage' and archived_at is not null) as archived,
      (select count(*) from doubled) as duplicates, (select count(*) from vendor_link where company_id = ${companyId}) as linked,
      (select count(*) from vendor where company_id = ${companyId}) as companies, (select count(*) from sage_vendor where company_id = ${companyId} and not is_gone) as sage,
      (select coalesce(sum(amount), 0)::numeric(18, 2) from waiting) as open, (select coalesce(sum(w.amount), 0)::numeric(18, 2) from waiting w join vendor_link k
        on k.company_id = ${companyId} and k.vendor_id = w.vendor_id) as linked_open,
      (select read_at from mirror_read where company_id = ${companyId} and table_name = 'APM_MASTER__VENDOR') as read_at, clock_timestamp() as now`,
  );
  return { lanes, rest };
}
