import { sql } from "drizzle-orm";
import type { Actor } from "#lib/core/actors.ts";
import { type Clock, clockFor, type DateFormat } from "#lib/core/clock.ts";
import { json, list, row, rows, type Tx } from "#lib/db/database.ts";
import { type CompanyBasics, companyClock } from "#lib/db/facts.ts";

export type StoredPreferences = {
  readonly columns: unknown;
  readonly density: string | null;
  readonly timeZone: string | null;
  readonly dateFormat: string | null;
  readonly keys: unknown;
};

/** How a person has the screens of the company; null when they never changed anything. */
export async function readPreferences(tx: Tx, companyId: string, personId: string): Promise<StoredPreferences | null> {
  return await row<StoredPreferences>(
    tx,
    sql`select columns, density, time_zone as "timeZone", date_format as "dateFormat", keys
      from person_preference where company_id = ${companyId} and person_id = ${personId}`,
  );
}

type Parts = {
  readonly columns: object | null;
  readonly density: string | null;
  readonly timeZone: string | null;
  readonly dateFormat: string | null;
  readonly keys: object;
};

/** Stores all preferences of a person. */
export async function writePreferences(
  tx: Tx,
  companyId: string,
  personId: string,
  { columns, density, timeZone, dateFormat, keys }: Parts,
): Promise<void> {
  const layout = columns === null ? sql`null::jsonb` : json(columns);
  await tx.execute(sql`insert into person_preference (company_id, person_id, columns, density, time_zone, date_format, keys)
    values (${companyId}, ${personId}, ${layout}, ${density}, ${timeZone}, ${dateFormat}, ${json(keys)})
    on conflict (company_id, person_id) do update set columns = excluded.columns, density = excluded.density,
      time_zone = excluded.time_zone, date_format = excluded.date_format, keys = excluded.keys`);
}

/** Whether the database knows the zone by this very name: it counts a person's day in it. */
export async function hasTimeZone(tx: Tx, name: string): Promise<boolean> {
  return (await rows(tx, sql`select 1 from pg_timezone_names where name = ${name} limit 1`)).length > 0;
}

/** The clocks of these people in the company, by person; whoever is not in it has the company's. */
export async function readClocks(
  tx: Tx,
  company: CompanyBasics,
  people: readonly string[],
): Promise<(personId: string) => Clock> {
  const found = await rows<{ person: string; timeZone: string | null; dateFormat: DateFormat | null }>(
    tx,
    sql`select person_id as person, time_zone as "timeZone", date_format as "dateFormat" from person_preference
      where company_id = ${company.id} and person_id = any(${list(people)})`,
  );
  const own = new Map(found.map((one) => [one.person, one]));
  return (personId) => clockFor(companyClock(company), own.get(personId) ?? null);
}

/** The clock of whoever asks: a person's own; the company's for everybody else, and for a program with a person's token. */
export async function readClock(tx: Tx, company: CompanyBasics, actor: Actor): Promise<Clock> {
  if (actor.kind !== "person" || actor.token) return companyClock(company);
  return (await readClocks(tx, company, [actor.personId]))(actor.personId);
}
