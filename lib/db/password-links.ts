import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { passwordProblem } from "#lib/core/password-rules.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { type Database, row, type Tx, withCompany } from "#lib/db/database.ts";
import { sha256 } from "#lib/db/hash.ts";
import { hashPassword } from "#lib/db/password.ts";

export const linkHours = 24;

/** A new link for the person; older ones end. Answers its secret, which is kept as a hash alone. */
export async function makePasswordLink(
  tx: Tx,
  companyId: string,
  personId: string,
  madeBy: string | null,
): Promise<string> {
  await tx.execute(
    sql`update password_link set used_at = clock_timestamp() where company_id = ${companyId} and person_id = ${personId} and used_at is null`,
  );
  const token = randomBytes(24).toString("base64url");
  await tx.execute(sql`insert into password_link (token_hash, company_id, person_id, made_by, expires_at)
    values (${sha256(token)}, ${companyId}, ${personId}, ${madeBy}, clock_timestamp() + make_interval(hours => ${linkHours}))`);
  return token;
}

/**
 * Sets the password of the link's person, once; ends their sessions. Refused when the link is used, old or unknown, when the
 * person was disabled, or belongs to another company meanwhile: a link of one company must not open another one.
 */
export async function redeemPasswordLink(
  db: Database,
  token: string,
  password: string,
): Promise<Outcome<{ email: string }>> {
  const problem = passwordProblem(password);
  if (problem !== null) return refuse("input.invalid", { field: "Password", problem });
  const hash = sha256(token);
  const found = await row<{ company: string | null }>(db, sql`select company_of_password_link(${hash}) as company`);
  const companyId = found?.company;
  if (!companyId) return refuse("password.link");
  const passwordHash = await hashPassword(password);
  return await withCompany(db, companyId, async (tx) => {
    const person = await row<{ id: string; name: string; email: string }>(
      tx,
      sql`with used as (update password_link set used_at = clock_timestamp()
        where token_hash = ${hash} and used_at is null and expires_at > clock_timestamp() returning person_id)
      select p.id, p.name, p.email from used join person p on p.id = used.person_id
        join membership m on m.company_id = ${companyId} and m.person_id = p.id
      where not p.is_disabled and not m.is_disabled
        and not exists (select 1 from companies_of(p.id) o where o.company_id <> ${companyId})`,
    );
    if (!person) return refuse("password.link");
    const { id: personId, name, email } = person;
    await tx.execute(sql`update person set password_hash = ${passwordHash} where id = ${personId}`);
    await tx.execute(
      sql`update session set revoked_at = clock_timestamp() where person_id = ${personId} and revoked_at is null`,
    );
    await tx.execute(sql`delete from sign_in_failure where key = ${`account:${email.toLowerCase()}`}`);
    const actor = { kind: "person" as const, personId, name, roles: [], grants: [], projectIds: [] };
    await appendAudit(tx, companyId, actor, [{ event: { kind: "person.password_set", personId, name } }]);
    return ok({ email });
  });
}
