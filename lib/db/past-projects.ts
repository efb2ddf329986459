import { type SQL, sql } from "drizzle-orm";
import type { Money } from "#lib/core/money.ts";
import { containing, iso, list, row, rows, type Tx } from "#lib/db/database.ts";
import { decodeCursor, encodeCursor } from "#lib/db/inbox.ts";
import { valueAt } from "#lib/db/item-versions.ts";
import type { ProjectVendors, TypeCount } from "#lib/db/ladder.ts";
import { type PastListRow, rowColumns, withMoments } from "#lib/db/past-inbox.ts";
import { stoodIn } from "#lib/db/past-scope.ts";

export type PastPlace = {
  readonly number: string;
  readonly name: string;
  readonly job: string | null;
};

/** A project with the name and the job of then; null where neither was kept by then. */
export async function readPastProject(tx: Tx, companyId: string, id: string, bound: string): Promise<PastPlace | null> {
  const found = await row<{ named: { number: string; name: string } | null; job: string | null }>(
    tx,
    sql`select ${valueAt(sql`${companyId}::uuid`, "project", sql`${id}::uuid`, bound)} as named,
      ${valueAt(sql`${companyId}::uuid`, "project_link", sql`${id}::uuid`, bound)} ->> 'job' as job`,
  );
  return found?.named ? { ...found.named, job: found.job } : null;
}

/** From when on a kind of name is kept: of the subject, and of the company's first one (ISO); null where there is none. */
export async function readNamesKeptFrom(
  tx: Tx,
  companyId: string,
  kind: string,
  subjectId: string | null,
): Promise<{ readonly own: string | null; readonly first: string | null }> {
  const found = await row<{ own: string | null; first: string | null }>(
    tx,
    sql`select min(valid_from) filter (where subject_id = ${subjectId}::uuid) as own, min(valid_from) as first
    from name_version where company_id = ${companyId} and kind = ${kind}`,
  );
  return { own: iso(found?.own ?? null), first: iso(found?.first ?? null) };
}

/** What of a project is shown to somebody of these projects: what went to another one since is that one's. */
const ownNow = (own: readonly string[] | null): SQL =>
  own === null
    ? sql`true`
    : sql`exists (select 1 from item i where i.company_id = v.company_id and i.id = v.item_id and i.project_id = any(${list(own)}))`;

type Asked = { readonly projectId: string; readonly bound: string; readonly own: readonly string[] | null };
const standing = (companyId: string, { projectId, bound, own }: Asked, states?: readonly string[]): SQL =>
  sql`(select v.* from ${stoodIn(sql`${companyId}::uuid`, sql`${projectId}::uuid`, bound, states)} v where ${ownNow(own)})`;

/** The items of a project by type and state as they were; as `readTypeCounts` of now. */
export async function readPastTypeCounts(tx: Tx, companyId: string, asked: Asked): Promise<readonly TypeCount[]> {
  const found = await rows<Omit<TypeCount, "count" | "blocked"> & { count: string; blocked: string }>(
    tx,
    sql`select record_type as "recordType", state, count(*) as count,
      count(*) filter (where blocks > 0 and state in ('not_sent', 'ready', 'retrieved', 'rejected')) as blocked, sum(amount) as amount, min(state_at) as "oldestAt"
    from ${standing(companyId, asked)} v group by record_type, state`,
  );
  return found.map((one) => ({
    ...one,
    count: Number(one.count),
    blocked: Number(one.blocked),
    oldestAt: iso(one.oldestAt),
  }));
}

/** The companies that a project's items named then, by the links of then; as `readProjectVendors` of now. */
export async function readPastProjectVendors(tx: Tx, companyId: string, asked: Asked): Promise<ProjectVendors> {
  const link = valueAt(sql`${companyId}::uuid`, "vendor_link", sql`v.vendor_id`, asked.bound);
  const found = await row<{ linked: string; unlinked: string; amount: Money | null; oldest_at: string | null }>(
    tx,
    sql`select count(*) filter (where is_linked) as linked, count(*) filter (where not is_linked) as unlinked,
      sum(amount) filter (where not is_linked) as amount, min(oldest_at) filter (where not is_linked) as oldest_at
    from (select v.*, ${link} is not null as is_linked from
      (select vendor_id, sum(amount) filter (where state <> 'synced') as amount, min(state_at) filter (where state <> 'synced') as oldest_at
        from ${standing(companyId, asked)} v where vendor_id is not null group by vendor_id) v) v`,
  );
  return {
    linked: Number(found?.linked ?? 0),
    unlinked: Number(found?.unlinked ?? 0),
    amount: found?.amount ?? "0",
    oldestAt: iso(found?.oldest_at ?? null),
  };
}

type PastProjectRow = Omit<PastListRow, "sort_key"> & { readonly state: string };

/** Items of a project in these states as they were, newest change of state first. */
export async function readPastProjectItems(
  tx: Tx,
  companyId: string,
  asked: Asked,
  states: readonly string[],
  limit: number,
): Promise<readonly PastProjectRow[]> {
  const found = await rows<PastProjectRow>(
    tx,
    sql`with page as materialized (select v.* from ${standing(companyId, asked, states)} v
      order by v.state_at desc, v.item_id limit ${limit})
    select ${rowColumns(asked.bound)} from page v left join person a on a.id = v.assignee_id order by v.state_at desc, v.item_id`,
  );
  return found.map(withMoments);
}

type PastProjectCounts = PastPlace & {
  readonly id: string;
  readonly counts: Readonly<Record<string, { readonly count: number; readonly amount: Money }>> | null;
};

/** One page of the projects of then, in the order of their numbers of now, each with count and money per state. */
export async function readPastProjects(
  tx: Tx,
  companyId: string,
  bound: string,
  asked: { readonly own: readonly string[] | null; readonly q: string | null; readonly after: string | null },
  limit: number,
): Promise<{ rows: readonly PastProjectCounts[]; next: string | null }> {
  const cursor = decodeCursor(asked.after);
  const isOwn = asked.own === null ? sql`true` : sql`p.id = any(${list(asked.own)})`;
  const beyond = cursor ? sql`(p.number, p.id) > (${cursor.key}, ${cursor.id}::uuid)` : sql`true`;
  const has = asked.q
    ? sql`concat_ws(' ', named ->> 'number', named ->> 'name', job) ilike ${containing(asked.q)}`
    : sql`true`;
  const found = await rows<PastProjectCounts & { sort_key: string; named: { number: string; name: string } }>(
    tx,
    sql`with p as materialized (select * from (select p.company_id, p.id, p.number as sort_key, ${valueAt(sql`p.company_id`, "project", sql`p.id`, bound)} as named,
        ${valueAt(sql`p.company_id`, "project_link", sql`p.id`, bound)} ->> 'job' as job
      from project p where p.company_id = ${companyId} and ${isOwn} and ${beyond}) p where named is not null and ${has} order by sort_key, id limit ${limit + 1})
    select p.id, p.sort_key, p.named, p.job, (select json_object_agg(c.state, json_build_object('count', c.count, 'amount', c.amount::text)) from
      (select v.state, count(*) as count, sum(v.amount) as amount from ${stoodIn(sql`p.company_id`, sql`p.id`, bound)} v where ${ownNow(asked.own)} group by v.state) c) as counts
    from p order by p.sort_key, p.id`,
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ id, named, job, counts }) => ({ id, ...named, job, counts })),
    next: found.length > limit && last ? encodeCursor(last.sort_key, last.id) : null,
  };
}
