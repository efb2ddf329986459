import { sql } from "drizzle-orm";
import type { Money } from "#lib/core/money.ts";
import type { ItemState } from "#lib/core/workflow.ts";
import { list, rows, type Tx } from "#lib/db/database.ts";

/** People whose day, by their own clock, has come to the hour of their summary, with that day: each of them once a day. */
export async function claimSummaries(tx: Tx, companyId: string): Promise<ReadonlyMap<string, string>> {
  const zone = sql`coalesce(o.time_zone, c.time_zone)`;
  const found = await rows<{ person: string; day: string }>(
    tx,
    sql`insert into notice_summary as n (company_id, person_id, day)
      select m.company_id, m.person_id, (clock_timestamp() at time zone ${zone})::date
      from membership m join company c on c.id = m.company_id join person p on p.id = m.person_id
        left join person_preference o on o.company_id = m.company_id and o.person_id = m.person_id
        left join notice_setting s on s.company_id = m.company_id and s.person_id = m.person_id
      where m.company_id = ${companyId} and not m.is_disabled and not p.is_disabled and coalesce(s.has_summary, true)
        and extract(hour from clock_timestamp() at time zone ${zone}) >= coalesce(s.summary_hour, 7)
      on conflict (company_id, person_id) do update set day = excluded.day where n.day < excluded.day returning person_id as person, day::text as day`,
  );
  return new Map(found.map(({ person, day }) => [person, day]));
}

export type Waiting = {
  readonly state: ItemState;
  readonly isReturned: boolean;
  readonly count: number;
  readonly amount: Money;
};

/** What waits, by state; in these projects, or in all of the company. */
export async function readWaiting(
  tx: Tx,
  companyId: string,
  projectIds: readonly string[] | null,
): Promise<readonly Waiting[]> {
  const grouped = sql`i.state, i.is_returned as "isReturned"`;
  // The counters know the whole company; a few projects are counted.
  const from =
    projectIds === null
      ? sql`select ${grouped}, sum(i.count)::int as count, sum(i.amount) as amount from item_counter i`
      : sql`select ${grouped}, count(*)::int as count, sum(i.amount) as amount from item i`;
  const scope = projectIds === null ? sql`true` : sql`i.project_id = any(${list(projectIds)})`;
  return await rows<Waiting>(
    tx,
    sql`select * from (${from} where i.company_id = ${companyId} and ${scope} and i.state in ('ready', 'rejected', 'retrieved', 'failed', 'held', 'unknown')
      group by i.state, i.is_returned) w where count > 0`,
  );
}

/** What waits for a person's summary, oldest first; written with it, and not again. */
export async function takeForSummary(tx: Tx, companyId: string, personId: string): Promise<readonly number[]> {
  const found = await rows<{ id: number }>(
    tx,
    sql`update notice set is_for_summary = false where company_id = ${companyId} and person_id = ${personId} and is_for_summary returning id::float8 as id`,
  );
  return found.map(({ id }) => id).toSorted((a, b) => a - b);
}
