import { sql } from "drizzle-orm";
import type { Role } from "#lib/core/actors.ts";
import { list, row, rows, type Tx } from "#lib/db/database.ts";

/** A person of the company with what they may do in it. */
export type Member = {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly projectIds: readonly string[];
  readonly procoreUserId: string | null;
  readonly isDisabled: boolean;
  readonly hasPassword: boolean;
  /** Belongs to another company of this installation too. */
  readonly isElsewhere: boolean;
};
export type Membership = Pick<Member, "roles" | "projectIds" | "procoreUserId" | "isDisabled">;

/** The person in this company, locked; null when they do not belong to it. */
export async function lockMember(tx: Tx, companyId: string, personId: string): Promise<Member | null> {
  return await row<Member>(
    tx,
    sql`select p.id as "personId", p.name, p.email, to_json(m.roles) as roles, m.procore_user_id as "procoreUserId", m.is_disabled as "isDisabled",
      p.password_hash is not null as "hasPassword",
      exists (select 1 from companies_of(p.id) o where o.company_id <> ${companyId}) as "isElsewhere",
      (select coalesce(json_agg(x.project_id order by x.project_id), '[]') from project_member x where x.company_id = ${companyId} and x.person_id = p.id) as "projectIds"
    from membership m join person p on p.id = m.person_id where m.company_id = ${companyId} and m.person_id = ${personId} for update of m`,
  );
}

/**
 * Holds whoever changes people back until the one before is done, and says whether this one is still an administrator:
 * two who disable each other at once must not both succeed.
 */
export async function isStillAdmin(tx: Tx, companyId: string, personId: string): Promise<boolean> {
  await tx.execute(sql`select 1 from company where id = ${companyId} for update`);
  const found = await row(
    tx,
    sql`select 1 from membership where company_id = ${companyId} and person_id = ${personId} and not is_disabled and 'admin' = any(roles)`,
  );
  return found !== null;
}

/** A person known by the e-mail in this installation, or made anew; names and passwords of the known stay. */
export async function knownOrNew(tx: Tx, email: string, name: string): Promise<{ id: string; name: string }> {
  await tx.execute(sql`insert into person (email, name) values (${email}, ${name}) on conflict (email) do nothing`);
  const found = await row<{ id: string; name: string }>(tx, sql`select id, name from person where email = ${email}`);
  if (!found) throw new Error("the person was not made");
  return found;
}

/** Who has this user of Procore already, beside the person; null when nobody. */
export async function holderOf(tx: Tx, companyId: string, user: string, except: string): Promise<string | null> {
  const found = await row<{ name: string }>(
    tx,
    sql`select p.name from membership m join person p on p.id = m.person_id
      where m.company_id = ${companyId} and m.procore_user_id = ${user} and m.person_id <> ${except}`,
  );
  return found?.name ?? null;
}

/** Names of those projects that the company has; fewer than asked when one is not its own. */
export async function projectNames(tx: Tx, companyId: string, ids: readonly string[]): Promise<readonly string[]> {
  const found = await rows<{ name: string }>(
    tx,
    sql`select trim(number || ' ' || name) as name from project where company_id = ${companyId} and id = any(${list(ids)}) order by number`,
  );
  return found.map(({ name }) => name);
}

/** Writes roles, projects and the tie to Procore; what the person sent or edited there is closed to them from now on. */
export async function writeMembership(tx: Tx, companyId: string, personId: string, to: Membership): Promise<void> {
  const { roles, projectIds, procoreUserId, isDisabled } = to;
  await tx.execute(sql`insert into membership (company_id, person_id, roles, procore_user_id, is_disabled)
    values (${companyId}, ${personId}, ${list(roles, "text")}, ${procoreUserId}, ${isDisabled})
    on conflict (company_id, person_id) do update set roles = excluded.roles, procore_user_id = excluded.procore_user_id, is_disabled = excluded.is_disabled`);
  await tx.execute(
    sql`delete from project_member where company_id = ${companyId} and person_id = ${personId} and not project_id = any(${list(projectIds)})`,
  );
  await tx.execute(sql`insert into project_member (company_id, project_id, person_id)
    select ${companyId}::uuid, p, ${personId}::uuid from unnest(${list(projectIds)}) p on conflict do nothing`);
  if (procoreUserId === null) return;
  await tx.execute(sql`update item i set own_person_ids = array_append(i.own_person_ids, ${personId}::uuid)
    where i.company_id = ${companyId} and i.state in ('not_sent', 'ready', 'retrieved', 'rejected', 'failed', 'outbox', 'unknown', 'held')
      and not ${personId}::uuid = any(i.own_person_ids) and exists (select 1 from item_revision r
        where r.company_id = i.company_id and r.item_id = i.id and r.head -> 'authors' ? ${procoreUserId})`);
}
