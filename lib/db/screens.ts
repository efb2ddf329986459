import { type SQL, sql } from "drizzle-orm";
import { containing, iso, list, row, rows, type Tx } from "#lib/db/database.ts";
import { toEvent } from "#lib/db/item-view.ts";
import { neededTables } from "#lib/db/mirror-tables.ts";

export type HistoryScope = {
  readonly kind: string | null;
  readonly who: string | null;
  readonly q: string | null;
  readonly itemId: string | null;
  readonly recordType: string | null;
  readonly projectId: string | null;
  /** Days by the company's clock, both included. */
  readonly from: string | null;
  readonly to: string | null;
  readonly before: number | null;
  readonly limit: number;
};

/** The narrowing of the record; an event is a project's when its item is, or when it names the project. */
function narrowed(companyId: string, scope: HistoryScope): SQL {
  const parts: SQL[] = [sql`a.company_id = ${companyId}`];
  const midnight = (day: SQL) =>
    sql`(${day})::timestamp at time zone (select time_zone from company where id = ${companyId})`;
  if (scope.before !== null) parts.push(sql`a.seq < ${scope.before}`);
  if (scope.kind) parts.push(sql`a.kind = ${scope.kind}`);
  if (scope.itemId) parts.push(sql`a.item_id = ${scope.itemId}::uuid`);
  if (scope.who) parts.push(sql`a.actor ->> 'name' ilike ${containing(scope.who)}`);
  if (scope.q) parts.push(sql`(i.number ilike ${containing(scope.q)} or a.data::text ilike ${containing(scope.q)})`);
  if (scope.recordType) parts.push(sql`i.record_type = ${scope.recordType}`);
  if (scope.projectId)
    parts.push(sql`(i.project_id = ${scope.projectId}::uuid or a.data ->> 'projectId' = ${scope.projectId})`);
  if (scope.from) parts.push(sql`a.at >= ${midnight(sql`${scope.from}::date`)}`);
  if (scope.to) parts.push(sql`a.at < ${midnight(sql`${scope.to}::date + 1`)}`);
  return sql.join(parts, sql` and `);
}

/** The company's record, newest first, with the number of the item each event is about. */
export async function readHistory(tx: Tx, companyId: string, scope: HistoryScope) {
  type Found = Parameters<typeof toEvent>[0] & {
    number: string | null;
    record_type: string | null;
    project: string | null;
  };
  const found = await rows<Found>(
    tx,
    sql`select a.seq, a.at, a.actor, a.kind, a.item_id, a.data, a.hash, i.number, i.record_type, trim(p.number || ' ' || p.name) as project
    from audit_event a left join item i on i.company_id = a.company_id and i.id = a.item_id
      left join project p on p.company_id = a.company_id and p.id = coalesce(i.project_id, (a.data ->> 'projectId')::uuid)
    where ${narrowed(companyId, scope)} order by a.seq desc limit ${scope.limit + 1}`,
  );
  const page = found.slice(0, scope.limit);
  const last = page.at(-1);
  return {
    events: page.map((entry) => ({
      ...toEvent(entry),
      itemNumber: entry.number,
      recordType: entry.record_type,
      project: entry.project,
    })),
    next: found.length > scope.limit && last ? String(last.seq) : null,
  };
}

/** Changes of the company profile, newest first; `limit` of them and the cursor after the last. */
export async function readSettingsChanges(tx: Tx, companyId: string, before: number | null, limit: number) {
  const older = before === null ? sql`true` : sql`a.seq < ${before}`;
  const found = await rows<{
    seq: number;
    at: string;
    who: string;
    note: string;
    before: Record<string, unknown>;
    after: Record<string, unknown>;
  }>(
    tx,
    sql`select a.seq::int as seq, a.at, a.actor ->> 'name' as who, a.data ->> 'note' as note, a.data -> 'before' as before, a.data -> 'after' as after
    from audit_event a where a.company_id = ${companyId} and a.kind = 'settings.changed' and ${older} order by a.seq desc limit ${limit + 1}`,
  );
  const page = found.slice(0, limit).map((change) => ({ ...change, at: iso(change.at) }));
  return { rows: page, next: found.length > limit ? String(page.at(-1)?.seq) : null };
}

