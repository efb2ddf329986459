import { sql } from "drizzle-orm";
import type { Actor, Role } from "#lib/core/actors.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { type Database, row, rows, type Tx, withCompany } from "#lib/db/database.ts";
import { readLenders } from "#lib/db/delegations.ts";
import { verifyPassword } from "#lib/db/password.ts";

/** Sign-in, sessions, and what a session may do. Sessions end after an hour without use and after twelve hours in any case. */
export type SignIn =
  | {
      readonly kind: "in";
      readonly sessionId: string;
      readonly personId: string;
      readonly name: string;
      readonly email: string;
    }
  | { readonly kind: "wrong" }
  | { readonly kind: "wait"; readonly seconds: number };

/** Many people sit behind one network address: it is slowed down only by what no office mistypes in an hour. */
const freeTries = { account: 5, network: 100, link: 20 } as const;
type Guessed = { readonly kind: keyof typeof freeTries; readonly key: string };

/** How long this account (or network) has to wait after its failures: rising, never a lock that a stranger can keep shut. */
async function waitSeconds(db: Database, { kind, key }: Guessed): Promise<number> {
  const found = await row<{ count: number; age: number }>(
    db,
    sql`select count, extract(epoch from clock_timestamp() - last_at)::float as age from sign_in_failure where key = ${key}`,
  );
  if (!found || found.count < freeTries[kind]) return 0;
  return Math.max(0, Math.ceil(Math.min(2 ** (found.count - freeTries[kind]), 300) - found.age));
}

async function noteFailure(db: Database, key: string): Promise<void> {
  await db.execute(sql`insert into sign_in_failure as f (key, count, last_at) values (${key}, 1, clock_timestamp())
    on conflict (key) do update set count = case when f.last_at < clock_timestamp() - interval '1 hour' then 1 else f.count + 1 end, last_at = clock_timestamp()`);
}

const linksFrom = (network: string): Guessed => ({ kind: "link", key: `link:${network}` });

/** How many seconds a network has to wait before another link from a mail is looked up for it; 0: none. */
export async function waitForLink(db: Database, network: string): Promise<number> {
  return await waitSeconds(db, linksFrom(network));
}

/** A link that leads nowhere was tried from a network. */
export async function noteWrongLink(db: Database, network: string): Promise<void> {
  await noteFailure(db, linksFrom(network).key);
}

/**
 * Checks e-mail and password. The answer and its time do not tell whether the account exists. `network` is null where nobody
 * in front of us says who asks: then everybody would share one count, and a stranger could shut all out.
 */
export async function signInWithPassword(
  db: Database,
  email: string,
  password: string,
  network: string | null,
): Promise<SignIn> {
  const address = email.trim().toLowerCase();
  const account: Guessed = { kind: "account", key: `account:${address}` };
  const guessed: Guessed[] = network === null ? [account] : [account, { kind: "network", key: `network:${network}` }];
  const waits = await Promise.all(guessed.map((one) => waitSeconds(db, one)));
  const seconds = Math.max(...waits);
  if (seconds > 0) return { kind: "wait", seconds };
  const found = await row<{
    id: string;
    name: string;
    email: string;
    password_hash: string | null;
    is_disabled: boolean;
  }>(db, sql`select id, name, email, password_hash, is_disabled from person where lower(email) = ${address}`);
  const isRight = await verifyPassword(password, found?.password_hash ?? null);
  if (!found || !isRight || found.is_disabled) {
    for (const { key } of guessed) await noteFailure(db, key);
    return { kind: "wrong" };
  }
  await db.execute(sql`delete from sign_in_failure where key = ${account.key}`);
  return await openSession(db, found);
}

/** A person whom the identity provider vouches for, by its own subject; e-mail alone never links. */
export async function signInWithOidc(db: Database, subject: string): Promise<SignIn> {
  const found = await row<{ id: string; name: string; email: string }>(
    db,
    sql`select id, name, email from person where oidc_subject = ${subject} and not is_disabled`,
  );
  return found ? await openSession(db, found) : { kind: "wrong" };
}

