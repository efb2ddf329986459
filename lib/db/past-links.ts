import { type SQL, sql } from "drizzle-orm";
import { containing, iso, row, rows, type Tx } from "#lib/db/database.ts";
import { decodeCursor, encodeCursor } from "#lib/db/inbox.ts";

type PastLink = {
  readonly id: string;
  /** Of then. */
  readonly name: string;
  /** Null: it was linked to nothing. */
  readonly sageVendor: string | null;
  /** Since when, and who linked it; null where the link is older than what was kept, or the record names nobody. */
  readonly since: string | null;
  readonly by: string | null;
};
type Asked = {
  readonly show: "all" | "linked" | "unlinked";
  readonly q: string | null;
  readonly after: string | null;
  readonly limit: number;
};

/** The last value of then of a kind, with its beginning, for companies `v`. */
const lastOf = (kind: string, bound: string): SQL =>
  sql`(select value, valid_from from name_version where company_id = v.company_id and kind = ${kind} and subject_id = v.id
    and valid_from <= ${bound}::timestamptz order by valid_from desc limit 1)`;
const shows = {
  all: sql`true`,
  linked: sql`link is not null`,
  unlinked: sql`link is null`,
} as const;

/**
 * One page of the companies of then, in the order of their names of now, each with the vendor of Sage that it was linked to. Who
 * linked them is told by the record: an event has the instant of what it did. A link from before versions were kept is told by
 * its own row, as long as it is the same.
 */
export async function readPastLinks(
  tx: Tx,
  companyId: string,
  bound: string,
  { show, q, after, limit }: Asked,
): Promise<{ readonly rows: readonly PastLink[]; readonly next: string | null }> {
  const cursor = decodeCursor(after);
  const beyond = cursor ? sql`(v.name, v.id) > (${cursor.key}, ${cursor.id}::uuid)` : sql`true`;
  const has = q ? sql`concat_ws(' ', named, link) ilike ${containing(q)}` : sql`true`;
  const found = await rows<PastLink & { sort_key: string }>(
    tx,
    sql`with page as materialized (select * from (select v.company_id, v.id, v.name as sort_key, n.value ->> 'name' as named, l.value ->> 'sageVendor' as link, l.valid_from as kept_at
        from vendor v cross join lateral ${lastOf("vendor", bound)} n left join lateral ${lastOf("vendor_link", bound)} l on true
        where v.company_id = ${companyId} and ${beyond}) v
      where ${shows[show]} and ${has} order by sort_key, id limit ${limit + 1})
    select p.id, p.named as name, p.link as "sageVendor", p.sort_key, case when p.link is null then null else coalesce(a.at, k.created_at) end as since,
      case when p.link is null then null else coalesce(a.who, k.who) end as by
    from page p left join lateral (select e.at, e.actor ->> 'name' as who from audit_event e where e.company_id = p.company_id and e.at <= p.kept_at
        and e.at > p.kept_at - interval '1 millisecond' and e.kind = 'vendor.linked' and e.data ->> 'vendorId' = p.id::text order by e.seq desc limit 1) a on true
      left join lateral (select x.created_at, o.name as who from vendor_link x left join person o on o.id = x.linked_by where x.company_id = p.company_id
        and x.vendor_id = p.id and x.sage_vendor = p.link and x.created_at <= p.kept_at) k on true
    order by p.sort_key, p.id`,
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ sort_key: _, ...one }) => ({ ...one, since: iso(one.since) })),
    next: found.length > limit && last ? encodeCursor(last.sort_key, last.id) : null,
  };
}

/** How many companies there were then, and how many of them were linked. */
export async function readPastLinkTotals(
  tx: Tx,
  companyId: string,
  bound: string,
): Promise<{ readonly companies: number; readonly linked: number; readonly keptFrom: string | null }> {
  const latest = (kind: string): SQL =>
    sql`(select distinct on (subject_id) value from name_version where company_id = ${companyId} and kind = ${kind} and valid_from <= ${bound}::timestamptz
      order by subject_id, valid_from desc) x`;
  const found = await row<{ companies: number; linked: number; kept_from: string | null }>(
    tx,
    sql`select (select count(*)::int from ${latest("vendor")}) as companies, (select count(*)::int from ${latest("vendor_link")} where value is not null) as linked,
      (select min(valid_from) from name_version where company_id = ${companyId} and kind = 'vendor') as kept_from`,
  );
  return {
    companies: found?.companies ?? 0,
    linked: found?.linked ?? 0,
    keptFrom: iso(found?.kept_from ?? null),
  };
}
