import { generateKeyPairSync } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Role } from "#lib/core/actors.ts";
import { appendAudit } from "#lib/db/audit.ts";
import { type Database, list, row, rows, withCompany } from "#lib/db/database.ts";
import { seal, unseal } from "#lib/db/seal.ts";

/** The gateway's Ed25519 private key (PKCS8 PEM); made once per installation and kept sealed. */
export async function gatewayKey(db: Database, key: string): Promise<string> {
  const fresh = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  await db.execute(
    sql`insert into installation (id, sealed_gateway_key) values (1, ${seal(key, fresh)}) on conflict do nothing`,
  );
  const found = await row<{ sealed: string }>(db, sql`select sealed_gateway_key as sealed from installation`);
  if (!found) throw new Error("the installation has no gateway key");
  return unseal(key, found.sealed);
}

export type ProcoreCredentials = {
  readonly apiBase: string;
  readonly loginBase: string;
  readonly companyId: string;
  readonly clientId: string;
  readonly clientSecret: string;
};

/** A company's connection to Procore with its secret unsealed; null when it has none. */
export async function readProcoreCredentials(
  db: Database,
  companyId: string,
  key: string,
): Promise<ProcoreCredentials | null> {
  const found = await withCompany(db, companyId, (tx) =>
    row<{ api_base: string; login_base: string; procore_company_id: string; client_id: string; sealed_secret: string }>(
      tx,
      sql`select * from procore_connection where company_id = ${companyId}`,
    ),
  );
  if (!found) return null;
  return {
    apiBase: found.api_base,
    loginBase: found.login_base,
    companyId: found.procore_company_id,
    clientId: found.client_id,
    clientSecret: unseal(key, found.sealed_secret),
  };
}

export type NewPerson = {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly passwordHash: string;
};

/** A company with nobody in it; answers its id. */
export async function createCompany(db: Database, name: string, timeZone: string): Promise<string> {
  return await db.transaction(async (tx) => {
    const made = await row<{ id: string }>(
      tx,
      sql`insert into company (name, time_zone) values (${name}, ${timeZone}) returning id`,
    );
    if (!made) throw new Error("the company was not made");
    await tx.execute(sql`select set_config('app.company_id', ${made.id}, true)`);
    await appendAudit(tx, made.id, setup, [{ event: { kind: "seeded", words: `${name} set up` } }]);
    return made.id;
  });
}

/** The company of that name; a sentence when there is none. */
export async function companyNamed(db: Database, name: string): Promise<string> {
  const found = await row<{ id: string }>(db, sql`select id from company where name = ${name}`);
  if (!found) throw new Error(`There is no company “${name}”. Set it up first.`);
  return found.id;
}

/** Every company, or those of the name, as the owner sees them. */
export async function listedCompanies(db: Database, name: string | null): Promise<{ id: string; name: string }[]> {
  return await rows(
    db,
    sql`select id, name from company where ${name}::text is null or name = ${name} order by name, id`,
  );
}

/** Adds a person to a company, or sets the roles anew. Somebody known by the e-mail keeps name and password. */
export async function addPerson(db: Database, companyId: string, person: NewPerson): Promise<void> {
  await withCompany(db, companyId, async (tx) => {
    const known = await row<{ id: string }>(
      tx,
      sql`insert into person (email, name, password_hash)
      values (${person.email.trim().toLowerCase()}, ${person.name}, ${person.passwordHash})
      on conflict (email) do update set name = person.name returning id`,
    );
    await tx.execute(sql`insert into membership (company_id, person_id, roles)
      values (${companyId}, ${known?.id}, ${list(person.roles, "text")})
      on conflict (company_id, person_id) do update set roles = excluded.roles, is_disabled = false`);
    const words = `${person.name} (${person.email}) belongs to the company as ${person.roles.join(", ")}`;
    await appendAudit(tx, companyId, setup, [{ event: { kind: "seeded", words } }]);
  });
}

/** Sets the connection of a company to Procore; the secret is sealed. The first reading starts with the next poll. */
export async function saveProcoreConnection(
  db: Database,
  key: string,
  companyId: string,
  to: ProcoreCredentials,
): Promise<void> {
  await withCompany(db, companyId, async (tx) => {
    await tx.execute(sql`insert into procore_connection (company_id, api_base, login_base, procore_company_id, client_id, sealed_secret)
      values (${companyId}, ${to.apiBase}, ${to.loginBase}, ${to.companyId}, ${to.clientId}, ${seal(key, to.clientSecret)})
      on conflict (company_id) do update set api_base = excluded.api_base, login_base = excluded.login_base,
        procore_company_id = excluded.procore_company_id, client_id = excluded.client_id, sealed_secret = excluded.sealed_secret`);
    const words = `Procore connected at ${to.apiBase}, company ${to.companyId}, as ${to.clientId}`;
    await appendAudit(tx, companyId, setup, [{ event: { kind: "seeded", words } }]);
  });
}

const setup = { kind: "system" as const, name: "Set-up on the server" };