async function openSession(db: Database, person: { id: string; name: string; email: string }): Promise<SignIn> {
  const companies = await rows<{ company_id: string }>(
    db,
    sql`select company_id from companies_of(${person.id}::uuid)`,
  );
  const companyId = companies[0]?.company_id ?? null;
  const session = await row<{ id: string }>(
    db,
    sql`insert into session (person_id, company_id, expires_at) values (${person.id}, ${companyId}, clock_timestamp() + interval '12 hours') returning id`,
  );
  if (companyId) {
    const actor: Actor = {
      kind: "person",
      personId: person.id,
      name: person.name,
      roles: [],
      grants: [],
      projectIds: [],
    };
    await withCompany(db, companyId, (tx) =>
      appendAudit(tx, companyId, actor, [{ event: { kind: "session.signed_in", name: person.name } }]),
    );
  }
  return { kind: "in", sessionId: session?.id ?? "", personId: person.id, name: person.name, email: person.email };
}

export type SessionPrincipal = {
  readonly companyId: string;
  readonly actor: Extract<Actor, { kind: "person" }>;
  readonly sessionId: string;
};

/** The principal of a living session, looked up for every request: what was revoked a moment ago does not work now. Null otherwise. */
export async function readSession(db: Database, sessionId: string): Promise<SessionPrincipal | null> {
  const found = await row<{ person_id: string; company_id: string | null; name: string; is_stale: boolean }>(
    db,
    sql`select s.person_id, s.company_id, p.name, s.seen_at < clock_timestamp() - interval '60 seconds' as is_stale from session s join person p on p.id = s.person_id
    where s.id = ${sessionId} and s.revoked_at is null and s.expires_at > clock_timestamp() and s.seen_at > clock_timestamp() - interval '60 minutes' and not p.is_disabled`,
  );
  if (!found?.company_id) return null;
  if (found.is_stale) await db.execute(sql`update session set seen_at = clock_timestamp() where id = ${sessionId}`);
  const companyId = found.company_id;
  const { person_id: id, name } = found;
  const actor = await withCompany(db, companyId, (tx) => readPersonActor(tx, companyId, { id, name }));
  return actor && { companyId, sessionId, actor };
}

/** The person with the rights that they have in the company now; null when they do not belong to it (any more). */
export async function readPersonActor(
  tx: Tx,
  companyId: string,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<Extract<Actor, { kind: "person" }> | null> {
  const rights = await row<{ roles: Role[]; grants: string[]; projects: string[] }>(
    tx,
    sql`select to_json(m.roles) as roles, (select coalesce(json_agg(record_type), '[]') from push_grant where company_id = ${companyId} and person_id = ${id}) as grants,
      (select coalesce(json_agg(project_id), '[]') from project_member where company_id = ${companyId} and person_id = ${id}) as projects
    from membership m join person p on p.id = m.person_id where m.company_id = ${companyId} and m.person_id = ${id} and not m.is_disabled and not p.is_disabled`,
  );
  if (!rights) return null;
  const lenders = rights.roles.includes("accountant") ? await readLenders(tx, companyId, id) : null;
  const standsInFor = lenders?.get(id) ?? [];
  return {
    kind: "person",
    personId: id,
    name,
    roles: rights.roles,
    grants: rights.grants,
    projectIds: rights.projects,
    ...(standsInFor.length > 0 ? { standsInFor } : {}),
  };
}

/** Ends a session at once. */
export async function endSession(db: Database, sessionId: string): Promise<void> {
  await db.execute(
    sql`update session set revoked_at = clock_timestamp() where id = ${sessionId} and revoked_at is null`,
  );
}

/** Moves a session to another company of its person; false when the person does not belong there. */
export async function switchCompany(db: Database, session: SessionPrincipal, companyId: string): Promise<boolean> {
  const companies = await rows<{ company_id: string }>(
    db,
    sql`select company_id from companies_of(${session.actor.personId}::uuid)`,
  );
  if (!companies.some((company) => company.company_id === companyId)) return false;
  await db.execute(sql`update session set company_id = ${companyId} where id = ${session.sessionId}`);
  return true;
}
