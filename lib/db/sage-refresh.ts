import { sql } from "drizzle-orm";
import { type MirrorLeg, mirrorLegs } from "#lib/core/sage-legs.ts";
import { list, row, rows, type Tx } from "#lib/db/database.ts";
import { readCompany } from "#lib/db/facts.ts";
import { mirrorTables, tablesOf } from "#lib/db/mirror-tables.ts";

/** What follows the reading of Sage, each with the bell of the job that ends it. */
const followers = [
  { leg: "stage", bell: "imports.stage" },
  { leg: "check", bell: "items.check" },
] as const;
export type FollowingLeg = (typeof followers)[number]["leg"];

/**
 * Has all of Sage's tables read and compared now, in one refresh with its legs. Answers false when one is under way already:
 * it is not doubled. One that did not come to its end within ten minutes is closed.
 */
export async function startRefresh(tx: Tx, companyId: string, personId: string | null): Promise<boolean> {
  // Two who ask at once wait for each other here.
  await tx.execute(sql`select 1 from company where id = ${companyId} for update`);
  await tx.execute(sql`with old as (update sage_refresh set finished_at = clock_timestamp()
      where company_id = ${companyId} and finished_at is null and created_at < clock_timestamp() - interval '10 minutes' returning id)
    update sage_refresh_leg l set problem = 'It was not finished within ten minutes.' from old
    where l.company_id = ${companyId} and l.refresh_id = old.id and l.finished_at is null`);
  const running = await row(
    tx,
    sql`select 1 from sage_refresh where company_id = ${companyId} and finished_at is null`,
  );
  if (running) return false;
  const { profile } = await readCompany(tx, companyId);
  const wanted = tablesOf(profile);
  const reading = mirrorLegs.flatMap((leg) => {
    const tables = wanted.filter((name) => mirrorTables[name]?.leg === leg);
    return tables.length > 0 ? [{ leg, tables }] : [];
  });
  const legs = [...reading, ...followers.map(({ leg }) => ({ leg, tables: [] }))];
  await tx.execute(sql`with r as (insert into sage_refresh (company_id, asked_by) values (${companyId}, ${personId}) returning id)
    insert into sage_refresh_leg (company_id, refresh_id, leg, position, waiting_tables)
    select ${companyId}, r.id, l ->> 'leg', n, array(select jsonb_array_elements_text(l -> 'tables'))
    from r, jsonb_array_elements(${JSON.stringify(legs)}::jsonb) with ordinality as x(l, n)`);
  // The clock is read when the row is ours: a comparison that was waited for was made before somebody asked.
  await tx.execute(sql`insert into mirror_read (company_id, table_name, asked_at) select ${companyId}::uuid, t, clock_timestamp()
    from unnest(${list(wanted, "text")}) t on conflict (company_id, table_name) do update set asked_at = clock_timestamp(), wanted_at = null`);
  await tx.execute(sql`select pg_notify('sync_offer', ${companyId})`);
  return true;
}

/** Few of many refreshes are young: the others are not looked at. */
const isRunning = (companyId: string) =>
  sql`r.company_id = ${companyId} and r.finished_at is null and r.created_at > clock_timestamp() - interval '1 day'`;

/** Legs whose tables were just asked for run. */
export async function noteAsked(tx: Tx, companyId: string, tables: readonly string[]): Promise<void> {
  await tx.execute(sql`update sage_refresh_leg l set started_at = clock_timestamp() from sage_refresh r
    where ${isRunning(companyId)} and l.company_id = r.company_id and l.refresh_id = r.id
      and l.started_at is null and l.waiting_tables && ${list(tables, "text")}`);
}

/** Rows that came or changed count for the leg of their table. */
export async function noteChanged(tx: Tx, companyId: string, table: string, count: number): Promise<void> {
  await tx.execute(sql`update sage_refresh_leg l set row_count = row_count + ${count} from sage_refresh r
    where ${isRunning(companyId)} and l.company_id = r.company_id and l.refresh_id = r.id
      and ${table}::text = any(l.waiting_tables)`);
}

