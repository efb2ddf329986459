import { sql } from "drizzle-orm";
import { connect, type Database, row } from "#lib/db/database.ts";
import { hashPassword } from "#lib/db/password.ts";

/** The owner's connection for a test process; close it with `db.$client.end()`. */
export function ownerDatabase(url: string): Database {
  return connect(url, 4);
}

/** A living session of that person in that company, as a sign-in would have opened it. */
export async function aSession(db: Database, personId: string, companyId: string): Promise<string> {
  const made = await row<{ id: string }>(
    db,
    sql`insert into session (person_id, company_id, expires_at)
      values (${personId}, ${companyId}, clock_timestamp() + interval '12 hours') returning id`,
  );
  if (!made) throw new Error("no session was opened");
  return made.id;
}

/** What an administrator or a timeout does to all sessions of a person. */
export async function revokeSessions(db: Database, personId: string): Promise<void> {
  await db.execute(sql`update session set revoked_at = clock_timestamp() where person_id = ${personId}`);
}

/** Gives a person a password, for the one test that signs in by the form. */
export async function setPassword(db: Database, personId: string, password: string): Promise<void> {
  await db.execute(sql`update person set password_hash = ${await hashPassword(password)} where id = ${personId}`);
}

/** Makes a person of one company a member of another one too, with the same roles. */
export async function addMember(db: Database, personId: string, companyId: string, role: string): Promise<void> {
  await db.execute(
    sql`insert into membership (company_id, person_id, roles) values (${companyId}, ${personId}, array[${role}])`,
  );
}

/** "Can push to accounting", for a second accountant. */
export async function addGrant(db: Database, personId: string, companyId: string): Promise<void> {
  await db.execute(
    sql`insert into push_grant (company_id, person_id, record_type) values (${companyId}, ${personId}, 'commitment')`,
  );
}

/** A second project of a company, of which nobody is a member. */
export async function aProject(db: Database, companyId: string, number: string, name: string): Promise<{ id: string }> {
  const made = await row<{ id: string }>(
    db,
    sql`insert into project (company_id, source_id, number, name)
      values (${companyId}, ${`9${number.replace(/\D/g, "")}`}, ${number}, ${name}) returning id`,
  );
  if (!made) throw new Error("no project was made");
  return made;
}
