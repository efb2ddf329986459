import { randomInt } from "node:crypto";
import { sql } from "drizzle-orm";
import { Client } from "pg";
import { demoPassword, harborlinePeople, type SeedPerson, summitRidgePeople } from "#drizzle/seed/people.ts";
import { makeWorld, type World } from "#drizzle/seed/world.ts";
import { formerClient } from "#drizzle/seed/write-company.ts";
import { type Role, roles } from "#lib/core/actors.ts";
import { appendAudit } from "#lib/db/audit.ts";
import type { Tx } from "#lib/db/database.ts";
import { sha256 } from "#lib/db/hash.ts";
import { neededTables } from "#lib/db/mirror-tables.ts";
import { hashPassword } from "#lib/db/password.ts";

/** The two companies of the demonstration; the second one has no Sage connection. */
export function demoWorlds(today: string, items = 400): { readonly summitRidge: World; readonly harborline: World } {
  const summitRidge = makeWorld({
    seed: "summit-ridge",
    name: "Summit Ridge Builders",
    today,
    people: summitRidgePeople,
    items,
  });
  const small = { items: 20, projects: 2, vendors: 17, hasSage: false, idBase: 500_000 };
  const harborline = makeWorld({
    seed: "harborline",
    name: "Harborline Civil",
    today,
    people: harborlinePeople,
    ...small,
  });
  return { summitRidge, harborline };
}

/** A hash of the demonstration's password for every person, by e-mail. */
export async function demoPasswords(people: readonly SeedPerson[]): Promise<ReadonlyMap<string, string>> {
  const emails = [...new Set(people.map(({ email }) => email))];
  return new Map(await Promise.all(emails.map(async (email) => [email, await hashPassword(demoPassword)] as const)));
}

export type SignIn = { readonly role: Role; readonly name: string; readonly email: string; readonly password: string };

/** Who can sign in to look around: the first person of each role. */
export function signIns(people: readonly SeedPerson[]): readonly SignIn[] {
  return roles.flatMap((role) => {
    const found = people.find((person) => person.role === role);
    return found ? [{ role, name: found.name, email: found.email, password: demoPassword }] : [];
  });
}

/** The row version up to which each table that every Sage has has been read when it is read now. */
export async function readCursors(sageUrl: string): Promise<Readonly<Record<string, string>>> {
  const client = new Client({ connectionString: sageUrl });
  await client.connect();
  try {
    const parts = neededTables.map(
      (table) => `select '${table}' as name, coalesce(max(Row_Version), 0)::text as version from ${table}`,
    );
    const { rows } = await client.query<{ name: string; version: string }>(parts.join(" union all "));
    return Object.fromEntries(rows.map(({ name, version }) => [name, version]));
  } finally {
    await client.end();
  }
}

/** Revokes the former sync client and makes a code for its successor, which the launcher enrols once the gateway listens. */
export async function writeEnrolment(tx: Tx, companyId: string, world: World, hours: number): Promise<string> {
  const admin = world.people.find(({ role }) => role === "admin");
  if (!admin) throw new Error("nobody may make an enrolment code");
  const letters = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
  const code = Array.from(
    { length: 16 },
    (_, n) => `${n > 0 && n % 4 === 0 ? "-" : ""}${letters[randomInt(letters.length)]}`,
  ).join("");
  const name = "Sage server";
  await tx.execute(sql`insert into enrolment_code (code_hash, company_id, name, made_by, expires_at)
    values (${sha256(code)}, ${companyId}, ${name}, ${admin.id}, clock_timestamp() + make_interval(hours => ${hours}))`);
  const former = formerClient(world);
  const actor = {
    kind: "person",
    personId: admin.id,
    name: admin.name,
    roles: [admin.role],
    grants: [],
    projectIds: [],
  } as const;
  await appendAudit(tx, companyId, actor, [
    { event: { kind: "client.revoked", syncClientId: former.id, name: former.name } },
    { event: { kind: "client.code_made", name } },
  ]);
  return code;
}