export type ShellDb = {
  readAt: string | null;
  outbox: number;
  isClientConnected: boolean;
  clientSeenAt: string | null;
  isSageReadable: boolean;
  hasClient: boolean;
  hasSourceProblem: string | null;
  refresh: { done: number; of: number } | null;
};

/** What the frame shows on every screen. */
export async function readShell(tx: Tx, companyId: string): Promise<ShellDb> {
  const found = await row<{
    read_at: string | null;
    outbox: string;
    connected: boolean | null;
    seen_at: string | null;
    readable: boolean | null;
    clients: string;
    problem: string | null;
    refresh: { done: number; of: number } | null;
  }>(
    tx,
    sql`select (select min(read_at) from mirror_read where company_id = ${companyId} and table_name = any(${list(neededTables, "text")}) having count(*) filter (where read_at is null) = 0) as read_at,
      (select count(*) from (select 1 from export where company_id = ${companyId} and status not in ('proved', 'failed', 'taken_back', 'unlinked') and status <> 'unlinking' limit 1000) x) as outbox,
      c.connection_id is not null and c.seen_at > clock_timestamp() - interval '20 seconds' as connected, c.seen_at, c.is_sage_readable as readable,
      (select count(*) from sync_client where company_id = ${companyId} and revoked_at is null) as clients,
      (select last_problem from procore_connection where company_id = ${companyId}) as problem,
      (select json_build_object('done', count(l.finished_at), 'of', count(*)) from sage_refresh r join sage_refresh_leg l on l.company_id = r.company_id and l.refresh_id = r.id
        where r.company_id = ${companyId} and r.finished_at is null and r.created_at > clock_timestamp() - interval '10 minutes' having count(*) > 0) as refresh
    from (select 1) one left join lateral (select * from sync_client where company_id = ${companyId} and revoked_at is null order by seen_at desc nulls last limit 1) c on true`,
  );
  return {
    readAt: iso(found?.read_at ?? null),
    outbox: Number(found?.outbox ?? 0),
    isClientConnected: found?.connected ?? false,
    clientSeenAt: iso(found?.seen_at ?? null),
    isSageReadable: found?.readable ?? false,
    hasClient: Number(found?.clients ?? 0) > 0,
    hasSourceProblem: found?.problem ?? null,
    refresh: found?.refresh ?? null,
  };
}

export async function readPeople(tx: Tx, companyId: string) {
  return await rows<{
    id: string;
    name: string;
    email: string;
    roles: string[];
    grants: string[];
    projects: string[];
    procore_user_id: string | null;
    is_disabled: boolean;
    is_elsewhere: boolean;
  }>(
    tx,
    sql`select p.id, p.name, p.email, to_json(m.roles) as roles, m.procore_user_id, m.is_disabled or p.is_disabled as is_disabled,
      exists (select 1 from companies_of(p.id) o where o.company_id <> ${companyId}) as is_elsewhere,
      (select coalesce(json_agg(record_type), '[]') from push_grant g where g.company_id = ${companyId} and g.person_id = p.id) as grants,
      (select coalesce(json_agg(x.project_id), '[]') from project_member x where x.company_id = ${companyId} and x.person_id = p.id) as projects
    from membership m join person p on p.id = m.person_id where m.company_id = ${companyId} order by p.name`,
  );
}

export async function readPersonEmail(tx: Tx, personId: string): Promise<string> {
  return (await row<{ email: string }>(tx, sql`select email from person where id::text = ${personId}`))?.email ?? "";
}

/** The companies between which a person may switch. */
export async function readCompanyChoices(tx: Tx, personId: string): Promise<{ id: string; name: string }[]> {
  return await rows(tx, sql`select company_id as id, name from companies_of(nullif(${personId}, '')::uuid)`);
}