/** A table was read and compared as asked, or could not be; after the last table of all, what follows begins. */
export async function noteTableDone(tx: Tx, companyId: string, table: string, problem: string | null): Promise<void> {
  const done = await rows<{ refresh_id: string; is_finished: boolean }>(
    tx,
    sql`update sage_refresh_leg l set waiting_tables = array_remove(waiting_tables, ${table}), started_at = coalesce(started_at, clock_timestamp()),
        problem = coalesce(l.problem, ${problem}), finished_at = case when waiting_tables = array[${table}::text] then clock_timestamp() end
      from sage_refresh r where ${isRunning(companyId)} and l.company_id = r.company_id and l.refresh_id = r.id
        and ${table}::text = any(l.waiting_tables) returning l.refresh_id, l.finished_at is not null as is_finished`,
  );
  const refreshId = done.find((leg) => leg.is_finished)?.refresh_id;
  if (refreshId === undefined) return;
  const following = await rows<{ leg: FollowingLeg }>(
    tx,
    sql`update sage_refresh_leg l set started_at = clock_timestamp() where company_id = ${companyId} and refresh_id = ${refreshId} and started_at is null
      and not exists (select 1 from sage_refresh_leg o where o.company_id = l.company_id and o.refresh_id = l.refresh_id and o.waiting_tables <> '{}')
      returning leg`,
  );
  for (const { leg, bell } of followers)
    if (following.some((entry) => entry.leg === leg))
      await tx.execute(sql`select ring(${bell}, ${companyId}::uuid, 'refresh')`);
}

/**
 * The job of a following leg has done `count` more, and `isDone` when nothing is left. It may come before the leg's turn: what
 * is read is followed at once. With the last leg the refresh is at its end.
 */
export async function noteFollowed(
  tx: Tx,
  companyId: string,
  leg: FollowingLeg,
  { count, isDone }: { readonly count: number; readonly isDone: boolean },
): Promise<void> {
  const noted = await row<{ refresh_id: string; is_finished: boolean }>(
    tx,
    sql`update sage_refresh_leg l set row_count = row_count + ${count},
        finished_at = case when ${isDone} and l.started_at is not null then clock_timestamp() end from sage_refresh r
      where ${isRunning(companyId)} and l.company_id = r.company_id and l.refresh_id = r.id
        and l.leg = ${leg} and l.finished_at is null returning l.refresh_id, l.finished_at is not null as is_finished`,
  );
  if (!noted?.is_finished) return;
  await tx.execute(sql`update sage_refresh r set finished_at = clock_timestamp() where company_id = ${companyId} and id = ${noted.refresh_id}
    and not exists (select 1 from sage_refresh_leg l where l.company_id = r.company_id and l.refresh_id = r.id and l.finished_at is null)`);
}

/** Whether the leg waits for its job: everything is read that it is to follow. */
export async function isFollowing(tx: Tx, companyId: string, leg: FollowingLeg): Promise<boolean> {
  const found = await row(
    tx,
    sql`select 1 from sage_refresh r join sage_refresh_leg l on l.company_id = r.company_id and l.refresh_id = r.id
      where ${isRunning(companyId)} and l.leg = ${leg} and l.started_at is not null and l.finished_at is null`,
  );
  return found !== null;
}

export type StoredRefresh = {
  readonly asked_at: string;
  readonly asked_by: string | null;
  readonly finished_at: string | null;
  readonly legs: readonly {
    readonly leg: MirrorLeg | FollowingLeg;
    /** Tables of the leg, and how many of them are not read yet; what follows the reading has none. */
    readonly tables: number;
    readonly waiting: number;
    readonly started_at: string | null;
    readonly finished_at: string | null;
    readonly rows: number;
    readonly problem: string | null;
  }[];
};

/** The newest refresh with its legs, running or at its end; null before the first one. */
export async function readRefresh(tx: Tx, companyId: string): Promise<StoredRefresh | null> {
  const found = await row<StoredRefresh>(
    tx,
    sql`select r.created_at as asked_at, p.name as asked_by, r.finished_at,
        (select json_agg(json_build_object('leg', l.leg, 'waiting', cardinality(l.waiting_tables), 'started_at', l.started_at, 'finished_at', l.finished_at,
          'rows', l.row_count, 'problem', l.problem) order by l.position) from sage_refresh_leg l where l.company_id = r.company_id and l.refresh_id = r.id) as legs
      from sage_refresh r left join person p on p.id = r.asked_by where r.company_id = ${companyId} order by r.created_at desc limit 1`,
  );
  if (!found) return null;
  // A table that the settings name since was not asked for in this refresh: what waits is never more than there is.
  const wanted = tablesOf((await readCompany(tx, companyId)).profile);
  const tablesIn = (leg: string) => wanted.filter((name) => mirrorTables[name]?.leg === leg).length;
  return { ...found, legs: found.legs.map((leg) => ({ ...leg, tables: Math.max(leg.waiting, tablesIn(leg.leg)) })) };
}
