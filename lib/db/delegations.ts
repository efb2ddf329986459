import { sql } from "drizzle-orm";
import type { Lender } from "#lib/core/actors.ts";
import { iso, row, rows, type Tx } from "#lib/db/database.ts";
import { decodeCursor, encodeCursor } from "#lib/db/inbox.ts";

export type Delegation = {
  readonly id: string;
  readonly fromPersonId: string;
  readonly fromName: string;
  readonly toPersonId: string;
  readonly toName: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly note: string;
  readonly madeByName: string;
  readonly endedAt: string | null;
};

/** A delegation `d` of company `c` counts today, in the company's time zone; both days belong to it. */
export const isToday = sql`(clock_timestamp() at time zone c.time_zone)::date between d.first_day and d.last_day`;

/**
 * For whom each person, or the one that is named, stands in today, with the rights that these have in their own right: what was
 * lent to them is not lent on. Nobody lends who is disabled or no accountant any more.
 */
export async function readLenders(
  tx: Tx,
  companyId: string,
  personId: string | null,
): Promise<ReadonlyMap<string, readonly Lender[]>> {
  const found = await rows<Lender & { to: string }>(
    tx,
    sql`select d.to_person_id as "to", d.from_person_id as "personId", p.name, (select coalesce(json_agg(g.record_type), '[]') from push_grant g
        where g.company_id = d.company_id and g.person_id = d.from_person_id) as grants
    from delegation d join company c on c.id = d.company_id join person p on p.id = d.from_person_id and not p.is_disabled
      join membership m on m.company_id = d.company_id and m.person_id = d.from_person_id and not m.is_disabled and 'accountant' = any(m.roles)
    where d.company_id = ${companyId} and (${personId}::uuid is null or d.to_person_id = ${personId}::uuid) and d.ended_at is null and ${isToday} order by d.created_at`,
  );
  const lenders = new Map<string, readonly Lender[]>();
  for (const { to, ...lender } of found) lenders.set(to, [...(lenders.get(to) ?? []), lender]);
  return lenders;
}

const columns = sql`d.id, d.from_person_id as "fromPersonId", f.name as "fromName", d.to_person_id as "toPersonId", t.name as "toName",
  d.first_day::text as "firstDay", d.last_day::text as "lastDay", d.note, b.name as "madeByName", d.ended_at as "endedAt"`;
const joined = sql`delegation d join person f on f.id = d.from_person_id join person t on t.id = d.to_person_id join person b on b.id = d.made_by`;

/** One page, newest first. */
export async function readDelegations(
  tx: Tx,
  companyId: string,
  after: string | null,
  limit: number,
): Promise<{ rows: readonly Delegation[]; next: string | null }> {
  const cursor = decodeCursor(after);
  const beyond = cursor ? sql`(d.created_at, d.id) < (${cursor.key}::timestamptz, ${cursor.id}::uuid)` : sql`true`;
  const found = await rows<Delegation & { key: string }>(
    tx,
    sql`select ${columns}, d.created_at::text as key from ${joined} where d.company_id = ${companyId} and ${beyond}
      order by d.created_at desc, d.id desc limit ${limit + 1}`,
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const next = found.length > limit && last ? encodeCursor(last.key, last.id) : null;
  return { rows: page.map(({ key: _, ...one }) => ({ ...one, endedAt: iso(one.endedAt) })), next };
}

/** One that has not ended, locked. */
export async function lockDelegation(tx: Tx, companyId: string, id: string): Promise<Delegation | null> {
  return await row<Delegation>(
    tx,
    sql`select ${columns} from ${joined} where d.company_id = ${companyId} and d.id = ${id} and d.ended_at is null for update of d`,
  );
}

/** Delegations with a day in common that have one of the two as giver or taker. Whoever makes another one waits for this one. */
export async function lockOverlapping(
  tx: Tx,
  companyId: string,
  people: { readonly from: string; readonly to: string },
  days: { readonly firstDay: string; readonly lastDay: string },
): Promise<readonly Delegation[]> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('delegation'), hashtext(${companyId}))`);
  return await rows<Delegation>(
    tx,
    sql`select ${columns} from ${joined} where d.company_id = ${companyId} and d.ended_at is null
      and d.first_day <= ${days.lastDay}::date and d.last_day >= ${days.firstDay}::date
      and (d.from_person_id in (${people.from}, ${people.to}) or d.to_person_id = ${people.from})`,
  );
}

/** Accountants who can sign in, by name. */
export async function readAccountants(tx: Tx, companyId: string): Promise<readonly { id: string; name: string }[]> {
  return await rows(
    tx,
    sql`select p.id, p.name from membership m join person p on p.id = m.person_id where m.company_id = ${companyId}
      and not m.is_disabled and not p.is_disabled and 'accountant' = any(m.roles) order by p.name`,
  );
}

type New = {
  readonly from: string;
  readonly to: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly note: string;
  readonly by: string;
};
export async function addDelegation(tx: Tx, companyId: string, made: New): Promise<string> {
  const found = await row<{ id: string }>(
    tx,
    sql`insert into delegation (company_id, from_person_id, to_person_id, first_day, last_day, note, made_by)
      values (${companyId}, ${made.from}, ${made.to}, ${made.firstDay}, ${made.lastDay}, ${made.note}, ${made.by}) returning id`,
  );
  return found?.id ?? "";
}

export async function endDelegationRow(tx: Tx, companyId: string, id: string, by: string): Promise<void> {
  await tx.execute(
    sql`update delegation set ended_at = tx_instant(), ended_by = ${by} where company_id = ${companyId} and id = ${id}`,
  );
}
